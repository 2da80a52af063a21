-- Second part of a commit: finds out whether an upsert changes an object or makes one.
--
-- It sees the database as it was before the session, without the objects whose end is planned.

-- Which objects end by name or by query.
local function dying(model)
    if model.dying then return model.dying end
    model.dying = {}
    for _, target in ipairs(doomed) do
        if target[1] == model then model.dying[target[2]] = true end
    end
    for i = 1, #model.list do
        if model.list[i].kind == 'D' then model.dying[model.list[i].id] = true end
    end
    return model.dying
end

local function sought(block, attribute, made)
    return ARGV[made.from + block.shape.at[attribute.place]]
end

-- The ids of those that have the values, by the index of each attribute.
local function indexed(block, made)
    local model, keys = block.model, {}
    for i, attribute in ipairs(block.lookups) do
        keys[i] = attribute.set .. sought(block, attribute, made)
        if not typed(keys[i], model.sorted and 'zset' or 'set', made, model) then return {} end
    end
    if model.sorted then return call('ZINTER', #keys, unpack(keys)) end
    return call('SINTER', unpack(keys))
end

-- Of these ids those of objects that are there, do not end, and have the values.
local function confirmed(block, made, candidates, unique)
    local model, found = block.model, {}
    local there, names = existing(model, candidates), {}
    for i, attribute in ipairs(block.lookups) do names[i] = attribute.name end
    for i, id in ipairs(candidates) do
        local fits = there[i] and not dying(model)[id]
        if fits and #names > (unique and 1 or 0) then
            local hash = typed(model.object .. id, 'hash', made, model) == 'hash'
            local values = hash and call('HMGET', model.object .. id, unpack(names)) or {}
            for k, attribute in ipairs(block.lookups) do
                -- Whose a unique value is the index says.
                fits = fits and (attribute == unique or values[k] == sought(block, attribute, made))
            end
        end
        if fits then found[#found + 1] = id end
    end
    return found
end

-- What can't be resolved is left out of what follows: the session is refused anyway.
local function refuse(made)
    made.kind, made.id, made.planned, made.refused = 'D', '', true, true
end

local function resolve(block, made, owner, unique)
    local model = block.model
    local candidates = {}
    if #block.lookups == 0 then
        candidates = {made.id}
    elseif unique then
        candidates = owner and {owner} or {}
    else
        candidates = indexed(block, made)
    end
    local found = confirmed(block, made, candidates, unique)
    if #found > 1 then
        violation('ambiguous', made, model, '', tostring(#found), '')
        refuse(made)
    elseif found[1] and made.id and made.id ~= found[1] then
        local attribute = block.lookups[1]
        violation('unique', made, model, attribute.name, sought(block, attribute, made), found[1])
        refuse(made)
    elseif found[1] then
        made.kind, made.id, made.planned = 'S', found[1], false
    else
        made.kind, made.created = 'I', true
    end
end

local function upsert(block)
    local model, unique, owners, values = block.model, nil, {}, {}
    block.lookups = {}
    for i, name in ipairs(block.on) do
        for _, attribute in ipairs(model.attributes) do
            if attribute.name == name then block.lookups[i] = attribute end
        end
    end
    for _, attribute in ipairs(block.lookups) do unique = unique or attribute.unique and attribute end
    for i = 1, block.count do
        if unique then values[i] = sought(block, unique, member(block, i)) end
    end
    if unique and typed(unique.unique, 'hash', nobody, model) == 'hash' then
        chunks(values, function(first, last)
            for i, owner in ipairs(call('HMGET', unique.unique, unpack(values, first, last))) do
                owners[first + i - 1] = owner
            end
        end)
    end
    if not typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        for i = 1, block.count do refuse(member(block, i)) end
        return
    end
    for i = 1, block.count do resolve(block, member(block, i), owners[i], unique) end
end

for _, block in ipairs(blocks) do
    if block.on then upsert(block) end
end
