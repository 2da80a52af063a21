import StdnetBackend
import StdnetTesting

/// The scripts of a story, and how alike their replies have to be.
enum StoryScript {
    /// A text that runs the commands in ARGV, and what its reply is made of.
    enum Shape {
        /// The reply of the command that ARGV is.
        case one
        /// The name of the type of that reply in Lua, and the reply.
        case typed
        /// The replies of two commands: how many words the first one has is in front.
        case two
        /// What shows nothing of the commands' replies but what is the same in both.
        case own
    }

    static let texts: [(text: String, shape: Shape)] = [
        ("return redis.call(unpack(ARGV))", .one),
        ("return redis.pcall(unpack(ARGV))", .one),
        ("redis.setresp(3) return redis.call(unpack(ARGV))", .one),
        ("redis.setresp(3) local r = redis.pcall(unpack(ARGV)) redis.setresp(2) return r", .one),
        ("#!lua\nreturn redis.call(unpack(ARGV))", .one),
        ("#!lua flags=no-writes\nreturn redis.call(unpack(ARGV))", .one),
        ("#!lua flags=allow-oom,allow-cross-slot-keys\nreturn redis.pcall(unpack(ARGV))", .one),
        ("#!lua flags=no-such\nreturn redis.pcall(unpack(ARGV))", .one),
        (
            """
            local r = redis.pcall(unpack(ARGV))
            if type(r) == 'table' and r.err then return {err = 'WRAPPED ' .. r.err} end
            return r
            """, .one
        ),
        ("local r = redis.pcall(unpack(ARGV)) return {type(r), r}", .typed),
        ("redis.setresp(3) local r = redis.pcall(unpack(ARGV)) return {type(r), r}", .typed),
        (
            """
            local n, a, b = tonumber(ARGV[1]), {}, {}
            for i = 2, #ARGV do
                if i <= n + 1 then a[#a + 1] = ARGV[i] else b[#b + 1] = ARGV[i] end
            end
            return {redis.pcall(unpack(a)), (redis.pcall(unpack(b)))}
            """, .two
        ),
        ("redis.call(unpack(ARGV)) return redis.error_reply('TOO late')", .own),
        ("redis.call(unpack(ARGV)) return redis.status_reply('done')", .own),
        ("redis.pcall(unpack(ARGV)) error('stopped')", .own),
        ("for i = 1, 3 do redis.pcall(unpack(ARGV)) end return #ARGV", .own),
        ("redis.pcall('select', '1') redis.pcall(unpack(ARGV)) return 'elsewhere'", .own),
    ]

    private static let shapes: [Bytes: Shape] = {
        var shapes: [Bytes: Shape] = [:]
        for (text, shape) in texts {
            shapes[Bytes(text.utf8)] = shape
            shapes[Bytes(SHA1.hexDigest(of: Bytes(text.utf8)).utf8)] = shape
        }
        return shapes
    }()

    /// How alike the replies to a call of a script have to be: as those of the commands in it.
    static func comparison(of call: [Bytes]) -> ReplyComparison {
        guard call.count > 3, let shape = shapes[call[1]],
            let keyCount = Int(String(decoding: call[2], as: UTF8.self)),
            (0...call.count).contains(keyCount)
        else { return .exact }
        let words = Array(call.dropFirst(3 + keyCount))
        guard let first = words.first else { return .exact }
        switch shape {
        case .own: return .exact
        case .one: return ReplyComparison(of: words)
        case .typed: return .each([.exact, ReplyComparison(of: words)])
        case .two:
            let number = Int(String(decoding: first, as: UTF8.self)) ?? 0
            let count = min(max(number, 0), words.count)
            return .each([
                ReplyComparison(of: Array(words.dropFirst().prefix(count))),
                ReplyComparison(of: Array(words.dropFirst(1 + count))),
            ])
        }
    }

    /// A text that runs no commands of the story, but shows what values, errors and libraries are like.
    static func text(_ dice: inout Dice) -> String {
        if dice.chance(300) { return dice.pick(statements) }
        let count = dice.pick([1, 1, 1, 2, 3, 5])
        var chosen: [String] = []
        for _ in 0..<count { chosen.append(dice.pick(values)) }
        let text = count == 1 ? chosen[0] : "{\(chosen.joined(separator: ", "))}"
        return (dice.chance(200) ? "redis.setresp(3) " : "") + "return " + text
    }

