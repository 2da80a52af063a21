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

-- `words` has the names of the shape's fields in every other place.
local function writeObject(operation, words, count, prefix)
    local object, from = operation.key or prefix .. operation.id, operation.from
    if operation.exists then clear(operation, object) end
    local place = 0
    for i = from + 1, from + count do
        place = place + 2
        words[place] = ARGV[i]
    end
    if place > 0 then call('HSET', object, unpack(words, 1, place)) end
end

local function writeIndexes(attribute)
    if attribute.unique then
        each('HDEL', attribute.unique, attribute.releases)
        local words = {}
        for i, value in ipairs(attribute.claims) do
            words[2 * i - 1], words[2 * i] = value, attribute.claimers[i].id
        end
        each('HSET', attribute.unique, words)
    end
    if attribute.range then
        each('ZREM', attribute.range, attribute.removed)
        each('ZADD', attribute.range, attribute.added)
    end
end

local reply = {'committed', '0'}
local deletions, answered = 0, 2
for _, model in ipairs(models) do
    local add, remove = model.sorted and 'ZADD' or 'SADD', model.sorted and 'ZREM' or 'SREM'
    eachSet(remove, model.removed, model.removedKeys)
    for _, attribute in ipairs(model.attributes) do writeIndexes(attribute) end
    for _, key in ipairs(model.stale or {}) do call('UNLINK', key) end
    local gone, come, count, list = {}, {}, 0, model.list
    local shape, words, width
    for i = 1, #list do
        local operation = list[i]
        if operation.shape ~= shape then
            shape = operation.shape
            words, width = shape.words, #shape.names
        end
        if operation.kind ~= 'D' then
            writeObject(operation, words, width, model.object)
            if operation.score then
                come[count + 1], come[count + 2] = operation.score, operation.id
                count = count + 2
            elseif not operation.exists then
                count = count + 1
                come[count] = operation.id
            end
            if operation.planned then
                answered = answered + 1
                reply[answered] = operation.id
            end
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
    if #model.list > 0 and model.schema ~= '' then call('HSET', schemaKey, model.name, model.schema) end
end
reply[2] = tostring(deletions)
return reply
