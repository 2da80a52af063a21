-- Commits a session: everything of it, or nothing.
--
-- Reads and checks the final state of the whole batch first, and only then writes. The parts, in order:
-- select, read (this one), delete, validate, write.
--
-- An object is a table, and every command on it is its own: except the new ones that come in series, of
-- which loading is made. What those have in common is looked up once, and their attributes are gone
-- through column by column.
--
-- KEYS: the schema hash; then for each model its id key, its counter when ids are automatic, and the
-- hash and the sorted set of each attribute that has one, in the order of the attributes.
-- ARGV: the prefix of temporary keys; how many models; for each: flags (`a` automatic ids, `s` sorted
-- id key, `h` every object has a hash, because it has a field that is never absent), name, schema as JSON or nothing, the attribute that orders (or nothing), how many
-- attributes, and for each of those: name, letters (`v` sets by value, `u` unique, `r` sorted set), the
-- model it refers to (or 0), delete rule (`c`, `r`, `n`, `-`).
-- Then how many blocks, and for each: `Q`, model, condition (these first); or a letter of Operation.Kind
-- and what happens to objects of one shape: the place in the session of the first, the model, how many objects,
-- `1` if they have ids, how many attributes are written and these, how many are to be absent and
-- these, how many values are ids of planned objects and for each which object, which value and of
-- which place in the session; then for each object its id, if they have ids, and its values.
-- Answers `committed`, how many objects were deleted, and the first number of each model whose objects
-- were numbered: they follow one another as they stand in the session, after all ids that it gives; or
-- `rejected` and seven words for each violation; or `schema` when the database does not know a model
-- whose JSON was left out. Only the first of these has written anything.

local violations = {'rejected'}

