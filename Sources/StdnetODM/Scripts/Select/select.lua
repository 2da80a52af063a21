-- Finds objects. Required by every script that takes a condition.
--
-- select(model) reads one condition from ARGV at the cursor and answers {key = K, sorted = bool}:
-- the ids of the objects that meet it, in a key of the database or in a temporary one. Conditions
-- are prefix notation, one word each:
--   all | none | id n id* | eq attr n value* | uni attr n value* | empty attr | nil attr | nouni attr
--   rng attr min max | ref attr model condition | scan attr op hasOperand operand numeric (attr of a
--   scan may be nothing: the id)
--   vals id|eq|text|uni attr model attr condition (those with a value that the others have; nothing: ids)
--   under attr condition (what is below, by a reference to its own model) | over attr n id* (above)
--   and p n s (p conditions, n excluded ones, s scans) | or n condition* | not condition
-- A model is its place in `models`: {base = B, sorted = bool}. A field's value is never part of a
-- pattern. What is temporary expires by itself if a script dies, and is unlinked by discard().

local call, ARGV, KEYS = redis.call, ARGV, KEYS
local ipairs, pairs, tonumber, tostring, type, unpack = ipairs, pairs, tonumber, tostring, type, unpack
local models = {}
local cursor = 1
local scratch
local temporaries = {}

local function take()
    local word = ARGV[cursor]
    cursor = cursor + 1
    return word
end

local function number()
    return tonumber(take())
end

