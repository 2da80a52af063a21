-- Fifth part of a commit: follows the delete rules from every deleted object to those that refer to it,
-- until nothing more is found.

local queue = {}
for _, model in ipairs(models) do
    local list = model.list
    for i = 1, #list do
        if list[i].kind == 'D' and list[i].exists and not list[i].target then queue[#queue + 1] = list[i] end
    end
end

-- The operation on an object that refers to another; false when there is no such object, because an
-- index entry that outlived its object binds nobody.
local function referrer(model, id)
    if model.leaving[id] then return model.leaving[id].target or false end
    local found = model.operations[id]
    if found == nil then
        local there = existing(model, {id})[1]
        if there then
            found = operation('U', model.unnamed, id, 0, 0)
            found.exists = there
            read(found)
        end
        model.operations[id] = found or false
    end
    return found and not found.ids and found.kind ~= 'D' and found
end

-- Visits the objects that refer to another by one attribute. What a session writes itself is checked as
-- any reference.
local function referringBy(model, attribute, target, visit)
    local set, kind = attribute.set .. target.id, model.sorted and 'zset' or 'set'
    if typed(set, kind, target, target.shape.model) ~= kind then return end
    for _, id in ipairs(ids({key = set, sorted = model.sorted})) do
        local other = referrer(model, id)
        if other and written(other, attribute) == nil and stored(other, attribute) == target.id then
            visit(other, attribute)
        end
    end
end

-- Visits the objects that refer to another, which ends or moves.
local function referring(target, visit)
    for _, model in ipairs(models) do
        for _, attribute in ipairs(model.attributes) do
            if models[attribute.target] == target.shape.model and (attribute.rule ~= 'k' or target.target) then
                referringBy(model, attribute, target, visit)
            end
        end
    end
end

local restrictions = {}

local at = 1
while queue[at] do
    local deleted = queue[at]
    referring(deleted, function(other, attribute)
        if attribute.rule == 'c' then
            queue[#queue + 1] = ended(other)
        elseif attribute.rule == 'n' then
            other.override = other.override or {}
            other.override[attribute.place] = false
        else
            restrictions[#restrictions + 1] = {deleted, other}
        end
    end)
    at = at + 1
end
for _, restriction in ipairs(restrictions) do
    local deleted, other = restriction[1], restriction[2]
    if other.kind ~= 'D' then
        violation(
            'restricted', deleted, deleted.shape.model, '', tostring(other.shape.model.place), other.id)
    end
end
