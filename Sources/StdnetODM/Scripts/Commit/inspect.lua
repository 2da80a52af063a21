-- Fourth part of a commit: what is there, and what is left of what is not.

-- Asks for the stored values of an object that is to be changed or deleted.
local function read(operation)
    local model = operation.shape.model
    operation.old = {}
    local object = model.object .. operation.id
    local found = typed(object, 'hash', operation, model)
    operation.hashed = found == 'hash'
    if found == 'hash' and #model.names > 0 then
        operation.old = call('HMGET', object, unpack(model.names))
    end
end

-- What is left of objects that are not there goes, unless it is no hash. `unasked` is the series whose
-- ids were not asked for.
local function findStale(model, keys, unasked)
    chunks(keys, function(first, last)
        if call('EXISTS', unpack(keys, first, last)) == 0 then return end
        for i = first, last do
            if typed(keys[i], 'hash', nobody, model) == 'hash' then
                if unasked and existing(model, {unasked.ids[i]})[1] then
                    violation('existing', member(unasked, i), model, '', '', '')
                else
                    model.stale = model.stale or {}
                    model.stale[#model.stale + 1] = keys[i]
                end
            end
        end
    end)
end

-- Numbered objects of models whose objects always have a hash need not be asked for by id: their keys
-- are looked at anyway.
local function inspectSeries(block)
    local model, ids, keys = block.model, block.ids, block.keys
    local object = model.object
    for i = 1, block.count do keys[i] = object .. ids[i] end
    if block.numbered and model.hashed then return findStale(model, keys, block) end
    local there, fresh = existing(model, ids), {}
    for i = 1, block.count do
        if there[i] then
            if not model.leaving[ids[i]] then violation('existing', member(block, i), model, '', '', '') end
        else
            fresh[#fresh + 1] = keys[i]
        end
    end
    findStale(model, fresh)
end

local function inspectObjects(model)
    local list, names, keys = model.list, {}, {}
    for i = 1, #list do names[i] = list[i].id end
    local there = existing(model, names)
    for i = 1, #list do
        local found, mark = list[i], there[i]
        local goes = model.leaving[found.id]
        if (found.source and not found.source.target) or (mark and goes and goes ~= found) then
            -- It does not come, or its id becomes free.
            found.exists = false
        elseif mark and (found.kind == 'I' or found.source) then
            violation('existing', found, model, '', '', '')
        elseif mark then
            found.exists = mark
            read(found)
        else
            if found.kind == 'U' or found.target then
                violation('missing', found, model, '', '', '')
            end
            keys[#keys + 1] = model.object .. found.id
        end
    end
    -- What moves keeps what it has.
    for i = 1, #list do
        if list[i].source then list[i].old = list[i].source.old end
    end
    findStale(model, keys)
end

local function used(model)
    return #model.list + #model.series > 0 or model.touched
end

for _, model in ipairs(models) do
    if used(model) and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        for _, block in ipairs(model.series) do inspectSeries(block) end
        inspectObjects(model)
    end
end

-- MARK: what an operation says of an attribute

-- The value of an attribute that is made of others; false when one of them is absent.
local function joined(attribute, valueOf)
    local parts = {}
    for i, place in ipairs(attribute.members) do
        local value = valueOf(tonumber(place))
        if not value then return false end
        parts[i] = #value .. ':' .. value
    end
    return table.concat(parts)
end

local function stored(operation, attribute)
    local old = operation.old
    if not old then return false end
    if attribute.members then
        return joined(attribute, function(place) return old[place] end)
    end
    return old[attribute.place] or false
end

local written

local function writtenTogether(operation, attribute)
    local attributes, changes = operation.shape.model.attributes, false
    for _, place in ipairs(attribute.members) do
        changes = changes or written(operation, attributes[tonumber(place)]) ~= nil
    end
    if not changes then return nil end
    return joined(attribute, function(place)
        local value = written(operation, attributes[place])
        if value == nil then return stored(operation, attributes[place]) end
        return value
    end)
end

-- The value that is written, false when it is to be absent, nil when it stays as it is.
written = function(operation, attribute)
    if operation.kind == 'D' then return false end
    if attribute.members then return writtenTogether(operation, attribute) end
    local override = operation.override
    if override and override[attribute.place] ~= nil then return override[attribute.place] end
    local at = operation.shape.at[attribute.place]
    return at and ARGV[operation.from + at] or at
end
