-- Sixth part of a commit: whoever refers to an object that moves, refers to its new id; and where that is a
-- part of its own id, moves too.

-- Which structures move along.
local function readStructures(source)
    local model = source.shape.model
    source.has = {}
    for i, name in ipairs(model.structures) do
        source.has[i] = call('EXISTS', model.object .. source.id .. ':' .. name) == 1
    end
end

local recomposed, movedAlong = {}, {}

-- Lets an object refer to where another goes.
local function redirect(source, other, attribute)
    other.override = other.override or {}
    other.override[attribute.place] = source.target.id
    local model = other.shape.model
    if not model.isPart or not model.isPart[attribute.place] then return end
    if model.foreignID then
        violation('part', source, source.shape.model, '', tostring(model.place), other.id)
    else
        recomposed[#recomposed + 1] = other
    end
end

local function follow(source)
    readStructures(source)
    source.referrers = {}
    referring(source, function(other, attribute)
        source.referrers[#source.referrers + 1] = {other, attribute}
        redirect(source, other, attribute)
    end)
end

-- The id that an object has by what it is made of; nothing where a part is lost.
local function composedID(made)
    local model, message = made.shape.model, {}
    for i, place in ipairs(model.parts) do
        local value = written(made, model.attributes[place])
        if value == nil then value = stored(made, model.attributes[place]) end
        if not value then return end
        message[i] = #value .. ':' .. value .. ','
    end
    return redis.sha1hex(table.concat(message))
end

-- Sends an object to the id that it is made of now.
local function recompose(made)
    local model, id = made.shape.model, composedID(made)
    if not id or id == made.id then return end
    local source = made.source
    if source then
        if model.operations[made.id] == made then model.operations[made.id] = model.leaving[made.id] end
    else
        source = operation('D', model.unnamed, made.id)
        source.place, source.exists, source.old, source.hashed = made.place, made.exists, made.old, made.hashed
        source.target, made.source = made, source
        made.kind, made.exists = 'M', false
        model.leaving[made.id], model.operations[made.id] = source, source
    end
    made.id = id
    if not made.along then movedAlong[#movedAlong + 1], made.along = made, true end
    if not source.referrers then return follow(source) end
    for _, referrer in ipairs(source.referrers) do redirect(source, referrer[1], referrer[2]) end
end

-- Nobody may be where an object comes to, unless he leaves.
local function arrive(made)
    local model, id = made.shape.model, made.id
    if model.operations[id] then
        if not succeed(model, id, made) then violation('existing', made, model, '', '', '') end
        return
    end
    model.operations[id] = made
    if existing(model, {id})[1] then
        violation('existing', made, model, '', '', '')
    else
        findStale(model, {model.object .. id})
    end
end

for _, model in ipairs(models) do
    local list = model.list
    for i = 1, #list do
        if list[i].target and list[i].exists and not list[i].referrers then follow(list[i]) end
    end
end
local turn = 1
while recomposed[turn] do
    recompose(recomposed[turn])
    turn = turn + 1
end
for _, made in ipairs(movedAlong) do arrive(made) end
