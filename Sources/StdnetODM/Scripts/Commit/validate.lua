-- Ninth part of a commit: what is to be written, and whether it may. Ends the script if it may not.

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

-- The object of the batch that claims a value. Those of series are looked for: it is seldom asked.
local function claimer(model, attribute, value)
    if attribute.claimers[value] then return attribute.claimers[value] end
    for _, block in ipairs(model.series) do
        for i = 1, block.count do
            if block.ids[i] == attribute.claimed[value] then return member(block, i) end
        end
    end
end

local function conflict(model, attribute, value, operation)
    local other = claimer(model, attribute, value)
    violation('unique', operation, model, attribute.name, value, other.planned and '' or other.id)
end

local function claim(attribute, value, operation)
    if attribute.claimed[value] then
        conflict(operation.shape.model, attribute, value, operation)
    else
        attribute.claimed[value], attribute.claimers[value] = operation.id, operation
        attribute.claims[#attribute.claims + 1] = value
    end
end

local function need(attribute, id)
    local target = models[attribute.target]
    if not target.needed[id] then
        target.needed[id] = true
        target.needs[#target.needs + 1] = id
    end
end

-- Whether a text is a score; if not, that is a violation. The server would refuse it only while writing.
local function ranks(value, operation, attribute)
    local number = tonumber(value)
    if number and number == number then return true end
    violation('number', operation, operation.shape.model, attribute.name, value, '')
    return false
end

-- What a save counts up to.
local function counted(model, there)
    return string.format('%.17g', (tonumber(there) or 0) + model.increment)
end

local function score(operation)
    local model, there = operation.shape.model, (operation.source or operation).exists
    if model.increment then return operation.place == 0 and there or counted(model, there) end
    local ordering = model.ordering
    local value = written(operation, ordering)
    if value == nil and operation.ranked then value = stored(operation, ordering) end
    if value then value = rank(model, value) end
    if value == nil then return there end
    if not value then return '-1e+99' end
    return ranks(value, operation, ordering) and value or '0'
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

-- MARK: series

local function scoresOf(block)
    local scores, model, ordering = {}, block.model, block.model.ordering
    if model.increment then
        local first = counted(model, 0)
        for i = 1, block.count do scores[i] = first end
        return scores
    end
    local place = block.shape.at[ordering.place]
    local at = block.from + (place or 0)
    for i = 1, block.count do
        local value = place and rank(model, ARGV[at]) or '-1e+99'
        local number = tonumber(value)
        if not (number and number == number) then
            ranks(value, member(block, i), ordering)
            value = '0'
        end
        scores[i], at = value, at + block.stride
    end
    return scores
end

local function enterSets(block, attribute)
    local model, ids, scores, stride = block.model, block.ids, block.scores, block.stride
    local lists, keys, prefix, place = model.added, model.addedKeys, attribute.set, block.shape.at[attribute.place]
    local known, at, key = #keys, block.from + (place or 0), prefix
    for i = 1, block.count do
        if place then
            key = prefix .. ARGV[at]
            at = at + stride
        end
        if lists[key] == nil then
            known = known + 1
            keys[known] = key
            lists[key] = scores and {scores[i], ids[i]} or ids[i]
        else
            note(lists, keys, key, ids[i], scores and scores[i])
        end
    end
end

local function claimAll(block, attribute, at)
    local ids, stride = block.ids, block.stride
    local claims, claimed = attribute.claims, attribute.claimed
    local count = #claims
    for i = 1, block.count do
        local value = ARGV[at]
        if claimed[value] then
            conflict(block.model, attribute, value, member(block, i))
        else
            count = count + 1
            claims[count], claimed[value] = value, ids[i]
        end
        at = at + stride
    end
end

local function claimTogether(block, attribute)
    local at = block.shape.at
    for i = 1, block.count do
        local from = block.from + (i - 1) * block.stride
        local value = joined(attribute, function(place) return at[place] and ARGV[from + at[place]] end)
        if value and attribute.claimed[value] then
            conflict(block.model, attribute, value, member(block, i))
        elseif value then
            attribute.claims[#attribute.claims + 1], attribute.claimed[value] = value, block.ids[i]
        end
    end
end

local function rankAll(block, attribute, at)
    local ids, stride, added = block.ids, block.stride, attribute.added
    local count = #added
    for i = 1, block.count do
        local value = ARGV[at]
        local number = tonumber(value)
        if number and number == number then
            added[count + 1], added[count + 2] = value, ids[i]
            count = count + 2
        else
            ranks(value, member(block, i), attribute)
        end
        at = at + stride
    end
end

local function needAll(block, attribute, at)
    local needed, stride = models[attribute.target].needed, block.stride
    for _ = 1, block.count do
        local id = ARGV[at]
        if not needed[id] and not foreign[at] then need(attribute, id) end
        at = at + stride
    end
end

-- New objects enter everything and leave nothing.
local function planSeries(block)
    local model = block.model
    if model.sorted then block.scores = scoresOf(block) end
    for _, attribute in ipairs(model.attributes) do
        local place = block.shape.at[attribute.place]
        local at = place and block.from + place
        if attribute.set then enterSets(block, attribute) end
        if at and attribute.unique then claimAll(block, attribute, at) end
        if attribute.members then claimTogether(block, attribute) end
        if at and attribute.range then rankAll(block, attribute, at) end
        if at and attribute.checked then needAll(block, attribute, at) end
    end
end

-- MARK: all other objects

-- Whether an object comes to refer to another, or still does although that one is deleted.
local function refers(operation, attribute, id)
    local at = operation.shape.at[attribute.place]
    if written(operation, attribute) ~= id or not at or foreign[operation.from + at] then return false end
    local target = models[attribute.target].operations[id]
    return stored(operation, attribute) ~= id or (target and target.kind == 'D')
end

local function planOne(operation)
    local model, id, ends = operation.shape.model, operation.id, operation.kind == 'D'
    if ends and not operation.exists then return end
    if model.sorted and not ends then operation.score = score(operation) end
    local moves = operation.score and tonumber(operation.score) ~= tonumber(operation.exists)
    for _, attribute in ipairs(model.attributes) do
        local old, new = stored(operation, attribute), written(operation, attribute)
        if new and attribute.checked and refers(operation, attribute, new) then need(attribute, new) end
        if new == nil then new = old end
        -- What comes from another id has left it already.
        if operation.source then old = false end
        local changes = ends or new ~= old
        if attribute.set then
            if changes and operation.exists then
                note(model.removed, model.removedKeys, attribute.set .. (old or ''), id)
            end
            if not ends and (changes or moves or not operation.exists) then
                note(model.added, model.addedKeys, attribute.set .. (new or ''), id, operation.score)
            end
        end
        if changes then
            leave(operation, attribute, old, new)
            if attribute.unique and new then claim(attribute, new, operation) end
            if attribute.range and new and ranks(new, operation, attribute) then
                local added = attribute.added
                added[#added + 1] = new
                added[#added + 1] = id
            end
        end
    end
end

local function planObject(operation)
    if operation.source then planOne(operation.source) end
    planOne(operation)
end

-- In the order of the session, so that of two that claim one value the second is to blame.
for _, block in ipairs(blocks) do
    if block.ids then
        planSeries(block)
    else
        for i = 1, block.count do planObject(member(block, i)) end
    end
end
for _, model in ipairs(models) do
    for _, operation in ipairs(model.list) do
        if operation.place == 0 and not operation.target then planObject(operation) end
    end
end

-- MARK: checks of many at once

-- Whether an object of the batch gives up a value of a unique attribute. Asked of the object and not of
-- the value: where the hash was damaged, several objects may hold one value.
local function givesUp(model, attribute, id, value)
    local other = model.leaving[id] or model.operations[id]
    if not other or not other.exists then return false end
    if stored(other, attribute) ~= value and (other.hashed or not model.hashed) then return false end
    local new = written(other, attribute)
    return new ~= nil and new ~= value
end

-- An object that lost its hash, as keys that expire do, although it has a field that is never absent: it
-- holds no value against others, and goes.
local function isGhost(model, id)
    if not model.hashed or model.operations[id] or call('EXISTS', model.object .. id) == 1 then
        return false
    end
    model.ghosts[#model.ghosts + 1] = id
    return true
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
                local value = attribute.claims[i]
                if owner ~= attribute.claimed[value] and not givesUp(model, attribute, owner, value)
                    and existing(model, {owner})[1] and not isGhost(model, owner) then
                    violation('unique', claimer(model, attribute, value), model, attribute.name, value, owner)
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

-- Says of every object that refers to one that will not be there.
local function unmet(target, id)
    local function say(operation, attribute)
        violation(
            'reference', operation, operation.shape.model, attribute.name, tostring(target.place), id)
    end
    for _, model in ipairs(models) do
        for _, attribute in ipairs(model.attributes) do
            if models[attribute.target] == target and attribute.checked then
                for _, block in ipairs(model.series) do
                    local place = block.shape.at[attribute.place]
                    local at = block.from + (place or 0)
                    for i = 1, place and block.count or 0 do
                        if ARGV[at] == id and not foreign[at] then say(member(block, i), attribute) end
                        at = at + block.stride
                    end
                end
                for _, operation in ipairs(model.list) do
                    if refers(operation, attribute, id) then say(operation, attribute) end
                end
            end
        end
    end
end

local function checkNeeds(model)
    if #model.needs == 0 then return end
    if not typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then return end
    local there = existing(model, model.needs)
    for i, id in ipairs(model.needs) do
        local operation = model.operations[id]
        local found = there[i] or numbers(model, id)
        if operation then found = operation.kind ~= 'D' end
        if not found then unmet(model, id) end
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

if #violations > 1 or purpose == 'c' then return violations end

for _, model in ipairs(models) do
    if used(model) then
        if model.schema == '' then
            if call('HEXISTS', schemaKey, model.name) == 0 then return {'schema'} end
        elseif call('HGET', schemaKey, model.name) == model.schema then
            model.schema = ''
        end
    end
end