    private static let values = [
        "1", "2.9", "-3.5", "1e15", "true", "false", "nil", "'x'", "''", "{}", "{1, {2, {3}}}",
        "{1, 2, nil, 4}", "{[1] = 1, [3] = 3}", "{ok = 'fine'}", "{err = 'MY error'}",
        "{err = 'no code'}", "{double = 3.5}", "{double = 1e300}", "{double = 1 / 0}",
        "{double = 'x'}", "{big_number = '123456789012345678901234567890'}",
        "{big_number = '1\\r\\n2'}", "{map = {a = 1}}", "{map = {[1] = {map = {}}}}",
        "{set = {x = true}}", "{set = {}}",
        "{verbatim_string = {format = 'txt', string = 'hello'}}", "{verbatim_string = {}}",
        "redis.error_reply('OUT of it')", "redis.error_reply('-OUT x')", "redis.error_reply('')",
        "redis.status_reply('well')", "redis.sha1hex('a')", "redis.sha1hex()", "#ARGV",
        "KEYS[1]", "ARGV[1]", "ARGV", "tonumber(ARGV[1])", "tostring(ARGV[1])",
        "redis.REDIS_VERSION", "redis.REDIS_VERSION_NUM", "redis.LOG_NOTICE", "redis.REPL_ALL",
        "cjson.encode({1, 2.5, 'x'})", "cjson.decode('{\"a\":[1,2.5,null]}').a",
        "cjson.encode(ARGV)", "cjson.decode(ARGV[1])", "struct.pack('>I4s', 7, 'x')",
        "struct.unpack('>I2', ARGV[1])", "bit.band(12, 10)", "bit.tohex(tonumber(ARGV[1]))",
        "cmsgpack.unpack(cmsgpack.pack({1, 'a', true, 2.5}))", "cmsgpack.pack(ARGV)",
        "cmsgpack.unpack(ARGV[1])", "{math.randomseed(7), math.random(100)}", "math.floor(2.5)",
        "string.format('%5.2f', 2.345)", "string.rep('ab', 3)", "table.concat({1, 2}, ',')",
        "redis.acl_check_cmd('get', 'x')", "redis.acl_check_cmd('nothing')", "type(redis.pcall)",
        "redis.replicate_commands()", "select('#', unpack(ARGV))", "loadstring('return 7')()",
    ]

    /// Without `error({})`: a table that has no `err` ends Redis 7.0.15 itself.
    private static let statements = [
        "error('plain')", "error({err = 'CODE of a table'})", "error()", "error(7)",
        "return nosuch", "x = 1", "local x = 1", "", "redis.call()", "redis.call('nosuch')",
        "redis.call({})", "redis.call('get')", "redis.pcall()", "assert(false, 'not so')",
        "return", "retrn 1", "return redis.pcall('incr', 's1', 'x').err", "redis.setresp(4)",
        "redis.log(1)", "redis.log(redis.LOG_DEBUG, 'said')", "redis.set_repl(9)",
        "redis.set_repl(redis.REPL_ALL)", "local t = {} t[1] = t return t", "return redis.nosuch",
        "redis.x = 1", "print = nil", "setmetatable(_G, {})", "return _G.x", "return KEYS.x",
        "string.x = 1", "return ('x'):rep(3)", "local function f() return f() + 1 end return f()",
        "return pcall(redis.call, 'nosuch')", "return {pcall(error, 'x')}",
        "return redis.call('incr', KEYS[1] or 's1')", "return redis.error_reply({})",
        "return redis.status_reply(1, 2)", "return unpack({}, 1, 1e8)", "redis.call('multi')",
        "redis.call('subscribe', 'x')", "return redis.call('ping', true)", "goto x",
        "redis.call('eval', 'return 1', '0')", "#!lua", "#!lua x=1\nreturn 1", "#!js\nreturn 1",
        "return redis.call('set', 's1', 1.5)", "return redis.call('set', 's1', 3)",
        "return redis.call('set', 's1', 1e20)", "return tostring(nil)", "return -0",
    ]
}
