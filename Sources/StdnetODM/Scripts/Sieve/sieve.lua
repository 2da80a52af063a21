-- Tests objects one by one: which of these meet a condition? Reads what it must of them and nothing of
-- the others, so that its time is bounded by how many it is given. Comes after `select.lua`, whose
-- words of conditions it reads.
--
-- KEYS: the id key of each model that the condition names, the first that of the objects; then the key
-- that is walked, if one is. ARGV: how many models; for each `1` when its id key is a sorted set, else
-- `0`; where the objects come from; the condition.
--   ids n id*                 these, in their order
--   set cursor count          the next of a set, as SSCAN gives them
--   zset started score member lower upper descending offset count
--                             the next of a sorted set within bounds: after an element, which need
--                             not be there any more, or so many after the first
-- Answers how many were looked at, where to go on (the cursor; the score and the member of the last),
-- then the ids that pass, in their order.

local function membership(model, list)
    local pass = {}
    for i, there in ipairs(existing(model, list)) do pass[i] = there and true end
    return pass
end

local function values(model, list, attribute)
    if attribute == '' then return list end
    local found = {}
    for i, id in ipairs(list) do
        found[i] = call('HGET', model.base .. ':obj:' .. id, attribute)
    end
    return found
end

local function isMember(model, key, list, pass)
    for i, mark in ipairs(marks(list, key, model.sorted)) do
        if mark then pass[i] = true end
    end
end

local function setOf(list)
    local set = {}
    for _, value in ipairs(list) do set[value] = true end
    return set
end

local test

