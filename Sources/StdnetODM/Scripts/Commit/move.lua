-- Sixth part of a commit: whoever refers to an object that moves, refers to its new id.

-- Which structures move along.
local function readStructures(source)
    local model = source.shape.model
    source.has = {}
    for i, name in ipairs(model.structures) do
        source.has[i] = call('EXISTS', model.object .. source.id .. ':' .. name) == 1
    end
end

for _, model in ipairs(models) do
    local list = model.list
    for i = 1, #list do
        local source = list[i]
        if source.target and source.exists then
            readStructures(source)
            referring(source, function(other, attribute)
                other.override = other.override or {}
                other.override[attribute.place] = source.target.id
            end)
        end
    end
end
