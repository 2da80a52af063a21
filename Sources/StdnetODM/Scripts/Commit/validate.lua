-- Third part of a commit: what is to be written, and whether it may. Ends the script if it may not.

-- Notes an id under the key of a set. One id alone needs no table: most values are rare.
local function note(lists, keys, key, id, score)
    local list = lists[key]
    if list == nil then
        lists[key] = score and {score, id} or id
        keys[#keys + 1] = key
    elseif type(list) == 'table' then
        if score then list[#list + 1] = score end
        list[#list + 1] = id
    else
        lists[key] = {list, id}
    end
end

local function claim(attribute, value, operation)
    local other = attribute.claimed[value]
    if other then
        violation('unique', operation, operation.shape.model, attribute.name, value, other.planned and '' or other.id)
    else
        local count = attribute.count + 1
        attribute.count = count
        attribute.claimed[value] = operation
        attribute.claims[count] = value
        attribute.claimers[count] = operation
    end
end

local function need(attribute, id, operation)
    local target = models[attribute.target]
    local needers = target.needers[id]
    if not needers then
        needers = {}
        target.needers[id] = needers
        target.needs[#target.needs + 1] = id
    end
    local count = #needers
    needers[count + 1], needers[count + 2] = operation, attribute
end

local function score(operation)
    local model = operation.shape.model
    local value = written(operation, model.ordering)
    if value == nil then return operation.exists end
    if not value then return '-1e+99' end
    local number = tonumber(value)
    if number and number == number then return value end
    violation('number', operation, model, model.ordering.name, value, '')
    return '0'
end

local function rank(attribute, new, operation)
    local value = tonumber(new)
    if value and value == value then
        local added = attribute.added
        local count = #added
        added[count + 1] = new
        added[count + 2] = operation.id
    else
        violation('number', operation, operation.shape.model, attribute.name, new, '')
    end
end

local function leave(operation, attribute, old, new)
    if not old then return end
    if attribute.unique then
        attribute.releases[#attribute.releases + 1] = old
        attribute.releasers[#attribute.releases] = operation.id
    end
    if attribute.range and not new then
        attribute.removed[#attribute.removed + 1] = operation.id
    end
end

-- Where the values of some attributes lie.
local function placed(at, attributes)
    local places = {}
    for a, attribute in ipairs(attributes) do places[a] = at[attribute.place] end
    return places
end

-- New objects enter everything and leave nothing. Loading is made of these: what objects of one shape
-- have in common is looked up once, and nothing is said shorter than it runs.
local function planNew(list, first)
    local shape = list[first].shape
    local model, prefixes, places, at = shape.model, shape.prefixes, shape.setPlaces, shape.at
    local added, keys, sorted = model.added, model.addedKeys, model.sorted
    local uniques, uniqueCount, uniqueAt = shape.uniques, #shape.uniques, placed(at, shape.uniques)
    local ranges, rangeCount, rangeAt = shape.ranges, #shape.ranges, placed(at, shape.ranges)
    local references, referenceCount = shape.references, #shape.references
    local referenceAt, prefixCount = placed(at, references), #prefixes
    local known = #keys
    local i, operation = first, list[first]
    repeat
        local id, from = operation.id, operation.from
        if sorted then operation.score = score(operation) end
        for p = 1, prefixCount do
            local place, key = places[p], prefixes[p]
            if place > 0 then key = key .. ARGV[from + place] end
            local entered = added[key]
            if entered == nil then
                known = known + 1
                keys[known] = key
                added[key] = sorted and {operation.score, id} or id
            else
                note(added, keys, key, id, operation.score)
            end
        end
        for u = 1, uniqueCount do claim(uniques[u], ARGV[from + uniqueAt[u]], operation) end
        for r = 1, rangeCount do rank(ranges[r], ARGV[from + rangeAt[r]], operation) end
        if not operation.foreign then
            for r = 1, referenceCount do need(references[r], ARGV[from + referenceAt[r]], operation) end
        end
        i = i + 1
        operation = list[i]
    until not operation or operation.shape ~= shape or operation.exists or operation.kind == 'D'
    return i
end

local function planChange(operation)
    local model, id, ends = operation.shape.model, operation.id, operation.kind == 'D'
    if model.sorted and not ends then operation.score = score(operation) end
    local moves = operation.score and tonumber(operation.score) ~= tonumber(operation.exists)
    for _, attribute in ipairs(model.attributes) do
        local old = stored(operation, attribute)
        local new = written(operation, attribute)
        local isWritten = new ~= nil
        if not isWritten then new = old end
        local changes = ends or new ~= old
        if attribute.set then
            if changes then note(model.removed, model.removedKeys, attribute.set .. (old or ''), id) end
            if not ends and (changes or moves) then
                note(model.added, model.addedKeys, attribute.set .. (new or ''), id, operation.score)
            end
        end
        if changes then
            leave(operation, attribute, old, new)
            if attribute.unique and new then claim(attribute, new, operation) end
            if attribute.range and new then rank(attribute, new, operation) end
        end
        if attribute.target > 0 and isWritten and new and not operation.foreign then
            local target = models[attribute.target].operations[new]
            if changes or (target and target.kind == 'D') then need(attribute, new, operation) end
        end
    end
end

for _, model in ipairs(models) do
    local list, i = model.list, 1
    while list[i] do
        if list[i].exists then
            planChange(list[i])
            i = i + 1
        elseif list[i].kind == 'D' then
            i = i + 1
        else
            i = planNew(list, i)
        end
    end
end

-- Whether an object of the batch gives up a value of a unique attribute. Asked of the object and not of
-- the value: where the hash was damaged, several objects may hold one value.
local function givesUp(model, attribute, id, value)
    local other = model.operations[id]
    if not other or not other.exists or stored(other, attribute) ~= value then return false end
    local new = written(other, attribute)
    return new ~= nil and new ~= value
end

-- Whether a value of a unique attribute is free for its claimer, after the batch.
local function checkClaims(model, attribute)
    if #attribute.claims + #attribute.releases == 0 then return end
    if not typed(attribute.unique, 'hash', nobody, model) then return end
    chunks(attribute.claims, function(first, last)
        local owners = call('HMGET', attribute.unique, unpack(attribute.claims, first, last))
        for i = first, last do
            local owner = owners[i - first + 1]
            if owner then
                local value, claimer = attribute.claims[i], attribute.claimers[i]
                if owner ~= claimer.id and not givesUp(model, attribute, owner, value)
                    and existing(model, {owner})[1] then
                    violation('unique', claimer, model, attribute.name, value, owner)
                end
            end
        end
    end)
    -- Only what the releasing object really owned is taken out.
    local free = {}
    chunks(attribute.releases, function(first, last)
        local owners = call('HMGET', attribute.unique, unpack(attribute.releases, first, last))
        for i = first, last do
            local value = attribute.releases[i]
            if owners[i - first + 1] == attribute.releasers[i] then free[#free + 1] = value end
        end
    end)
    attribute.releases = free
end

local function checkNeeds(model)
    if #model.needs == 0 then return end
    if not typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then return end
    local there = existing(model, model.needs)
    for i, id in ipairs(model.needs) do
        local operation = model.operations[id]
        local found = there[i]
        if operation then found = operation.kind ~= 'D' end
        if not found then
            local needers = model.needers[id]
            for n = 1, #needers, 2 do
                local needer, attribute = needers[n], needers[n + 1]
                violation('reference', needer, needer.shape.model, attribute.name, tostring(model.place), id)
            end
        end
    end
end

-- The keys of sets by value: with a key that is not there among them SINTERCARD does nothing but check
-- that all others are sets. Only when one is not, they are asked one by one.
local function checkSets(model, keys)
    local absent = scratch .. 'absent'
    for first = 1, #keys, 5000 do
        local last = math.min(first + 4999, #keys)
        local checked = not model.sorted and redis.pcall(
            'SINTERCARD', last - first + 2, absent, unpack(keys, first, last))
        if type(checked) ~= 'number' then
            for i = first, last do
                typed(keys[i], model.sorted and 'zset' or 'set', nobody, model)
            end
        end
    end
end

for _, model in ipairs(models) do
    for _, attribute in ipairs(model.attributes) do
        if attribute.unique then checkClaims(model, attribute) end
        if attribute.range and #attribute.added + #attribute.removed > 0 then
            typed(attribute.range, 'zset', nobody, model)
        end
    end
    checkNeeds(model)
    checkSets(model, model.addedKeys)
    checkSets(model, model.removedKeys)
end
typed(schemaKey, 'hash', nobody, models[1])

if #violations > 1 then return violations end

for _, model in ipairs(models) do
    if #model.list > 0 then
        if model.schema == '' then
            if call('HEXISTS', schemaKey, model.name) == 0 then return {'schema'} end
        elseif call('HGET', schemaKey, model.name) == model.schema then
            model.schema = ''
        end
    end
end