-- Tests those that have passed so far (or not passed), and says of each whether it does now.
local function retest(model, list, pass, passed, wanted)
    local part, places = {}, {}
    for i, id in ipairs(list) do
        if (pass[i] or false) == passed then
            part[#part + 1] = id
            places[#places + 1] = i
        end
    end
    local found = test(model, part)
    for i, place in ipairs(places) do pass[place] = (found[i] or false) == wanted end
end

local function empty(model, list, present)
    local attribute, pass, through = take(), {}, {}
    isMember(model, model.base .. ':idx:' .. attribute .. ':', list, pass)
    for i, id in ipairs(list) do
        if pass[i] then
            local there = call('HEXISTS', model.base .. ':obj:' .. id, attribute) == 1
            through[i] = there == present
        end
    end
    return through
end

local function bound(word)
    if string.sub(word, 1, 1) == '(' then return tonumber(string.sub(word, 2)), false end
    return tonumber(word), true
end

-- What lies above these objects: for each the next, and all of them together.
local function parents(model, list, attribute)
    local above, all, level = {}, {}, list
    while #level > 0 do
        local found = values(model, level, attribute)
        local next, seen = {}, {}
        for i, id in ipairs(level) do
            local parent = found[i]
            above[id] = parent or ''
            if parent and parent ~= '' and not seen[parent] then
                seen[parent] = true
                if not above[parent] then next[#next + 1] = parent end
                all[#all + 1] = parent
            end
        end
        level = next
    end
    return above, all
end

local tests = {
    all = membership,
    none = function()
        return {}
    end,
    id = function(model, list)
        local wanted, pass = setOf(words(number())), membership(model, list)
        for i, id in ipairs(list) do pass[i] = pass[i] and wanted[id] end
        return pass
    end,
    eq = function(model, list)
        local attribute, wanted, pass = take(), words(number()), {}
        if #wanted <= 4 then
            for _, value in ipairs(wanted) do
                isMember(model, model.base .. ':idx:' .. attribute .. ':' .. value, list, pass)
            end
            return pass
        end
        wanted = setOf(wanted)
        for i, value in ipairs(values(model, list, attribute)) do
            pass[i] = wanted[value or '']
        end
        return pass
    end,
    uni = function(model, list)
        local key, wanted, owners, pass = model.base .. ':uni:' .. take(), words(number()), {}, {}
        if #list == 0 then return pass end
        chunks(wanted, function(first, last)
            for _, id in ipairs(call('HMGET', key, unpack(wanted, first, last))) do
                if id then owners[id] = true end
            end
        end)
        for i, id in ipairs(list) do pass[i] = owners[id] end
        return pass
    end,
    empty = function(model, list)
        return empty(model, list, true)
    end,
    ['nil'] = function(model, list)
        return empty(model, list, false)
    end,
    nouni = function(model, list)
        local attribute, pass = take(), membership(model, list)
        local key = model.base .. ':uni:' .. attribute
        for i, value in ipairs(values(model, list, attribute)) do
            if value and pass[i] then pass[i] = call('HGET', key, value) ~= list[i] end
        end
        return pass
    end,
    rng = function(model, list)
        local key, pass = model.base .. ':rng:' .. take(), {}
        local least, withLeast = bound(take())
        local most, withMost = bound(take())
        chunks(list, function(first, last)
            for i, score in ipairs(call('ZMSCORE', key, unpack(list, first, last))) do
                local number = score and tonumber(score)
                pass[first + i - 1] = number
                    and (number > least or withLeast and number == least)
                    and (number < most or withMost and number == most)
            end
        end)
        return pass
    end,
    ref = function(model, list)
        local attribute, target, pass = take(), models[number()], {}
        local found, seen, targets = values(model, list, attribute), {}, {}
        for _, value in ipairs(found) do
            if value and value ~= '' and not seen[value] then
                targets[#targets + 1] = value
                seen[value] = true
            end
        end
        local wanted = {}
        for i, passes in pairs(test(target, targets)) do wanted[targets[i]] = passes end
        for i, value in ipairs(found) do pass[i] = value and wanted[value] end
        return pass
    end,
    scan = function(model, list)
        local attribute, operator = take(), take()
        local has, operand, numeric = take() == '1', take(), take() == '1'
        if not has then operand = false end
        local pass = {}
        for i, value in ipairs(values(model, list, attribute)) do
            pass[i] = matches(value, operator, operand, numeric)
        end
        return pass
    end,
    under = function(model, list)
        local above, all = parents(model, list, take())
        local wanted, pass = {}, membership(model, list)
        for i, passes in pairs(test(model, all)) do wanted[all[i]] = passes end
        for i, id in ipairs(list) do
            local at, seen = above[id], {}
            while at ~= '' and at and not wanted[at] and not seen[at] do
                seen[at] = true
                at = above[at]
            end
            pass[i] = pass[i] and at and wanted[at]
        end
        return pass
    end,
    over = function(model, list)
        local attribute = take()
        local _, all = parents(model, words(number()), attribute)
        local wanted, pass = setOf(all), membership(model, list)
        for i, id in ipairs(list) do pass[i] = pass[i] and wanted[id] end
        return pass
    end,
    ['and'] = function(model, list)
        local wanted, excluded, scans, pass = number(), number(), number(), {}
        if wanted == 0 then pass = membership(model, list) else pass = test(model, list) end
        for _ = 2, wanted do retest(model, list, pass, true, true) end
        for _ = 1, excluded do retest(model, list, pass, true, false) end
        for _ = 1, scans do retest(model, list, pass, true, true) end
        return pass
    end,
    ['or'] = function(model, list)
        local pass = {}
        for _ = 1, number() do retest(model, list, pass, false, true) end
        return pass
    end,
    ['not'] = function(model, list)
        local pass = membership(model, list)
        retest(model, list, pass, true, false)
        return pass
    end,
}

test = function(model, list)
    return tests[take()](model, list)
end

-- How many elements of a sorted set come before this one, and how many with it.
local function place(key, score, member)
    if call('ZSCORE', key, member) == score then
        local rank = call('ZRANK', key, member)
        return rank, rank + 1
    end
    local low, high = call('ZCOUNT', key, '-inf', '(' .. score), call('ZCOUNT', key, '-inf', score)
    while low < high do
        local middle = math.floor((low + high) / 2)
        local other = call('ZRANGE', key, middle, middle)[1]
        if other and precedes(other, member) then low = middle + 1 else high = middle end
    end
    return low, low
end

local function below(key, lower)
    if lower == '-inf' then return 0 end
    if string.sub(lower, 1, 1) == '(' then
        return call('ZCOUNT', key, '-inf', string.sub(lower, 2))
    end
    return call('ZCOUNT', key, '-inf', '(' .. lower)
end

local sources = {
    ids = function()
        local list = words(number())
        return list, #list, '', ''
    end,
    set = function(key)
        local found = call('SSCAN', key, take(), 'COUNT', take())
        return found[2], #found[2], found[1], ''
    end,
    zset = function(key)
        local started, score, member = take() == '1', take(), take()
        local lower, upper, descending = take(), take(), take() == '1'
        local offset, count = number(), number()
        local first, last = below(key, lower), call('ZCOUNT', key, '-inf', upper)
        if started then
            local before, after = place(key, score, member)
            if descending then
                last = math.min(last, before)
            else
                first = math.max(first, after)
            end
        end
        local list
        if descending then
            last = last - offset
            first = math.max(first, last - count)
        else
            first = first + offset
            last = math.min(last, first + count)
        end
        if first < last then list = call('ZRANGE', key, first, last - 1) else list = {} end
        if descending then
            local turned = {}
            for i = #list, 1, -1 do turned[#turned + 1] = list[i] end
            list = turned
        end
        local final = list[#list]
        return list, #list, final and call('ZSCORE', key, final) or '', final or ''
    end,
}

local count = number()
for i = 1, count do models[i] = {base = string.sub(KEYS[i], 1, -4), sorted = take() == '1'} end
local list, examined, cursorOrScore, member = sources[take()](KEYS[count + 1])
local pass = test(models[1], list)
local reply = {examined, cursorOrScore, member}
for i, id in ipairs(list) do
    if pass[i] then reply[#reply + 1] = id end
end
return reply
