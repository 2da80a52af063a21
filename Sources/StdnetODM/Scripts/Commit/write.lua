-- Last part of a commit: writes what the parts before have found to be right. Nothing in here may fail
-- for a reason that could have been known.

local function each(command, name, list)
    chunks(list, function(first, last)
        redis.call(command, name, unpack(list, first, last))
    end)
end

for name, list in pairs(removed) do each(sets[name][1].sorted and 'ZREM' or 'SREM', name, list) end

local reply = {'committed', '0'}
local deletions = 0
for _, model in ipairs(models) do
    for _, attribute in ipairs(model.attributes) do
        if attribute.unique then
            each('HDEL', attribute.unique, attribute.releases)
            local pairsOf = {}
            for i, value in ipairs(attribute.claims) do
                pairsOf[2 * i - 1], pairsOf[2 * i] = value, attribute.claimers[i].id
            end
            each('HSET', attribute.unique, pairsOf)
        end
        if attribute.range then
            each('ZREM', attribute.range, attribute.removed)
            each('ZADD', attribute.range, attribute.added)
        end
    end
    if model.stale then each('UNLINK', model.stale[1], model.stale) end
    local gone, come = {}, {}
    for _, operation in ipairs(model.list) do
        local object = model.object .. operation.id
        if operation.kind == 'D' then
            if operation.exists then
                redis.call('UNLINK', object)
                gone[#gone + 1] = operation.id
            end
        else
            if operation.kind == 'R' then redis.call('UNLINK', object) end
            if operation.absent and operation.exists then
                redis.call('HDEL', object, unpack(operation.absent))
            end
            if operation.pairs > 0 then
                redis.call('HSET', object, unpack(ARGV, operation.from, operation.from + 2 * operation.pairs - 1))
            end
            if operation.score then come[#come + 1] = operation.score end
            if operation.score or not operation.exists then come[#come + 1] = operation.id end
            if operation.planned then
                reply[#reply + 1] = tostring(operation.place)
                reply[#reply + 1] = operation.id
            end
        end
    end
    deletions = deletions + #gone
    each(model.sorted and 'ZREM' or 'SREM', model.ids, gone)
    each(model.sorted and 'ZADD' or 'SADD', model.ids, come)
    if model.counted then redis.call('SET', model.counter, model.counted) end
    if #model.list > 0 and model.schema ~= '' then redis.call('HSET', schemaKey, model.name, model.schema) end
end
for name, list in pairs(added) do each(sets[name][1].sorted and 'ZADD' or 'SADD', name, list) end
reply[2] = tostring(deletions)
return reply
