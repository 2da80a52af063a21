-- Changes an array of numbers: a string with 8 bytes for each.
--
-- KEYS: the array. ARGV: `set`, a position, which counts from the end when it is negative, and the 8
-- bytes; or `resize`, how many numbers there shall be, and the 8 bytes of those that are new.
-- Answers how many numbers there are; -1 when there is no such position, -2 when the string is no array.

local length = redis.call('STRLEN', KEYS[1])
if length % 8 ~= 0 then return -2 end
local number = ARGV[3]
if ARGV[1] == 'set' then
    local place = tonumber(ARGV[2]) * 8
    if place < 0 then place = place + length end
    if place < 0 or place >= length then return -1 end
    redis.call('SETRANGE', KEYS[1], place, number)
    return length / 8
end
local wanted = tonumber(ARGV[2]) * 8
if wanted == 0 then
    redis.call('UNLINK', KEYS[1])
elseif wanted < length then
    redis.call('SET', KEYS[1], redis.call('GETRANGE', KEYS[1], 0, wanted - 1), 'KEEPTTL')
elseif wanted > length and number == string.rep('\0', 8) then
    redis.call('SETRANGE', KEYS[1], wanted - 1, '\0')
else
    while length < wanted do
        local more = math.min(wanted - length, 524288)
        redis.call('APPEND', KEYS[1], string.rep(number, more / 8))
        length = length + more
    end
end
return wanted / 8
