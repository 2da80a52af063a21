-- Commits a session: everything of it, or nothing.
--
-- Reads and checks the final state of the whole batch first, and only then writes. The parts, in order:
-- select, read (this one), upsert, erase, number, inspect, delete, move, rank, structures, validate,
-- write.
--
-- An object is a table, and every command on it is its own: except the new ones that come in series, of
-- which loading is made. What those have in common is looked up once, and their attributes are gone
-- through column by column.
--
-- KEYS: the schema hash; then for each model its id key, its counter when ids are automatic, and the hash
-- and the sorted set of each attribute that has one, in the order of the attributes; then the keys of
-- structures that stand alone.
-- ARGV: the prefix of temporary keys; what for (`w` to write, `e` to write and to tell what else ended,
-- `c` to tell every broken rule and to write nothing, whatever is found); how many models; for each: flags
-- (`a` automatic ids, `s` sorted id key, `h` every object has a hash, because it has a field that is never
-- absent, `i` every save counts up the score, `f` what an object refers to orders it, `l` a leaf does, `c`
-- an id is made of attributes, `p` too, but by Python), name, schema as JSON or nothing, the attribute
-- that orders (or nothing), for `i` by how much, for `f` by which attribute of the other model, for `l`
-- the path of the leaf, for `c` and `p` of how many attributes, and of which, how many attributes, and for
-- each of those: name, letters (`v` sets by value, `u` unique, `r` sorted set, `j` spread over leaves, `m`
-- made of others), the model it refers to (or 0), delete rule (`c`, `r`, `n`, `k`, `-`), for `m` of how
-- many attributes it is made, and of which; then how many structures an object has, and their names.
-- Then how many blocks, and for each: `Q`, model, condition (these first); or a letter of Operation.Kind
-- and what happens to objects of one shape: the place in the session of the first, the model, how many
-- objects, `1` if they have ids, or `c` if the ids are made of values, how many, and which of them; how
-- many attributes are written and these, how many are to be absent and these, how many values are ids of
-- planned objects and for each which object, which value and of which place in the session; for `P`, by
-- how many attributes objects are looked for (by the id if by none) and these; then for each object its
-- id, if they have ids (for `M` the old one before it), and its values. That of an attribute with `j` is
-- `r` to replace all leaves or `m` to keep the others, then of each leaf its path and its text, each as
-- its length, `:` and its bytes.
-- Then how many commands on structures, and for each: whose it is (`o` model id, `p` model and place in
-- the session, `c` model, `k` which of the keys that stand alone), name, type of the key, command, how
-- many arguments and these, how many of those are ids of planned objects and for each which and of which
-- place.
-- Answers `committed`, how many objects were deleted, of how many models objects were numbered and for
-- each the first number: they follow one another as they stand in the session, after all ids that it
-- gives; then for each object of the `P` and `c` blocks its id, and for `P` `1` if it is new; then for `e`
-- of each object that ended, but for those that were deleted by their id, its id and the place of its
-- model; or `rejected` and seven words for each violation; or `schema` when the database does not know a
-- model whose JSON was left out.
-- Only the first of these has written anything.

local violations = {'rejected'}

