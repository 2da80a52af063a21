-- Seventh part of a commit: what orders the objects of models that have no field of their own for it.

-- An object of a series; nothing when it is in none.
local function inSeries(model, id)
    for _, block in ipairs(model.series) do
        if not block.placeOf then
            block.placeOf = {}
            for i = 1, block.count do block.placeOf[block.ids[i]] = i end
        end
        if block.placeOf[id] then return member(block, block.placeOf[id]) end
    end
end

-- The value that an object orders others by, after the commit; false when it has none.
local function worth(model, attribute, id)
    local found = model.operations[id]
    if not found or found.ids then found = inSeries(model, id) end
    if not found then
        local key = model.object .. id
        return typed(key, 'hash', nobody, model) == 'hash' and call('HGET', key, attribute.name)
    end
    local value = written(found, attribute)
    if value == nil then return stored(found, attribute) end
    return value
end

-- The paths and texts of the leaves of a value that is spread, one after the other.
local function leavesOf(value)
    local at, parts = 2, {}
    while at <= #value do
        local colon = string.find(value, ':', at, true)
        local last = colon + tonumber(string.sub(value, at, colon - 1))
        parts[#parts + 1] = string.sub(value, colon + 1, last)
        at = last + 1
    end
    return parts
end

-- A leaf of such a value; nothing when it stays as it is.
local function leafOf(path, value)
    local parts = leavesOf(value)
    for i = 1, #parts, 2 do
        if parts[i] == path then return parts[i + 1] ~= 'null' and parts[i + 1] end
    end
    if string.sub(value, 1, 1) == 'r' then return false end
end

-- What a value of the attribute that orders comes to: a score, false when there is none, nothing when the
-- score stays as it is.
local function rank(model, value)
    if model.follows then
        local target = models[model.ordering.target]
        if model.worths[value] == nil then
            model.worths[value] = worth(target, target.attributes[model.follows], value)
        end
        return model.worths[value]
    end
    if model.leaf then return leafOf(model.leaf, value) end
    return value
end

-- Whoever is ordered by an object that gets another value gets another score.
local function rankReferrers(model)
    local target = models[model.ordering.target]
    local attribute, list = target.attributes[model.follows], target.list
    model.worths = {}
    for i = 1, #list do
        local changed = list[i]
        local value = written(changed, attribute)
        if changed.exists and changed.kind ~= 'D' and value ~= nil and value ~= stored(changed, attribute) then
            referringBy(model, model.ordering, changed, function(other) other.ranked = true end)
        end
    end
end

for _, model in ipairs(models) do
    if model.follows then rankReferrers(model) end
end
