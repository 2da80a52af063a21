-- Reads one object, by its id or by a unique value.
--
-- KEYS: the id key of the model, and the unique index when the value is one of its. ARGV: the value;
-- `1` when the id key is a sorted set, else `0`; the
-- attributes, as `leaves.lua` says.
-- Answers the id and the attributes, nil for those that are absent; nothing when there is no object.

local id = ARGV[1]
if KEYS[2] then
    id = redis.call('HGET', KEYS[2], id)
elseif ARGV[2] == '1' then
    id = redis.call('ZSCORE', KEYS[1], id) and id
else
    id = redis.call('SISMEMBER', KEYS[1], id) == 1 and id
end
if not id then return {} end
local row = {id}
if #ARGV > 2 then
    local object = string.sub(KEYS[1], 1, -4) .. ':obj:' .. id
    local columns = {unpack(ARGV, 3)}
    for i, value in ipairs(redis.call('HMGET', object, unpack(columns))) do
        row[i + 1] = value
    end
    gather(object, columns, row, 1)
end
return row
