-- Loads objects in order, and the objects that they refer to.
--
-- KEYS: the key with the ids, the id key of their model, then that of each model that is followed.
-- ARGV: `sort`, how many words SORT takes after the key, those words, in which `->attribute` stands for
-- that attribute of the object; or `ids`, how many, the ids, how many attributes, the attributes; how
-- many columns a row has, the id included; for each followed model: what refers to it (0: the rows, or
-- which of the models followed before), in which column, how many attributes, the attributes.
-- Answers the rows, flat, then for each followed model its objects, flat: id, attributes. An object
-- that does not exist is left out, and so is one that no row refers to. Attributes are as `leaves.lua` says.

local position = 1
local function take()
    local word = ARGV[position]
    position = position + 1
    return word
end
local function words(count)
    local list = {}
    for i = 1, count do list[i] = take() end
    return list
end

local objects = string.sub(KEYS[2], 1, -4) .. ':obj:'
local sources = {
    sort = function()
        -- Patterns are made of a key, as all keys are that are not declared.
        local sort, columns = words(tonumber(take())), {}
        for i, word in ipairs(sort) do
            if word ~= '#' and sort[i - 1] == 'GET' then columns[#columns + 1] = string.sub(word, 3) end
            if string.sub(word, 1, 2) == '->' then sort[i] = objects .. '*' .. word end
        end
        local rows = redis.call('SORT_RO', KEYS[1], unpack(sort))
        for at = 1, #rows, 1 + #columns do
            if rows[at] then gather(objects .. rows[at], columns, rows, at) end
        end
        return rows
    end,
    ids = function()
        local ids = words(tonumber(take()))
        local attributes = words(tonumber(take()))
        local rows = {}
        for _, id in ipairs(ids) do
            rows[#rows + 1] = id
            if #attributes > 0 then
                local at = #rows
                for _, value in ipairs(redis.call('HMGET', objects .. id, unpack(attributes))) do
                    rows[#rows + 1] = value
                end
                gather(objects .. id, attributes, rows, at)
            end
        end
        return rows
    end,
}
local rows = sources[take()]()
local tables = {[0] = {cells = rows, width = tonumber(take())}}
local reply = {rows}
for i = 3, #KEYS do
    local parent, column = tables[tonumber(take())], tonumber(take())
    local attributes = words(tonumber(take()))
    local base = string.sub(KEYS[i], 1, -4)
    local sorted = redis.call('TYPE', KEYS[i]).ok == 'zset'
    local seen, found = {}, {}
    for row = column, #parent.cells, parent.width do
        local id = parent.cells[row]
        if id and not seen[id] then
            seen[id] = true
            local there
            if sorted then
                there = redis.call('ZSCORE', KEYS[i], id)
            else
                there = redis.call('SISMEMBER', KEYS[i], id) == 1
            end
            if there then
                found[#found + 1] = id
                if #attributes > 0 then
                    local object, at = base .. ':obj:' .. id, #found
                    for _, value in ipairs(redis.call('HMGET', object, unpack(attributes))) do
                        found[#found + 1] = value
                    end
                    gather(object, attributes, found, at)
                end
            end
        end
    end
    tables[i - 2] = {cells = found, width = 1 + #attributes}
    reply[i - 1] = found
end
return reply