-- unpack() and the server's argument list are both limited: at most 5000 values at a time.
local function chunks(list, visit)
    for first = 1, #list, 5000 do
        visit(first, math.min(first + 4999, #list))
    end
end

local function temporary()
    local key = scratch .. #temporaries
    temporaries[#temporaries + 1] = key
    return key
end

local function discard()
    chunks(temporaries, function(first, last)
        call('UNLINK', unpack(temporaries, first, last))
    end)
    temporaries = {}
end

local function kept(key, sorted)
    call('EXPIRE', key, 10)
    return {key = key, sorted = sorted}
end

local function ids(found)
    if found.sorted then return call('ZRANGE', found.key, 0, -1) end
    return call('SMEMBERS', found.key)
end

local function size(found)
    return call(found.sorted and 'ZCARD' or 'SCARD', found.key)
end

local function collected(list)
    local key = temporary()
    chunks(list, function(first, last)
        call('SADD', key, unpack(list, first, last))
    end)
    return kept(key, false)
end

-- UNION, INTER or DIFF of several keys. Scores do not matter here: the last step sets them.
local function combined(operation, operands)
    if #operands == 1 then return operands[1] end
    local keys, sorted = {}, false
    for i, operand in ipairs(operands) do
        keys[i] = operand.key
        sorted = sorted or operand.sorted
    end
    local key = temporary()
    chunks(keys, function(first, last)
        local part = {unpack(keys, first, last)}
        if first > 1 then table.insert(part, 1, key) end
        if not sorted then
            call('S' .. operation .. 'STORE', key, unpack(part))
        elseif operation == 'DIFF' then
            call('ZDIFFSTORE', key, #part, unpack(part))
        else
            part[#part + 1] = 'AGGREGATE'
            part[#part + 1] = 'MIN'
            call('Z' .. operation .. 'STORE', key, #part - 2, unpack(part))
        end
    end)
    return kept(key, sorted)
end

-- What a set says of each of these: the score in a sorted one, or any word; false for who is not in it.
local function marks(list, key, sorted)
    local found = {}
    chunks(list, function(first, last)
        local there = call(sorted and 'ZMSCORE' or 'SMISMEMBER', key, unpack(list, first, last))
        for i = first, last do
            local mark = there[i - first + 1]
            found[i] = mark and mark ~= 0 and mark
        end
    end)
    return found
end

-- Which of these ids exist.
local function existing(model, list)
    return marks(list, model.base .. ':id', model.sorted)
end

-- The order of bytes: Lua's own comparison follows the server's locale.
local function precedes(a, b)
    for i = 1, math.min(#a, #b) do
        local x, y = string.byte(a, i), string.byte(b, i)
        if x ~= y then return x < y end
    end
    return #a < #b
end

local function matches(value, operator, operand, numeric)
    if operator == '==' then return value == operand end
    if not value or not operand then return false end
    if string.sub(operator, 1, 1) == 'i' then
        -- Folds the letters of ASCII and no others: the server's locale is C.
        value, operand, operator = string.lower(value), string.lower(operand), string.sub(operator, 2)
        if operator == '==' then return value == operand end
    end
    if operator == 'contains' then return string.find(value, operand, 1, true) ~= nil end
    if operator == 'prefix' then return string.sub(value, 1, #operand) == operand end
    if operator == 'suffix' then return operand == '' or string.sub(value, -#operand) == operand end
    local less, greater
    if numeric then
        local x, y = tonumber(value), tonumber(operand)
        if not x or not y then return false end
        less, greater = x < y, x > y
        if x ~= x or y ~= y then return false end
    else
        less, greater = precedes(value, operand), precedes(operand, value)
    end
    if operator == '<' then return less end
    if operator == '<=' then return not greater end
    if operator == '>' then return greater end
    return not less
end

-- Those of the found objects that a scan lets through.
local function scanned(model, found)
    local attribute, operator = take(), take()
    local has, operand, numeric = take() == '1', take(), take() == '1'
    if not has then operand = false end
    local through = {}
    for _, id in ipairs(ids(found)) do
        local value = id
        if attribute ~= '' then value = call('HGET', model.base .. ':obj:' .. id, attribute) end
        if matches(value, operator, operand, numeric) then through[#through + 1] = id end
    end
    return collected(through)
end

-- The objects whose set for the empty value holds them, by whether the field is there: the layout
-- keeps absent fields and empty texts in one set.
local function empties(model, attribute, present)
    local through = {}
    for _, id in ipairs(ids({key = model.base .. ':idx:' .. attribute .. ':', sorted = model.sorted})) do
        local there = call('HEXISTS', model.base .. ':obj:' .. id, attribute) == 1
        if there == present then through[#through + 1] = id end
    end
    return collected(through)
end

local select

local function several(model, count)
    local list = {}
    for i = 1, count do list[i] = select(model) end
    return list
end

local function valueSets(model, attribute, values)
    local operands = {}
    for i, value in ipairs(values) do
        operands[i] = {key = model.base .. ':idx:' .. attribute .. ':' .. value, sorted = model.sorted}
    end
    if #operands == 0 then return collected({}) end
    return combined('UNION', operands)
end

local function words(count)
    local list = {}
    for i = 1, count do list[i] = take() end
    return list
end

local function owners(model, attribute, list)
    local key, found = model.base .. ':uni:' .. attribute, {}
    chunks(list, function(first, last)
        for _, id in ipairs(call('HMGET', key, unpack(list, first, last))) do
            if id then found[#found + 1] = id end
        end
    end)
    return collected(found)
end

local function identified(model, list)
    local there, found = existing(model, list), {}
    for i, id in ipairs(list) do
        if there[i] then found[#found + 1] = id end
    end
    return collected(found)
end

-- The values that a field of the found objects has, each once.
local function valuesOf(model, found, attribute)
    local list = ids(found)
    if attribute == '' then return list end
    local values, seen = {}, {}
    for _, id in ipairs(list) do
        local value = call('HGET', model.base .. ':obj:' .. id, attribute)
        if value and not seen[value] then
            seen[value] = true
            values[#values + 1] = value
        end
    end
    return values
end

-- What the sets of a reference lead to from these objects, level by level. What lies in a circle ends
-- it.
local function descendants(model, attribute, level)
    local found, seen = {}, {}
    while #level > 0 do
        local next = {}
        for _, id in ipairs(level) do
            local key = model.base .. ':idx:' .. attribute .. ':' .. id
            for _, child in ipairs(ids({key = key, sorted = model.sorted})) do
                if not seen[child] then
                    seen[child] = true
                    next[#next + 1] = child
                    found[#found + 1] = child
                end
            end
        end
        level = next
    end
    return collected(found)
end

-- What a reference leads to from these objects, step by step.
local function ancestors(model, attribute, level)
    local found, seen = {}, {}
    while #level > 0 do
        local next = {}
        for _, id in ipairs(level) do
            local parent = call('HGET', model.base .. ':obj:' .. id, attribute)
            if parent and parent ~= '' and not seen[parent] then
                seen[parent] = true
                next[#next + 1] = parent
                found[#found + 1] = parent
            end
        end
        level = next
    end
    return identified(model, found)
end

local conditions = {
    all = function(model)
        return {key = model.base .. ':id', sorted = model.sorted}
    end,
    none = function()
        return collected({})
    end,
    id = function(model)
        return identified(model, words(number()))
    end,
    eq = function(model)
        local attribute = take()
        return valueSets(model, attribute, words(number()))
    end,
    uni = function(model)
        local attribute = take()
        return owners(model, attribute, words(number()))
    end,
    vals = function(model)
        local kind, attribute, other, source = take(), take(), models[number()], take()
        local list = valuesOf(other, select(other), source)
        if kind == 'id' then return identified(model, list) end
        if kind == 'uni' then return owners(model, attribute, list) end
        if kind == 'eq' then return valueSets(model, attribute, list) end
        -- Absent and empty text share a set.
        local full, isEmpty = {}, false
        for _, value in ipairs(list) do
            if value == '' then isEmpty = true else full[#full + 1] = value end
        end
        local found = valueSets(model, attribute, full)
        if not isEmpty then return found end
        return combined('UNION', {empties(model, attribute, true), found})
    end,
    under = function(model)
        local attribute = take()
        return descendants(model, attribute, ids(select(model)))
    end,
    over = function(model)
        local attribute = take()
        return ancestors(model, attribute, words(number()))
    end,
    empty = function(model)
        return empties(model, take(), true)
    end,
    ['nil'] = function(model)
        return empties(model, take(), false)
    end,
    nouni = function(model)
        local owners = collected(call('HVALS', model.base .. ':uni:' .. take()))
        return combined('DIFF', {{key = model.base .. ':id', sorted = model.sorted}, owners})
    end,
    rng = function(model)
        local source, minimum, maximum = model.base .. ':rng:' .. take(), take(), take()
        local key = temporary()
        call('ZRANGESTORE', key, source, minimum, maximum, 'BYSCORE')
        return kept(key, true)
    end,
    ref = function(model)
        local attribute, target = take(), models[number()]
        return valueSets(model, attribute, ids(select(target)))
    end,
    scan = function(model)
        return scanned(model, {key = model.base .. ':id', sorted = model.sorted})
    end,
    ['and'] = function(model)
        local wanted, excluded, scans = number(), number(), number()
        local found = several(model, wanted)
        if wanted == 0 then found[1] = {key = model.base .. ':id', sorted = model.sorted} end
        found = combined('INTER', found)
        if excluded > 0 then
            local operands = several(model, excluded)
            table.insert(operands, 1, found)
            found = combined('DIFF', operands)
        end
        for _ = 1, scans do
            take()
            found = scanned(model, found)
        end
        return found
    end,
    ['or'] = function(model)
        return combined('UNION', several(model, number()))
    end,
    ['not'] = function(model)
        local operands = {{key = model.base .. ':id', sorted = model.sorted}}
        operands[2] = select(model)
        return combined('DIFF', operands)
    end,
}

select = function(model)
    return conditions[take()](model)
end
