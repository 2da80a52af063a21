-- Last part of a commit: writes what the parts before have found to be right. Nothing in here may fail
-- for a reason that could have been known.

local function each(command, key, list)
    if #list <= 5000 then
        if list[1] then call(command, key, unpack(list)) end
    else
        chunks(list, function(first, last)
            call(command, key, unpack(list, first, last))
        end)
    end
end

-- Adds to sets, or removes from them.
local function eachSet(command, lists, keys)
    for i = 1, #keys do
        local key = keys[i]
        local list = lists[key]
        if type(list) == 'table' then
            each(command, key, list)
        else
            call(command, key, list)
        end
    end
end

-- Makes room in an object that is there.
local function clear(operation, object)
    if operation.kind == 'R' then call('UNLINK', object) end
    local absent = operation.shape.absent
    if #absent > 0 then call('HDEL', object, unpack(absent)) end
    if operation.cleared then
        for _, name in pairs(operation.cleared) do call('HDEL', object, name) end
    end
end

local function writeObject(operation)
    local shape, object = operation.shape, operation.shape.model.object .. operation.id
    if operation.exists then clear(operation, object) end
    local words, from = shape.words, operation.from
    local count = #shape.names
    for i = 1, count do words[2 * i] = ARGV[from + i] end
    if count > 0 then call('HSET', object, unpack(words, 1, 2 * count)) end
end

-- The shape's words have the names of its fields in every other place.
local function writeSeries(block)
    local words, keys, last = block.shape.words, block.keys, 2 * #block.shape.names
    if last == 0 then return end
    local from, stride = block.from, block.stride
    for i = 1, block.count do
        local at = from
        for place = 2, last, 2 do
            at = at + 1
            words[place] = ARGV[at]
        end
        call('HSET', keys[i], unpack(words, 1, last))
        from = from + stride
    end
end

-- The ids of new objects as the id key takes them.
local function entrants(block)
    local scores, words = block.scores, {}
    if not scores then return block.ids end
    for i, id in ipairs(block.ids) do words[2 * i - 1], words[2 * i] = scores[i], id end
    return words
end

local function writeIndexes(attribute)
    if attribute.unique then
        each('HDEL', attribute.unique, attribute.releases)
        local words = {}
        for i, value in ipairs(attribute.claims) do
            words[2 * i - 1], words[2 * i] = value, attribute.claimed[value]
        end
        each('HSET', attribute.unique, words)
    end
    if attribute.range then
        each('ZREM', attribute.range, attribute.removed)
        each('ZADD', attribute.range, attribute.added)
    end
end

local reply = {'committed', '0'}
local deletions = 0
for _, model in ipairs(models) do
    local add, remove = model.sorted and 'ZADD' or 'SADD', model.sorted and 'ZREM' or 'SREM'
    eachSet(remove, model.removed, model.removedKeys)
    for _, attribute in ipairs(model.attributes) do writeIndexes(attribute) end
    for _, key in ipairs(model.stale or {}) do call('UNLINK', key) end
    for _, block in ipairs(model.series) do
        writeSeries(block)
        each(add, model.ids, entrants(block))
    end
    local gone, come = {}, {}
    for _, operation in ipairs(model.list) do
        if operation.kind ~= 'D' then
            writeObject(operation)
            if operation.score then come[#come + 1] = operation.score end
            if operation.score or not operation.exists then come[#come + 1] = operation.id end
        elseif operation.exists then
            call('UNLINK', model.object .. operation.id)
            gone[#gone + 1] = operation.id
        end
    end
    deletions = deletions + #gone
    each(remove, model.ids, gone)
    each(add, model.ids, come)
    eachSet(add, model.added, model.addedKeys)
    if model.counted then call('SET', model.counter, model.counted) end
    if used(model) and model.schema ~= '' then call('HSET', schemaKey, model.name, model.schema) end
    if model.first then reply[#reply + 1] = string.format('%.0f', model.first) end
end
reply[2] = tostring(deletions)
return reply