local function violation(rule, operation, model, attribute, first, second)
    for _, word in ipairs({
        rule, tostring(operation.place or 0), tostring(model and model.place or 0),
        operation.planned and '' or operation.id,
        attribute, first, second,
    }) do
        violations[#violations + 1] = word
    end
end

local nobody = {id = ''}

local obstacles = {}

-- Whether a key is free for values of a type; if not, that is a violation, once for each key.
local function typed(key, expected, operation, model)
    local found = call('TYPE', key).ok
    if found == 'none' or found == expected then return found end
    if not obstacles[key] then
        obstacles[key] = true
        violation('type', operation, model, key, expected, found)
    end
    return false
end

-- MARK: reading the call

scratch = take()
local purpose = take()
local schemaKey = KEYS[1]
local key = 2

local function nextKey()
    local name = KEYS[key]
    key = key + 1
    return name
end

for m = 1, number() do
    local flags = take()
    local model = {
        place = m, automatic = string.find(flags, 'a', 1, true), sorted = string.find(flags, 's', 1, true) ~= nil,
        hashed = string.find(flags, 'h', 1, true) ~= nil,
        name = take(), schema = take(), order = take(), attributes = {}, names = {},
        operations = {}, list = {}, series = {}, needs = {}, needed = {},
        added = {}, addedKeys = {}, removed = {}, removedKeys = {},
        -- What ends at an id, or goes from it, although another object may come there.
        leaving = {}, ghosts = {},
    }
    model.ids = nextKey()
    model.base = string.sub(model.ids, 1, -4)
    model.object = model.base .. ':obj:'
    if model.automatic then model.counter = nextKey() end
    if string.find(flags, 'i', 1, true) then model.increment = number() end
    if string.find(flags, 'f', 1, true) then model.follows = number() end
    if string.find(flags, 'l', 1, true) then model.leaf = take() end
    if string.find(flags, '[cp]') then
        model.parts, model.isPart = words(number()), {}
        for i, place in ipairs(model.parts) do
            model.parts[i] = tonumber(place)
            model.isPart[model.parts[i]] = true
        end
        model.foreignID = string.find(flags, 'p', 1, true)
    end
    for a = 1, number() do
        local attribute = {name = take(), place = a}
        local letters = take()
        attribute.target, attribute.rule = number(), take()
        attribute.checked = attribute.target > 0 and attribute.rule ~= 'k'
        attribute.set = string.find(letters, 'v', 1, true) and model.base .. ':idx:' .. attribute.name .. ':'
        if string.find(letters, 'u', 1, true) then
            attribute.unique = nextKey()
            attribute.claims, attribute.claimed, attribute.claimers = {}, {}, {}
            attribute.releases, attribute.releasers = {}, {}
        end
        if string.find(letters, 'r', 1, true) then
            attribute.range = nextKey()
            attribute.added, attribute.removed = {}, {}
        end
        if attribute.name == model.order then model.ordering = attribute end
        attribute.flat = string.find(letters, 'j', 1, true)
        model.attributes[a] = attribute
        -- What is made of others comes last, and is not stored itself.
        if string.find(letters, 'm', 1, true) then
            attribute.members = words(number())
        else
            model.names[a] = attribute.name
        end
    end
    model.structures = words(number())
    -- The shape of objects that no block names: nothing of them is written.
    model.unnamed = {model = model, names = {}, absent = {}, at = {}, words = {}, flat = {}, bare = {}}
    models[m] = model
end

local blocks, doomed, planned, foreign, commands = {}, {}, {}, {}, {}

-- What the objects of a block have in common. `at` says of each attribute where its value lies after
-- `from`, false when it is to be absent, nothing when it stays as it is.
local function shaped(model, kind, names, absent)
    local shape = {
        model = model, names = names, absent = absent, at = {}, words = {}, flat = {}, bare = {},
    }
    for i, name in ipairs(names) do shape.words[2 * i - 1] = name end
    for a, attribute in ipairs(model.attributes) do
        if kind ~= 'U' and kind ~= 'M' then shape.at[a] = false end
        for i, name in ipairs(names) do
            if name == attribute.name then
                shape.at[a] = i
                if attribute.flat then shape.flat[i], shape.spread = attribute, true end
            end
        end
        for _, name in ipairs(absent) do
            if name == attribute.name then
                shape.at[a] = false
                if attribute.flat then shape.bare[#shape.bare + 1] = attribute end
            end
        end
    end
    return shape
end

-- An object that no block names.
local function operation(kind, shape, id)
    local made = {kind = kind, shape = shape, id = id, place = 0, from = 0, exists = false}
    local list = shape.model.list
    list[#list + 1] = made
    return made
end

-- One object of a block. Those of a series get a table only here, where one has to be spoken of.
local function member(block, i)
    if not block.ids then return block.model.list[block.before + i] end
    return {
        kind = 'I', shape = block.shape, id = block.ids[i], place = block.first + i - 1,
        planned = block.numbered, from = block.from + (i - 1) * block.stride,
    }
end

-- New objects. Those that the database numbers have no ids yet.
local function readSeries(block)
    local ids, at = {}, block.from
    block.ids, block.keys = ids, {}
    local series = block.model.series
    series[#series + 1] = block
    if block.numbered then return end
    for i = 1, block.count do
        ids[i] = ARGV[at]
        at = at + block.stride
    end
end

-- An object that moves is two: what goes from the old id, and what comes to the new one.
local function readObjects(block)
    local model, from = block.model, block.from
    local list = model.list
    block.before = #list
    for i = 1, block.count do
        local made = {
            kind = block.kind, shape = block.shape, id = not block.numbered and ARGV[from],
            place = block.first + i - 1, from = from, exists = false, planned = block.numbered, parts = block.parts,
        }
        if block.kind == 'M' then
            made.source = {
                kind = 'D', shape = model.unnamed, id = ARGV[from - 1], place = made.place, from = 0,
                exists = false, target = made,
            }
        end
        list[block.before + i] = made
        from = from + block.stride
    end
end

-- The values of an object lie after `from`, which is where its id lies if there are ids.
local function readBlock(kind)
    local first, model, count, identity = number(), models[number()], number(), take()
    local hasIDs, parts = identity == '1', identity == 'c' and words(number())
    local names = words(number())
    local shape = shaped(model, kind, names, words(number()))
    local holders = words(3 * number())
    local on = kind == 'P' and words(number())
    local leading = kind == 'M' and 2 or hasIDs and 1 or 0
    local block = {
        kind = kind, model = model, shape = shape, first = first, count = count, numbered = not hasIDs,
        from = cursor + leading - 1, stride = #names + leading, on = on, parts = parts,
    }
    blocks[#blocks + 1] = block
    -- What takes the place of objects that a query deletes is no series.
    if kind == 'I' and not parts and not (hasIDs and model.doomed) then readSeries(block) else readObjects(block) end
    cursor = cursor + count * block.stride
    for i = 1, #holders, 3 do
        local object = tonumber(holders[i])
        planned[#planned + 1] = {
            block = block, object = object, target = tonumber(holders[i + 2]),
            at = block.from + (object - 1) * block.stride + tonumber(holders[i + 1]),
        }
    end
end

for _ = 1, number() do
    local kind = take()
    if kind == 'Q' then
        local model = models[number()]
        model.doomed = true
        local done, found = pcall(select, model)
        -- What pcall catches is the text of the error.
        if not done then
            discard()
            return {err = found}
        end
        for _, id in ipairs(ids(found)) do
            doomed[#doomed + 1] = {model, id}
        end
    else
        readBlock(kind)
    end
end
discard()

-- What is to be done to structures.
for _ = 1, number() do
    local owner = take()
    local command = {owner = owner, place = 0, id = ''}
    if owner == 'k' then
        command.key = KEYS[key + number() - 1]
    else
        command.model = models[number()]
        command.model.touched = true
    end
    if owner == 'o' then command.id = take() end
    if owner == 'p' then command.place = number() end
    command.name, command.type, command.verb = take(), take(), take()
    local count = number()
    command.from, command.to = cursor, cursor + count - 1
    cursor = cursor + count
    command.holders = words(2 * number())
    commands[#commands + 1] = command
end
