-- Commits a session: everything of it, or nothing.
--
-- Reads and checks the final state of the whole batch first, and only then writes. The parts, in order:
-- select, read (this one), delete, validate, write.
--
-- KEYS: the schema hash; then for each model its id key, its counter when ids are automatic, and the
-- hash and the sorted set of each attribute that has one, in the order of the attributes.
-- ARGV: the prefix of temporary keys; how many models; for each: flags (`a` automatic ids, `s` sorted
-- id key, `h` every object has a hash, because it has a field that is never absent), name, schema as JSON or nothing, the attribute that orders (or nothing), how many
-- attributes, and for each of those: name, letters (`v` sets by value, `u` unique, `r` sorted set), the
-- model it refers to (or 0), delete rule (`c`, `r`, `n`, `-`).
-- Then how many blocks, and for each: `Q`, model, condition; or a letter of Operation.Kind and what
-- happens to objects of one shape: the place in the session of the first, the model, how many objects,
-- `1` if they have ids, how many attributes are written and these, how many are to be absent and
-- these, how many values are ids of planned objects and for each which object, which value and of
-- which place in the session; then for each object its id, if they have ids, and its values.
-- Answers `committed`, how many objects were deleted, and the id of each numbered object, in the order
-- of the models and then of the session; or
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
        operations = {}, list = {}, needs = {}, needers = {},
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
            attribute.claims, attribute.claimers, attribute.claimed, attribute.count = {}, {}, {}, 0
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

local operations, doomed, holders = {}, {}, {}

-- What the objects of a block have in common. `at` says of each attribute where its value lies after
-- `from`, false when it is to be absent, nothing when it stays as it is.
local function shaped(model, kind, names, absent)
    local shape = {
        model = model, names = names, absent = absent, at = {}, words = {}, prefixes = {},
        setPlaces = {}, uniques = {}, ranges = {}, references = {},
    }
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
    -- What a new object enters, without those attributes that have nothing to enter.
    for _, attribute in ipairs(model.attributes) do
        local at = shape.at[attribute.place]
        if attribute.set then
            shape.prefixes[#shape.prefixes + 1] = attribute.set
            shape.setPlaces[#shape.setPlaces + 1] = at or 0
        end
        if at then
            if attribute.unique then shape.uniques[#shape.uniques + 1] = attribute end
            if attribute.range then shape.ranges[#shape.ranges + 1] = attribute end
            if attribute.target > 0 then shape.references[#shape.references + 1] = attribute end
        end
    end
    return shape
end

-- An object that no block names. Here as in blocks: one small table, what most do not need left out.
local function operation(kind, shape, id, place, from)
    local made = {
        kind = kind, shape = shape, id = id, place = place, from = from, planned = false, exists = false,
    }
    local list = shape.model.list
    list[#list + 1] = made
    return made
end

local function readBlock(kind)
    local first, model, count, hasIDs = number(), models[number()], number(), take() == '1'
    local names = words(number())
    local shape = shaped(model, kind, names, words(number()))
    local planned = words(3 * number())
    local width, list = #names, model.list
    local before = #list - first + 1
    for place = first, first + count - 1 do
        local id = ''
        if hasIDs then id = take() end
        local made = {
            kind = kind, shape = shape, id = id, place = place, from = cursor - 1, planned = false,
            exists = false,
        }
        operations[place] = made
        list[before + place] = made
        cursor = cursor + width
    end
    for i = 1, #planned, 3 do
        local object = operations[first + tonumber(planned[i]) - 1]
        if not object.values then
            object.values = {}
            holders[#holders + 1] = object
        end
        object.values[#object.values + 1] = {tonumber(planned[i + 1]), tonumber(planned[i + 2])}
    end
end

for _ = 1, number() do
    local kind = take()
    if kind == 'Q' then
        local model = models[number()]
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

local function numberObjects(model)
    local list, byID = model.list, model.operations
    local stored, counter, tens
    for i = 1, #list do
        local made = list[i]
        local kind = made.kind
        if model.automatic and kind ~= 'U' and kind ~= 'D' then
            if not counter then stored, counter = start(model) end
            if made.id == '' then
                counter = counter + 1
                -- To print a number costs more than all else here: it is done once for ten.
                local digit = counter % 10
                if digit == 0 or not tens then
                    tens = counter >= 10 and string.format('%.0f', (counter - digit) / 10) or ''
                end
                made.planned, made.id = true, tens .. digits[digit]
            else
                local given = plain(made.id)
                if given and given > counter then counter, tens = given, nil end
            end
        end
        if byID[made.id] then violation('existing', made, model, '', '', '') end
        byID[made.id] = made
    end
    if counter and counter ~= stored then model.counted = string.format('%.0f', counter) end
end

for _, model in ipairs(models) do numberObjects(model) end

-- What a query deletes and the session writes again is replaced; a change of it is lost.
for _, target in ipairs(doomed) do
    local model, id = target[1], target[2]
    local found = model.operations[id]
    if not found then
        model.operations[id] = operation('D', model.unnamed, id, 0, 0)
    elseif found.kind == 'U' then
        found.kind = 'D'
    elseif found.kind ~= 'D' then
        found.kind = 'R'
    end
end

-- The ids of planned objects take their places among the values.
for _, holder in ipairs(holders) do
    for _, value in ipairs(holder.values) do
        local target = operations[value[2]]
        if target then
            ARGV[holder.from + value[1]] = target.id
        else
            holder.foreign = true
            violation('foreign', holder, holder.shape.model, '', '', '')
        end
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

-- What is left of objects that are not there goes, unless it is no hash.
local function findStale(model, keys, fresh)
    chunks(keys, function(first, last)
        if call('EXISTS', unpack(keys, first, last)) == 0 then return end
        for i = first, last do
            local found = fresh[i]
            if typed(keys[i], 'hash', nobody, model) == 'hash' then
                if found.planned and model.hashed and existing(model, {found.id})[1] then
                    violation('existing', found, model, '', '', '')
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
local function inspect(model)
    local list, hashed, object = model.list, model.hashed, model.object
    if #list == 0 or not typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then return end
    local names, asked, keys, fresh, count = {}, {}, {}, {}, 0
    for i = 1, #list do
        local found = list[i]
        if hashed and found.planned then
            local key = object .. found.id
            count = count + 1
            found.key, keys[count], fresh[count] = key, key, found
        else
            names[#names + 1], asked[#asked + 1] = found.id, found
        end
    end
    local there = existing(model, names)
    for i = 1, #asked do
        local found, mark = asked[i], there[i]
        if mark then
            found.exists = mark
            read(found)
            if found.kind == 'I' then violation('existing', found, model, '', '', '') end
        else
            if found.kind == 'U' then violation('missing', found, model, '', '', '') end
            local key = object .. found.id
            count = count + 1
            found.key, keys[count], fresh[count] = key, key, found
        end
    end
    findStale(model, keys, fresh)
end

for _, model in ipairs(models) do inspect(model) end

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
