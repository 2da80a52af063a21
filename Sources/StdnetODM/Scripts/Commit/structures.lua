-- Eighth part of a commit: whether the structures are free for what is to be done to them.

-- A string has at most 512 MiB.
local longest = 536870912
local lengths = {}

-- Whether the owner of a structure will be there, and where the structure is before the commit.
local function ownerOf(command)
    local model = command.model
    if command.owner == 'p' then
        local block = blockOf(command.place)
        if not block then
            violation('foreign', command, model, command.name, '', '')
            return
        end
        command.id = member(block, command.place - block.first + 1).id
    end
    local operation, id = model.operations[command.id], command.id
    local found = numbers(model, id)
    if operation then
        found = operation.kind ~= 'D'
        if operation.source then id = operation.source.id end
    elseif not found and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        found = existing(model, {id})[1]
    end
    if not found then violation('missing', command, model, command.name, '', '') end
    command.key = model.object .. command.id .. ':' .. command.name
    local empties = operation and operation.kind == 'R' and operation.exists
    return found and not empties and model.object .. id .. ':' .. command.name
end

-- How long a string would get.
local function measure(command, stored)
    local key, verb = command.key, command.verb
    local length = lengths[key] or (stored and call('STRLEN', stored)) or 0
    if verb == 'UNLINK' then
        length = 0
    elseif verb == 'SET' then
        length = #ARGV[command.from]
    elseif verb == 'APPEND' then
        length = length + #ARGV[command.from]
    elseif #ARGV[command.to] > 0 then
        length = math.max(length, tonumber(ARGV[command.from]) + #ARGV[command.to])
    end
    lengths[key] = length
    if length > longest then violation('long', command, command.model, command.name, verb, '') end
end

for _, command in ipairs(commands) do
    local stored = command.key
    if command.owner == 'c' then
        command.key = command.model.base .. ':struct:' .. command.name
        stored = command.key
    elseif command.owner ~= 'k' then
        stored = ownerOf(command)
    end
    local free = not stored or typed(stored, command.type, command, command.model)
    if free and command.key and command.type == 'string' then measure(command, stored) end
end
