-- Asks an expression of objects. It has no twin: the expression is Lua, and needs Lua.
--
-- KEYS: the id key of the model.
-- ARGV: the expression, in which `this` is the object; how many fields, and for each: what it is called
-- there, what it is (`n` a number, `b` a truth, `t` a text), its attribute, its former attribute or
-- nothing; what the id is called, and what it is; the ids.
-- Answers the ids of those for which it is neither false nor nil.

local ask, reason = loadstring('local this = ...; return ' .. ARGV[1], '=lua')
if not ask then return redis.error_reply('ERR the expression is no Lua: ' .. reason) end

local values = {
    n = tonumber,
    b = function(text) return (tonumber(text) or 0) ~= 0 end,
    t = function(text) return text end,
}
local objects = string.sub(KEYS[1], 1, -4) .. ':obj:'
local count = tonumber(ARGV[2])
local attributes = {}
for i = 0, count - 1 do
    attributes[2 * i + 1] = ARGV[4 * i + 5]
    attributes[2 * i + 2] = ARGV[4 * i + 6]
end
local first = 3 + 4 * count

local found = {}
for at = first + 2, #ARGV do
    local id = ARGV[at]
    local this = {[ARGV[first]] = values[ARGV[first + 1]](id)}
    local row = count > 0 and redis.call('HMGET', objects .. id, unpack(attributes)) or {}
    for i = 0, count - 1 do
        local text = row[2 * i + 1] or row[2 * i + 2]
        if text then this[ARGV[4 * i + 3]] = values[ARGV[4 * i + 4]](text) end
    end
    local done, answer = pcall(ask, this)
    if not done then
        local problem = type(answer) == 'table' and answer.err or tostring(answer)
        return redis.error_reply("ERR the expression fails of the object '" .. id .. "': " .. problem)
    end
    if answer then found[#found + 1] = id end
end
return found
