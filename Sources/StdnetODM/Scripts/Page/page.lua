-- Reads objects in the order of a range index: a part of them, without looking at the others.
--
-- KEYS: the id key of the model, the range index. ARGV: `1` when the id key is a sorted set, else `0`;
-- `1` when every object must be in the index; `1` for descending; the two bounds; how many to leave
-- out; how many at most; the attributes, as `leaves.lua` says.
-- Answers rows, flat: id, attributes. False when objects are missing in the index: it was not kept
-- from the beginning, so that it can't answer.

local everyone, descending = ARGV[2] == '1', ARGV[3] == '1'
if everyone then
    local all = redis.call(ARGV[1] == '1' and 'ZCARD' or 'SCARD', KEYS[1])
    if redis.call('ZCARD', KEYS[2]) ~= all then return false end
end
local first, last = ARGV[4], ARGV[5]
if descending then first, last = last, first end
local ids
if descending then
    ids = redis.call(
        'ZRANGE', KEYS[2], first, last, 'BYSCORE', 'REV', 'LIMIT', ARGV[6], ARGV[7])
else
    ids = redis.call('ZRANGE', KEYS[2], first, last, 'BYSCORE', 'LIMIT', ARGV[6], ARGV[7])
end
local objects = string.sub(KEYS[1], 1, -4) .. ':obj:'
local width = #ARGV - 6
local rows, columns = {}, {unpack(ARGV, 8)}
for place, id in ipairs(ids) do
    local at = (place - 1) * width + 1
    rows[at] = id
    if width > 1 then
        for i, value in ipairs(redis.call('HMGET', objects .. id, unpack(columns))) do
            rows[at + i] = value
        end
        gather(objects .. id, columns, rows, at)
    end
end
return rows
