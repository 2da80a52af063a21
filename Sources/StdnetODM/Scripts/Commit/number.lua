-- Third part of a commit: gives ids to objects that have none, and every object its place by its id.

-- Lua counts exactly up to here; a greater id is an id, but nothing is numbered after it.
local greatest = 9007199254740991

local function plain(text)
    local number = (text == '0' or string.match(text, '^[1-9]%d*$')) and tonumber(text)
    return number and number <= greatest and number
end

-- Where the numbers of a model start. A counter that was lost must not number over objects that are
-- there.
local function start(model)
    local stored = 0
    if typed(model.counter, 'string', nobody, model) == 'string' then
        stored = plain(call('GET', model.counter))
        if not stored then
            violation('type', nobody, model, model.counter, 'string', 'text that is no number')
            stored = 0
        end
    end
    local counter = stored
    if counter == 0 and typed(model.ids, model.sorted and 'zset' or 'set', nobody, model) then
        local last = call('SORT', model.ids, 'LIMIT', 0, 1, 'DESC')[1]
        counter = last and plain(last) or 0
    end
    return stored, counter
end

local digits = {[0] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}

-- Gives a series its numbers. To print one costs more than all else here: it is done once for ten.
local function numberSeries(block, counter)
    local ids, tens = block.ids, nil
    for i = 1, block.count do
        counter = counter + 1
        local digit = counter % 10
        if digit == 0 or not tens then
            tens = counter >= 10 and string.format('%.0f', (counter - digit) / 10) or ''
        end
        ids[i] = tens .. digits[digit]
    end
    return counter
end

-- One object ends, or goes, where another comes: `byID` tells what is at an id afterwards.
local function succeed(model, id, made)
    local found = model.operations[id]
    if not found or (found.kind ~= 'M' and made.kind ~= 'M') then return false end
    if found.kind == made.kind or (found.kind ~= 'D' and made.kind ~= 'D') then return false end
    model.leaving[id] = made.kind == 'D' and made or found
    model.operations[id] = made.kind == 'D' and found or made
    return true
end

-- What moves leaves its old id, to nobody or to another.
local function depart(model, source)
    local id = source.id
    if model.leaving[id] then violation('existing', source, model, '', '', '') end
    model.leaving[id] = source
    if not model.operations[id] then model.operations[id] = source end
end

local function numberObjects(model)
    local list, byID, stored, counter = model.list, model.operations, nil, nil
    local function register(id, made, block, i)
        if model.automatic and made.kind ~= 'U' and made.kind ~= 'D' then
            if not counter then stored, counter = start(model) end
            local given = plain(id)
            if given and given > counter then counter = given end
        end
        if not byID[id] then
            byID[id] = made
        elseif not succeed(model, id, made) then
            violation('existing', i and member(block, i) or made, model, '', '', '')
            byID[id] = made
        end
    end
    local count, sources, numbered = #list, {}, {}
    for i = 1, count do
        local made = list[i]
        if made.parts then
            -- Its id is made when the numbers are known.
        elseif not made.id then
            numbered[#numbered + 1] = made
        elseif not made.refused then
            register(made.id, made)
        end
        if made.source then sources[#sources + 1] = made.source end
    end
    for _, block in ipairs(model.series) do
        if not block.numbered then
            for i = 1, block.count do register(block.ids[i], block, block, i) end
        end
    end
    for i = 1, #sources do
        list[count + i] = sources[i]
        depart(model, sources[i])
    end
    for _, block in ipairs(model.series) do
        if block.numbered then
            if not counter then stored, counter = start(model) end
            model.first = model.first or counter + 1
            counter = numberSeries(block, counter)
            model.last = counter
        end
    end
    for _, made in ipairs(numbered) do
        if not counter then stored, counter = start(model) end
        counter = counter + 1
        made.id = string.format('%.0f', counter)
        if not byID[made.id] then byID[made.id] = made end
    end
    if counter and counter ~= stored then model.counted = string.format('%.0f', counter) end
end

for _, model in ipairs(models) do numberObjects(model) end

-- Whether the commit numbers an object.
local function numbers(model, id)
    if not model.first then return false end
    local number = plain(id)
    return number and number >= model.first and number <= model.last
end

-- The block of a place in the session.
local function blockOf(place)
    local low, high = 1, #blocks
    while low <= high do
        local middle = math.floor((low + high) / 2)
        local block = blocks[middle]
        if place < block.first then
            high = middle - 1
        elseif place >= block.first + block.count then
            low = middle + 1
        else
            return block
        end
    end
end

-- The ids of planned objects take their places among the values, and among the words of structures: at
-- first those of which other ids may be made.
local function setPlanned(composed)
    for _, reference in ipairs(planned) do
        local block = blockOf(reference.target)
        if block and (block.parts and true or false) == composed then
            local target = member(block, reference.target - block.first + 1)
            ARGV[reference.at] = target.id
            foreign[reference.at] = target.refused
        elseif not block and not composed then
            foreign[reference.at] = true
            violation('foreign', member(reference.block, reference.object), reference.block.model, '', '', '')
        end
    end
end

-- Makes the id of an object of its values. Where one of them is missing, the session is refused anyway.
local function compose(model, made)
    local message = {}
    for i, part in ipairs(made.parts) do
        local at = made.from + tonumber(part)
        if foreign[at] then
            made.kind, made.id, made.refused = 'D', '', true
            return
        end
        message[i] = #ARGV[at] .. ':' .. ARGV[at] .. ','
    end
    made.id, made.planned = redis.sha1hex(table.concat(message)), false
    if not model.operations[made.id] then
        model.operations[made.id] = made
    elseif not succeed(model, made.id, made) then
        violation('existing', made, model, '', '', '')
    end
end

setPlanned(false)
local composes = false
for _, block in ipairs(blocks) do
    composes = composes or block.parts
    for i = 1, block.parts and block.count or 0 do compose(block.model, member(block, i)) end
end
if composes then setPlanned(true) end

-- An object that is deleted does not move.
local function ended(made)
    made.kind, made.swept = 'D', true
    if not made.source then return made end
    made.source.target, made.source.swept = nil, true
    local model = made.shape.model
    if model.operations[made.id] == made then model.operations[made.id] = model.leaving[made.id] end
    return made.source
end

-- What a query deletes and the session writes again is replaced; a change of it is lost.
for _, target in ipairs(doomed) do
    local model, id = target[1], target[2]
    local found = model.leaving[id] or model.operations[id]
    if not found then
        model.operations[id] = operation('D', model.unnamed, id)
    elseif found.target then
        ended(found.target)
    elseif found.kind == 'M' then
        model.leaving[id] = operation('D', model.unnamed, id)
    elseif found.kind == 'U' then
        found.kind, found.swept = 'D', true
    elseif found.kind ~= 'D' then
        found.kind = 'R'
    end
end

for _, command in ipairs(commands) do
    local holders = command.holders
    for i = 1, #holders, 2 do
        local place = tonumber(holders[i + 1])
        local block = blockOf(place)
        if block then
            ARGV[command.from + tonumber(holders[i]) - 1] = member(block, place - block.first + 1).id
        else
            violation('foreign', command, command.model, command.name, '', '')
        end
    end
end
