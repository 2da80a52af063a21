-- Second part of a commit: follows the delete rules from every deleted object to those that refer to it,
-- until nothing more is found.

local queue = {}
for _, model in ipairs(models) do
    local list = model.list
    for i = 1, #list do
        if list[i].kind == 'D' and list[i].exists then queue[#queue + 1] = list[i] end
    end
end

-- The operation on an object that refers to a deleted one; false when there is no such object, because
-- an index entry that outlived its object binds nobody.
local function referrer(model, id)
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

local restrictions = {}

local function follow(deleted, model, attribute)
    local set = attribute.set .. deleted.id
    local kind = model.sorted and 'zset' or 'set'
    if typed(set, kind, deleted, deleted.shape.model) ~= kind then return end
    for _, id in ipairs(ids({key = set, sorted = model.sorted})) do
        local other = referrer(model, id)
        -- What a session writes itself is checked as any reference.
        if other and written(other, attribute) == nil and stored(other, attribute) == deleted.id then
            if attribute.rule == 'c' then
                other.kind = 'D'
                queue[#queue + 1] = other
            elseif attribute.rule == 'n' then
                other.cleared = other.cleared or {}
                other.cleared[attribute.place] = attribute.name
            else
                restrictions[#restrictions + 1] = {deleted, other}
            end
        end
    end
end

local at = 1
while queue[at] do
    for _, model in ipairs(models) do
        for _, attribute in ipairs(model.attributes) do
            if models[attribute.target] == queue[at].shape.model then follow(queue[at], model, attribute) end
        end
    end
    at = at + 1
end
for _, restriction in ipairs(restrictions) do
    local deleted, other = restriction[1], restriction[2]
    if other.kind ~= 'D' then
        violation(
            'restricted', deleted, deleted.shape.model, '', tostring(other.shape.model.place), other.id)
    end
end
