-- Gathers what is spread over the hash of an object. Required by every script that loads columns.
--
-- A column that ends in `__*` stands for an attribute whose value has a field for each leaf. Its cell is
-- one word, as a commit takes it: `r`, then of each leaf the path and the JSON, both as their number
-- of bytes, `:` and their bytes. There is no cell where the object has neither leaves nor the attribute.

local function gathered(fields, prefix)
    local root, cell = string.sub(prefix, 1, -3), nil
    for i = 1, #fields, 2 do
        local name, leaf = fields[i], fields[i + 1]
        if name == root then
            cell = cell or {'r'}
        elseif string.sub(name, 1, #prefix) == prefix then
            local path = string.sub(name, #prefix + 1)
            cell = cell or {'r'}
            cell[#cell + 1] = #path .. ':' .. path .. #leaf .. ':' .. leaf
        end
    end
    return cell and table.concat(cell) or false
end

-- Puts the cells of such columns into a row, whose first column stands after `at`.
local function gather(object, columns, row, at)
    local fields
    for i, column in ipairs(columns) do
        if string.sub(column, -3) == '__*' then
            fields = fields or redis.call('HGETALL', object)
            row[at + i] = gathered(fields, string.sub(column, 1, -2))
        end
    end
end
