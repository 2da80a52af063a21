-- Counts the objects that meet a condition, or keeps their ids for a command that loads them.
--
-- KEYS: the temporary key, then the id key of each model that the condition names; the first is the
-- model that is asked for. ARGV: `count` or `keep`; how many models; for each `1` when its id key is
-- a sorted set, else `0`; the condition.
-- Answers how many objects there are. Kept ids expire after 10 seconds.

local destination = KEYS[1]
scratch = destination .. ':'
local mode = take()
for i = 1, number() do
    models[i] = {base = string.sub(KEYS[i + 1], 1, -4), sorted = take() == '1'}
end

local function aggregate()
    local found = select(models[1])
    if mode == 'count' then return size(found) end
    if models[1].sorted then
        -- The result has the scores of the id key, whatever its parts had.
        call(
            'ZINTERSTORE', destination, 2, found.key, KEYS[2], 'WEIGHTS', 0, 1, 'AGGREGATE', 'SUM')
        found = {key = destination, sorted = true}
    else
        call(found.sorted and 'ZUNIONSTORE' or 'SUNIONSTORE', destination, unpack(
            found.sorted and {1, found.key} or {found.key}))
        found = {key = destination, sorted = found.sorted}
    end
    call('EXPIRE', destination, 10)
    return size(found)
end

local done, result = pcall(aggregate)
discard()
-- What pcall catches is the text of the error: returned as it is, it would be an answer.
if not done then return {err = result} end
return result
