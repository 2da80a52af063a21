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

-- Ends the hash and the structures of an object.
local function unlink(model, id)
    local keys = {model.object .. id}
    for i, name in ipairs(model.structures) do keys[i + 1] = keys[1] .. ':' .. name end
    call('UNLINK', unpack(keys))
end

-- An object moves by way of a temporary key where its old id is the new one of another.
local function moveKey(from, to, there)
    if there then
        call('RENAME', from, to)
    else
        call('UNLINK', to)
    end
end

local function move(source, from, to)
    moveKey(from, to, source.hashed)
    for i, name in ipairs(source.shape.model.structures) do
        moveKey(from .. ':' .. name, to .. ':' .. name, source.has[i])
    end
end

local function moveObjects(model, moves)
    for i, source in ipairs(moves) do
        local other = model.operations[source.id]
        source.key = model.object .. source.id
        if other.source then
            move(source, source.key, scratch .. i)
            source.key = scratch .. i
        end
    end
    for _, source in ipairs(moves) do move(source, source.key, model.object .. source.target.id) end
end

-- Removes what a value is spread over.
local function drop(object, attribute)
    local names, prefix = {}, attribute.name .. '__'
    for _, name in ipairs(call('HKEYS', object)) do
        if name == attribute.name or string.sub(name, 1, #prefix) == prefix then
            names[#names + 1] = name
        end
    end
    each('HDEL', object, names)
end

-- Spreads a value over its leaves. The field itself says no more than whether there are any.
local function spread(words, attribute, value)
    local count, parts = #words, leavesOf(value)
    words[count + 1], words[count + 2] = attribute.name, parts[1] and '""' or 'null'
    for i = 1, #parts, 2 do
        words[count + i + 2] = attribute.name .. '__' .. parts[i]
        words[count + i + 3] = parts[i + 1]
    end
end

local function writeSpread(shape, object, from, isNew)
    local words = {}
    for i, name in ipairs(shape.names) do
        local attribute = shape.flat[i]
        if attribute then
            if not isNew and string.sub(ARGV[from + i], 1, 1) == 'r' then drop(object, attribute) end
            spread(words, attribute, ARGV[from + i])
        else
            words[#words + 1] = name
            words[#words + 1] = ARGV[from + i]
        end
    end
    each('HSET', object, words)
end

-- Makes room in an object that is there.
local function clear(operation, object)
    if operation.kind == 'R' then unlink(operation.shape.model, operation.id) end
    local absent = operation.shape.absent
    if #absent > 0 then call('HDEL', object, unpack(absent)) end
    for _, attribute in ipairs(operation.shape.bare) do drop(object, attribute) end
end

-- What rules and moves say of references.
local function writeOverrides(operation, object)
    for place, attribute in ipairs(operation.shape.model.attributes) do
        local value = operation.override[place]
        if value then
            call('HSET', object, attribute.name, value)
        elseif value == false then
            call('HDEL', object, attribute.name)
        end
    end
end

local function writeObject(operation)
    local shape, object = operation.shape, operation.shape.model.object .. operation.id
    if operation.exists or operation.source then clear(operation, object) end
    if operation.override then writeOverrides(operation, object) end
    if shape.spread then
        return writeSpread(shape, object, operation.from, not (operation.exists or operation.source))
    end
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
    for i = 1, block.shape.spread and block.count or 0 do
        writeSpread(block.shape, keys[i], from + (i - 1) * stride, true)
    end
    for i = 1, block.shape.spread and 0 or block.count do
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

-- What is gone from a model, and what moves in it.
local function leaveModel(model)
    local gone, moves, deletions = {}, {}, 0
    for _, operation in ipairs(model.list) do
        if operation.kind == 'D' and operation.exists then
            gone[#gone + 1] = operation.id
            if operation.target then
                moves[#moves + 1] = operation
            else
                unlink(model, operation.id)
                deletions = deletions + 1
            end
        end
    end
    for _, id in ipairs(model.ghosts) do
        gone[#gone + 1] = id
        unlink(model, id)
        for _, attribute in ipairs(model.attributes) do
            if attribute.range then call('ZREM', attribute.range, id) end
        end
    end
    each(model.sorted and 'ZREM' or 'SREM', model.ids, gone)
    moveObjects(model, moves)
    return deletions
end

local reply = {'committed', '0', '0'}
local deletions = 0
for _, model in ipairs(models) do
    local add, remove = model.sorted and 'ZADD' or 'SADD', model.sorted and 'ZREM' or 'SREM'
    eachSet(remove, model.removed, model.removedKeys)
    for _, attribute in ipairs(model.attributes) do writeIndexes(attribute) end
    for _, key in ipairs(model.stale or {}) do call('UNLINK', key) end
    deletions = deletions + leaveModel(model)
    for _, block in ipairs(model.series) do
        writeSeries(block)
        each(add, model.ids, entrants(block))
    end
    local come = {}
    for _, operation in ipairs(model.list) do
        if operation.kind ~= 'D' then
            writeObject(operation)
            if operation.score then come[#come + 1] = operation.score end
            if operation.score or not operation.exists then come[#come + 1] = operation.id end
        end
    end
    each(add, model.ids, come)
    eachSet(add, model.added, model.addedKeys)
    if model.counted then call('SET', model.counter, model.counted) end
    if used(model) and model.schema ~= '' then call('HSET', schemaKey, model.name, model.schema) end
    if model.first then reply[#reply + 1] = string.format('%.0f', model.first) end
end
for _, command in ipairs(commands) do
    if command.to < command.from then call(command.verb, command.key) end
    for first = command.from, command.to, 5000 do
        call(command.verb, command.key, unpack(ARGV, first, math.min(first + 4999, command.to)))
    end
end
reply[2], reply[3] = tostring(deletions), tostring(#reply - 3)
for _, block in ipairs(blocks) do
    for i = 1, (block.on or block.parts) and block.count or 0 do
        local made = member(block, i)
        reply[#reply + 1] = made.id
        reply[#reply + 1] = block.parts and '' or made.created and '1' or '0'
    end
end
-- What ended although the session did not name it.
for place, model in ipairs(purpose == 'e' and models or {}) do
    for _, operation in ipairs(model.list) do
        local isOther = operation.place == 0 or operation.swept
        if isOther and operation.kind == 'D' and operation.exists and not operation.target then
            reply[#reply + 1] = operation.id
            reply[#reply + 1] = tostring(place)
        end
    end
end
return reply