local function violation(rule, operation, model, attribute, first, second)
    for _, word in ipairs({
        rule, tostring(operation.place or 0), tostring(model.place), operation.planned and '' or operation.id,
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
    }
    model.ids = nextKey()
    model.base = string.sub(model.ids, 1, -4)
    model.object = model.base .. ':obj:'
    if model.automatic then model.counter = nextKey() end
    for a = 1, number() do
        local attribute = {name = take(), place = a}
        local letters = take()
        attribute.target, attribute.rule = number(), take()
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
        model.attributes[a] = attribute
        model.names[a] = attribute.name
    end
    -- The shape of objects that no block names: nothing of them is written.
    model.unnamed = {model = model, names = {}, absent = {}, at = {}, words = {}}
    models[m] = model
end

local blocks, doomed, planned, foreign = {}, {}, {}, {}

-- What the objects of a block have in common. `at` says of each attribute where its value lies after
-- `from`, false when it is to be absent, nothing when it stays as it is.
local function shaped(model, kind, names, absent)
    local shape = {model = model, names = names, absent = absent, at = {}, words = {}}
    for i, name in ipairs(names) do shape.words[2 * i - 1] = name end
    for a, attribute in ipairs(model.attributes) do
        if kind ~= 'U' then shape.at[a] = false end
        for i, name in ipairs(names) do
            if name == attribute.name then shape.at[a] = i end
        end
        for _, name in ipairs(absent) do
            if name == attribute.name then shape.at[a] = false end
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

local function readObjects(block)
    local list, from = block.model.list, block.from
    block.before = #list
    for i = 1, block.count do
        list[block.before + i] = {
            kind = block.kind, shape = block.shape, id = ARGV[from], place = block.first + i - 1,
            from = from, exists = false,
        }
        from = from + block.stride
    end
end

-- The values of an object lie after `from`, which is where its id lies if there are ids.
local function readBlock(kind)
    local first, model, count, hasIDs = number(), models[number()], number(), take() == '1'
    local names = words(number())
    local shape = shaped(model, kind, names, words(number()))
    local holders = words(3 * number())
    local block = {
        kind = kind, model = model, shape = shape, first = first, count = count, numbered = not hasIDs,
        from = hasIDs and cursor or cursor - 1, stride = hasIDs and #names + 1 or #names,
    }
    blocks[#blocks + 1] = block
    -- What takes the place of objects that a query deletes is no series.
    if kind == 'I' and not (hasIDs and model.doomed) then readSeries(block) else readObjects(block) end
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
        for _, id in ipairs(ids(select(model))) do
            doomed[#doomed + 1] = {model, id}
        end
    else
        readBlock(kind)
    end
end
discard()

-- MARK: ids and what is there

-- Lua counts exactly up to here; a greater id is an id, but nothing is numbered after it.
local greatest = 9007199254740991

local function plain(text)
    local number = (text == '0' or string.match(text, '^[1-9]%d*$')) and tonumber(text)
    return number and number <= greatest and number
end

-- Where the numbers of a model start. A counter that was lost must not number over objects that are
-- there.
local function start(model)
    local stored = 0
    if typed(model.counter, 'string', nobody, model) == 'string' then
        stored = plain(call('GET', model.counter))
        if not stored then
            violation('type', nobody, model, model.counter, 'string', 'text that is no number')
            stored = 0
        end
    end
    local counter = stored
    if counter == 0 and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        local last = call('SORT', model.ids, 'LIMIT', 0, 1, 'DESC')[1]
        counter = last and plain(last) or 0
    end
    return stored, counter
end

local digits = {[0] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}

-- Gives a series its numbers. To print one costs more than all else here: it is done once for ten.
local function numberSeries(block, counter)
    local ids, tens = block.ids, nil
    for i = 1, block.count do
        counter = counter + 1
        local digit = counter % 10
        if digit == 0 or not tens then
            tens = counter >= 10 and string.format('%.0f', (counter - digit) / 10) or ''
        end
        ids[i] = tens .. digits[digit]
    end
    return counter
end

local function numberObjects(model)
    local list, byID, stored, counter = model.list, model.operations, nil, nil
    local function register(id, made, block, i)
        if model.automatic and made.kind ~= 'U' and made.kind ~= 'D' then
            if not counter then stored, counter = start(model) end
            local given = plain(id)
            if given and given > counter then counter = given end
        end
        if byID[id] then violation('existing', i and member(block, i) or made, model, '', '', '') end
        byID[id] = made
    end
    for i = 1, #list do register(list[i].id, list[i]) end
    for _, block in ipairs(model.series) do
        if not block.numbered then
            for i = 1, block.count do register(block.ids[i], block, block, i) end
        end
    end
    for _, block in ipairs(model.series) do
        if block.numbered then
            if not counter then stored, counter = start(model) end
            model.first = model.first or counter + 1
            counter = numberSeries(block, counter)
            model.last = counter
        end
    end
    if counter and counter ~= stored then model.counted = string.format('%.0f', counter) end
end

for _, model in ipairs(models) do numberObjects(model) end

-- Whether the commit numbers an object.
local function numbers(model, id)
    if not model.first then return false end
    local number = plain(id)
    return number and number >= model.first and number <= model.last
end

-- What a query deletes and the session writes again is replaced; a change of it is lost.
for _, target in ipairs(doomed) do
    local model, id = target[1], target[2]
    local found = model.operations[id]
    if not found then
        model.operations[id] = operation('D', model.unnamed, id)
    elseif found.kind == 'U' then
        found.kind = 'D'
    elseif found.kind ~= 'D' then
        found.kind = 'R'
    end
end

-- The block of a place in the session.
local function blockOf(place)
    local low, high = 1, #blocks
    while low <= high do
        local middle = math.floor((low + high) / 2)
        local block = blocks[middle]
        if place < block.first then
            high = middle - 1
        elseif place >= block.first + block.count then
            low = middle + 1
        else
            return block
        end
    end
end

-- The ids of planned objects take their places among the values.
for _, reference in ipairs(planned) do
    local block = blockOf(reference.target)
    if block then
        local i = reference.target - block.first + 1
        ARGV[reference.at] = member(block, i).id
    else
        foreign[reference.at] = true
        violation('foreign', member(reference.block, reference.object), reference.block.model, '', '', '')
    end
end

-- Asks for the stored values of an object that is to be changed or deleted.
local function read(operation)
    local model = operation.shape.model
    operation.old = {}
    local object = model.object .. operation.id
    local found = typed(object, 'hash', operation, model)
    if found == 'hash' and #model.names > 0 then
        operation.old = call('HMGET', object, unpack(model.names))
    end
end

-- What is left of objects that are not there goes, unless it is no hash. `unasked` is the series whose
-- ids were not asked for.
local function findStale(model, keys, unasked)
    chunks(keys, function(first, last)
        if call('EXISTS', unpack(keys, first, last)) == 0 then return end
        for i = first, last do
            if typed(keys[i], 'hash', nobody, model) == 'hash' then
                if unasked and existing(model, {unasked.ids[i]})[1] then
                    violation('existing', member(unasked, i), model, '', '', '')
                else
                    model.stale = model.stale or {}
                    model.stale[#model.stale + 1] = keys[i]
                end
            end
        end
    end)
end

-- Numbered objects of models whose objects always have a hash need not be asked for by id: their keys
-- are looked at anyway.
local function inspectSeries(block)
    local model, ids, keys = block.model, block.ids, block.keys
    local object = model.object
    for i = 1, block.count do keys[i] = object .. ids[i] end
    if block.numbered and model.hashed then return findStale(model, keys, block) end
    local there, fresh = existing(model, ids), {}
    for i = 1, block.count do
        if there[i] then
            violation('existing', member(block, i), model, '', '', '')
        else
            fresh[#fresh + 1] = keys[i]
        end
    end
    findStale(model, fresh)
end

local function inspectObjects(model)
    local list, names, keys = model.list, {}, {}
    for i = 1, #list do names[i] = list[i].id end
    local there = existing(model, names)
    for i = 1, #list do
        local found, mark = list[i], there[i]
        if mark and found.kind == 'I' then
            violation('existing', found, model, '', '', '')
        elseif mark then
            found.exists = mark
            read(found)
        else
            if found.kind == 'U' then violation('missing', found, model, '', '', '') end
            keys[#keys + 1] = model.object .. found.id
        end
    end
    findStale(model, keys)
end

local function used(model)
    return #model.list + #model.series > 0
end

for _, model in ipairs(models) do
    if used(model) and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        for _, block in ipairs(model.series) do inspectSeries(block) end
        inspectObjects(model)
    end
end

-- MARK: what an operation says of an attribute

-- The value that is written, false when it is to be absent, nil when it stays as it is.
local function written(operation, attribute)
    if operation.kind == 'D' then return false end
    if operation.cleared and operation.cleared[attribute.place] then return false end
    local at = operation.shape.at[attribute.place]
    return at and ARGV[operation.from + at] or at
end

local function stored(operation, attribute)
    return operation.old and operation.old[attribute.place] or false
end
