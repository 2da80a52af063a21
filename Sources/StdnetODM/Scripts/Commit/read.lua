-- Commits a session: everything of it, or nothing.
--
-- Reads and checks the final state of the whole batch first, and only then writes. The parts, in order:
-- select, read (this one), delete, validate, write.
--
-- KEYS: the schema hash; then for each model its id key, its counter when ids are automatic, and the
-- hash and the sorted set of each attribute that has one, in the order of the attributes.
-- ARGV: the prefix of temporary keys; how many models; for each: flags (`a` automatic ids, `s` sorted
-- id key), name, schema as JSON or nothing, how many fields, the attribute that orders (or nothing),
-- how many attributes, and for each of those: name, place among the fields, letters (`v` sets by
-- value, `u` unique, `r` sorted set), the model it refers to (or 0), delete rule (`c`, `r`, `n`, `-`).
-- Then how many operations, and for each: `N`; `Q` model condition; `D` model id; or `I`, `U`, `S`,
-- `R`, model, id (or nothing: automatic), how many pairs, how many planned values and for each which
-- word of the pairs and of which operation's object it is the id, how many absent attributes and
-- these, the pairs. The letters are those of Operation.Kind.
-- Answers `committed`, how many objects were deleted, and place and id of each numbered object; or
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
    local found = redis.call('TYPE', key).ok
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
        name = take(), schema = take(), width = number(), order = take(),
        attributes = {}, operations = {}, list = {}, needs = {}, needers = {},
    }
    model.ids = nextKey()
    model.base = string.sub(model.ids, 1, -4)
    model.object = model.base .. ':obj:'
    if model.automatic then model.counter = nextKey() end
    for a = 1, number() do
        local attribute = {name = take(), position = number(), place = a}
        local letters = take()
        attribute.target, attribute.rule = number(), take()
        attribute.set = string.find(letters, 'v', 1, true) and model.base .. ':idx:' .. attribute.name .. ':'
        if string.find(letters, 'u', 1, true) then
            attribute.unique = nextKey()
            attribute.claims, attribute.claimers, attribute.claimed = {}, {}, {}
            attribute.releases, attribute.released = {}, {}
        end
        if string.find(letters, 'r', 1, true) then
            attribute.range = nextKey()
            attribute.added, attribute.removed = {}, {}
        end
        if attribute.name == model.order then model.ordering = attribute end
        model.attributes[a] = attribute
    end
    models[m] = model
end

local operations, doomed = {}, {}

for place = 1, number() do
    local kind = take()
    if kind == 'Q' then
        local model = models[number()]
        for _, id in ipairs(ids(select(model))) do
            doomed[#doomed + 1] = {model, id}
        end
    elseif kind ~= 'N' then
        local model = models[number()]
        local operation = {kind = kind, model = model, place = place, id = take()}
        if kind ~= 'D' then
            operation.pairs = number()
            local planned = number()
            if planned > 0 then
                operation.values = {}
                for v = 1, planned do operation.values[v] = {number(), number()} end
            end
            local absent = number()
            if absent > 0 then
                operation.absent = words(absent)
            end
            operation.from = cursor
            cursor = cursor + 2 * operation.pairs
        end
        operations[place] = operation
        model.list[#model.list + 1] = operation
    end
end
discard()

-- MARK: ids and what is there

for _, model in ipairs(models) do
    local counter
    for _, operation in ipairs(model.list) do
        if model.automatic and (operation.kind == 'I' or operation.kind == 'S' or operation.kind == 'R') then
            if not counter then
                counter = typed(model.counter, 'string', nobody, model)
                    and tonumber(redis.call('GET', model.counter) or '0')
                if not counter then
                    if #violations == 1 then
                        violation('type', nobody, model, model.counter, 'string', 'text that is no number')
                    end
                    counter = 0
                end
                model.count = counter
                -- A counter that was lost must not number over objects that are there.
                if counter == 0 and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
                    local last = redis.call('SORT', model.ids, 'LIMIT', 0, 1, 'DESC')[1]
                    if last then counter = math.max(0, tonumber(last)) end
                end
            end
            if operation.id == '' then
                counter = counter + 1
                operation.planned = true
                operation.id = string.format('%.0f', counter)
            else
                local given = tonumber(operation.id)
                if given > counter then counter = given end
            end
        end
        local other = model.operations[operation.id]
        if other then
            violation('existing', operation, model, '', '', '')
        end
        model.operations[operation.id] = operation
    end
    if counter and counter ~= model.count then model.counted = string.format('%.0f', counter) end
end

-- What a query deletes and the session writes again is replaced; a change of it is lost.
for _, target in ipairs(doomed) do
    local model, id = target[1], target[2]
    local operation = model.operations[id]
    if not operation then
        operation = {kind = 'D', model = model, id = id}
        model.operations[id] = operation
        model.list[#model.list + 1] = operation
    elseif operation.kind == 'U' then
        operation.kind = 'D'
    elseif operation.kind ~= 'D' then
        operation.kind = 'R'
    end
end

-- The ids of planned objects take their places among the values.
for _, model in ipairs(models) do
    for _, operation in ipairs(model.list) do
        for _, value in ipairs(operation.values or {}) do
            local target = operations[value[2]]
            if target then
                ARGV[operation.from + value[1]] = target.id
            else
                operation.foreign = true
                violation('foreign', operation, model, '', '', '')
            end
        end
    end
end

-- Asks for the stored values of an object that is to be changed or deleted.
local function read(operation)
    local model = operation.model
    operation.old = {}
    local object = model.object .. operation.id
    local found = typed(object, 'hash', operation, model)
    if found == 'hash' and #model.attributes > 0 then
        local names = {}
        for a, attribute in ipairs(model.attributes) do names[a] = attribute.name end
        operation.old = redis.call('HMGET', object, unpack(names))
    end
end

local function inspect(model)
    local list = model.list
    if #list == 0 or not typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then return end
    local names = {}
    for i, operation in ipairs(list) do names[i] = operation.id end
    local there = existing(model, names)
    local fresh = {}
    for i, operation in ipairs(list) do
        operation.exists = there[i]
        if there[i] then
            read(operation)
            if operation.kind == 'I' then violation('existing', operation, model, '', '', '') end
        else
            if operation.kind == 'U' then violation('missing', operation, model, '', '', '') end
            fresh[#fresh + 1] = model.object .. operation.id
        end
    end
    -- What is left of an object that is not there goes, unless it is no hash.
    chunks(fresh, function(first, last)
        if redis.call('EXISTS', unpack(fresh, first, last)) > 0 then
            for i = first, last do
                if typed(fresh[i], 'hash', nobody, model) == 'hash' then
                    model.stale = model.stale or {}
                    model.stale[#model.stale + 1] = fresh[i]
                end
            end
        end
    end)
end

for _, model in ipairs(models) do inspect(model) end

-- MARK: what an operation says of an attribute

-- The value that is written, false when it is to be absent, nil when it stays as it is.
local function written(operation, attribute)
    if operation.kind == 'D' then return false end
    local from, count = operation.from, operation.pairs
    if count == operation.model.width then return ARGV[from + 2 * attribute.position - 1] end
    for word = from, from + 2 * count - 2, 2 do
        if ARGV[word] == attribute.name then return ARGV[word + 1] end
    end
    if operation.kind ~= 'U' then return false end
    for _, name in ipairs(operation.absent or {}) do
        if name == attribute.name then return false end
    end
    return nil
end

local function stored(operation, attribute)
    return operation.old and operation.old[attribute.place] or false
end
