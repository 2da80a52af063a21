-- Third part of a commit: what is to be written, and whether it may. Ends the script if it may not.

local added, removed, sets = {}, {}, {}

local function note(lists, name, model, operation, score)
    if not sets[name] then
        sets[name] = {model, operation}
    end
    local list = lists[name]
    if not list then
        list = {}
        lists[name] = list
    end
    if score then list[#list + 1] = score end
    list[#list + 1] = operation.id
end

local function claim(attribute, value, operation)
    local other = attribute.claimed[value]
    if other then
        violation('unique', operation, operation.model, attribute.name, value, other.planned and '' or other.id)
    else
        attribute.claimed[value] = operation
        attribute.claims[#attribute.claims + 1] = value
        attribute.claimers[#attribute.claimers + 1] = operation
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
    needers[#needers + 1] = {operation, attribute}
end

local function score(operation)
    local model = operation.model
    if not model.sorted then return false end
    local value = written(operation, model.ordering)
    if value == nil then return operation.exists end
    if not value then return '-1e+99' end
    local number = tonumber(value)
    if number and number == number then return value end
    violation('number', operation, model, model.ordering.name, value, '')
    return '0'
end

local function plan(operation)
    local model = operation.model
    local isNew, ends = not operation.exists, operation.kind == 'D'
    operation.score = not ends and score(operation)
    local moves = operation.score and not isNew and tonumber(operation.score) ~= tonumber(operation.exists)
    for _, attribute in ipairs(model.attributes) do
        local old = stored(operation, attribute)
        local new = written(operation, attribute)
        local isWritten = new ~= nil
        if not isWritten then new = old end
        local changes = isNew or ends or new ~= old
        if attribute.set then
            if changes and not isNew then
                note(removed, attribute.set .. (old or ''), model, operation)
            end
            if not ends and (changes or moves) then
                note(added, attribute.set .. (new or ''), model, operation, operation.score)
            end
        end
        if changes then
            if attribute.unique then
                if old then
                    attribute.releases[#attribute.releases + 1] = old
                    attribute.released[old] = operation.id
                end
                if new then claim(attribute, new, operation) end
            end
            if attribute.range then
                if old and not new then
                    attribute.removed[#attribute.removed + 1] = operation.id
                elseif new then
                    local value = tonumber(new)
                    if value and value == value then
                        attribute.added[#attribute.added + 1] = new
                        attribute.added[#attribute.added + 1] = operation.id
                    else
                        violation('number', operation, model, attribute.name, new, '')
                    end
                end
            end
        end
        if attribute.target > 0 and isWritten and new and not operation.foreign then
            local target = models[attribute.target].operations[new]
            if changes or (target and target.kind == 'D') then need(attribute, new, operation) end
        end
    end
end

for _, model in ipairs(models) do
    for _, operation in ipairs(model.list) do
        if operation.kind ~= 'D' or operation.exists then plan(operation) end
    end
end

-- Whether a value of a unique attribute is free for its claimer, after the batch.
local function checkClaims(model, attribute)
    if #attribute.claims + #attribute.releases == 0 then return end
    if not typed(attribute.unique, 'hash', nobody, model) then return end
    chunks(attribute.claims, function(first, last)
        local owners = redis.call('HMGET', attribute.unique, unpack(attribute.claims, first, last))
        for i = first, last do
            local owner, value, claimer = owners[i - first + 1], attribute.claims[i], attribute.claimers[i]
            if owner and owner ~= claimer.id and attribute.released[value] ~= owner
                and existing(model, {owner})[1] then
                violation('unique', claimer, model, attribute.name, value, owner)
            end
        end
    end)
    -- Only what the releasing object really owned is taken out.
    local free = {}
    chunks(attribute.releases, function(first, last)
        local owners = redis.call('HMGET', attribute.unique, unpack(attribute.releases, first, last))
        for i = first, last do
            local value = attribute.releases[i]
            if owners[i - first + 1] == attribute.released[value] then free[#free + 1] = value end
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
            for _, needer in ipairs(model.needers[id]) do
                violation('reference', needer[1], needer[1].model, needer[2].name, tostring(model.place), id)
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
end
for name, use in pairs(sets) do
    typed(name, use[1].sorted and 'zset' or 'set', use[2], use[1])
end
typed(schemaKey, 'hash', nobody, models[1])

if #violations > 1 then return violations end

for _, model in ipairs(models) do
    if #model.list > 0 then
        if model.schema == '' then
            if redis.call('HEXISTS', schemaKey, model.name) == 0 then return {'schema'} end
        elseif redis.call('HGET', schemaKey, model.name) == model.schema then
            model.schema = ''
        end
    end
end
