-- Writes what indexes lack of some objects, and moves what is stored under a former name.
--
-- KEYS: the id key of the model. ARGV: `1` when it is a sorted set, else `0`; how many attributes; for each
-- its name, the name that it had before or nothing, and what is kept of it: `v` sets by value, `u` a
-- unique hash, `r` a sorted set by value; the ids.
-- Answers what is in the way, flat: attribute, value, the id that has it, the id that wants it. What is
-- free is written all the same. An id that is none any more is passed over.

local call, base = redis.call, string.sub(KEYS[1], 1, -4)
local sorted, position, attributes = ARGV[1] == '1', 3, {}
for i = 1, tonumber(ARGV[2]) do
    local letters = ARGV[position + 2]
    attributes[i] = {
        name = ARGV[position],
        former = ARGV[position + 1] ~= '' and ARGV[position + 1],
        sets = string.find(letters, 'v', 1, true),
        unique = string.find(letters, 'u', 1, true),
        range = string.find(letters, 'r', 1, true),
    }
    position = position + 3
end

-- Reads everything of an object.
local function read(id)
    local mark = call(sorted and 'ZSCORE' or 'SISMEMBER', base .. ':id', id)
    if not mark or mark == 0 then return end
    local object = {id = id, score = mark, values = {}, moved = {}}
    for i, attribute in ipairs(attributes) do
        local key = base .. ':obj:' .. id
        local value = call('HGET', key, attribute.name)
        if attribute.former then
            local old = call('HGET', key, attribute.former)
            if old then
                object.moved[i] = value and 'gone' or 'moved'
                value = value or old
            end
        end
        object.values[i] = value
    end
    return object
end

local taken, conflicts = {}, {}

-- Whether a unique value is free for an object, or its own.
local function claims(attribute, value, id)
    local key = base .. ':uni:' .. attribute.name
    local owner = taken[key .. '\0' .. value] or call('HGET', key, value)
    if owner and owner ~= id then
        for _, word in ipairs({attribute.name, value, owner, id}) do
            conflicts[#conflicts + 1] = word
        end
        return false
    end
    taken[key .. '\0' .. value] = id
    return not owner
end

local objects = {}
for at = position, #ARGV do
    local object = read(ARGV[at])
    if object then
        object.free = {}
        for i, attribute in ipairs(attributes) do
            local value = object.values[i]
            object.free[i] = attribute.unique and value and claims(attribute, value, object.id)
        end
        objects[#objects + 1] = object
    end
end

for _, object in ipairs(objects) do
    local id, key = object.id, base .. ':obj:' .. object.id
    for i, attribute in ipairs(attributes) do
        local value = object.values[i]
        if object.moved[i] then
            if object.moved[i] == 'moved' then call('HSET', key, attribute.name, value) end
            call('HDEL', key, attribute.former)
        end
        if attribute.sets then
            local set = base .. ':idx:' .. attribute.name .. ':' .. (value or '')
            if sorted then call('ZADD', set, object.score, id) else call('SADD', set, id) end
        end
        if object.free[i] then call('HSET', base .. ':uni:' .. attribute.name, value, id) end
        if attribute.range and value and tonumber(value) then
            call('ZADD', base .. ':rng:' .. attribute.name, value, id)
        end
    end
end
return conflicts
