-- A shortcut of a commit: a session that only deletes objects of one model, to which nothing refers, needs
-- no table for each. What is not as usual is left to the parts that follow, which know what to say of it:
-- nothing was changed then.

do
    -- The model, and its attributes that have indexes.
    local function erasable()
        local model = purpose ~= 'c' and blocks[1] and #doomed + #commands == 0 and blocks[1].model
        if not model or model.schema ~= '' or #model.structures > 0 then return end
        for _, block in ipairs(blocks) do
            if block.kind ~= 'D' or block.model ~= model or block.numbered then return end
        end
        for _, other in ipairs(models) do
            for _, attribute in ipairs(other.attributes) do
                if models[attribute.target] == model then return end
            end
        end
        local indexed = {}
        for _, attribute in ipairs(model.attributes) do
            if attribute.members then return end
            if attribute.set or attribute.unique or attribute.range then
                indexed[#indexed + 1] = attribute
            end
        end
        if #indexed == 0 or call('TYPE', model.ids).ok ~= (model.sorted and 'zset' or 'set')
            or call('TYPE', schemaKey).ok ~= 'hash' or call('HEXISTS', schemaKey, model.name) == 0 then
            return
        end
        return model, indexed
    end

    -- The ids, each once and of an object that is there.
    local function named(model)
        local list, seen = {}, {}
        for _, block in ipairs(blocks) do
            local at = block.from
            for _ = 1, block.count do
                local id = ARGV[at]
                if seen[id] then return end
                seen[id] = true
                list[#list + 1] = id
                at = at + block.stride
            end
        end
        local there = existing(model, list)
        for i = 1, #list do
            if not there[i] then return end
        end
        return list
    end

    -- The stored values of the indexed attributes. An object of which nothing is left is a matter of its own.
    local function valuesOf(objects, indexed)
        local names, pcall, found = {}, redis.pcall, {}
        for i, attribute in ipairs(indexed) do names[i] = attribute.name end
        for i = 1, #objects do
            local row = pcall('HMGET', objects[i], unpack(names))
            if row.err then return end
            local column = 1
            while not row[column] do
                if column == #names then return end
                column = column + 1
            end
            found[i] = row
        end
        return found
    end

    -- Whether all of these keys are of a type or not there.
    local function are(kind, keys)
        if kind == 'set' then
            local absent, checked = scratch .. 'absent', true
            chunks(keys, function(first, last)
                checked = checked and type(redis.pcall(
                    'SINTERCARD', last - first + 2, absent, unpack(keys, first, last))) == 'number'
            end)
            return checked
        end
        for _, key in ipairs(keys) do
            local found = call('TYPE', key).ok
            if found ~= kind and found ~= 'none' then return false end
        end
        return true
    end

    -- The ids by the set of their value.
    local function membersOf(attribute, column, list, rows, sets, members)
        local lists = {}
        for i = 1, #list do
            local value = rows[i][column] or ''
            local ids = lists[value]
            if ids then
                ids[#ids + 1] = list[i]
            else
                ids = {list[i]}
                lists[value], sets[#sets + 1], members[#members + 1] = ids, attribute.set .. value, ids
            end
        end
    end

    -- The ids of those that have a value, and the values.
    local function holdersOf(column, list, rows)
        local owners, held = {}, {}
        for i = 1, #list do
            local value = rows[i][column]
            if value then owners[#owners + 1], held[#held + 1] = list[i], value end
        end
        return owners, held
    end

    -- Of the values of a unique attribute those that the objects really own.
    local function owned(attribute, owners, held)
        local free = {}
        chunks(held, function(first, last)
            for i, owner in ipairs(call('HMGET', attribute.unique, unpack(held, first, last))) do
                if owner == owners[first + i - 1] then free[#free + 1] = held[first + i - 1] end
            end
        end)
        return free
    end

    local function all(command, key, list)
        chunks(list, function(first, last) call(command, key, unpack(list, first, last)) end)
    end

    local function erase(model, indexed)
        local list, objects = named(model), {}
        for i = 1, list and #list or 0 do objects[i] = model.object .. list[i] end
        local rows = list and valuesOf(objects, indexed)
        if not rows then return end
        local remove, sets, members = model.sorted and 'ZREM' or 'SREM', {}, {}
        local uniques, ranges, free, ranked = {}, {}, {}, {}
        for column, attribute in ipairs(indexed) do
            if attribute.set then membersOf(attribute, column, list, rows, sets, members) end
            if attribute.unique then uniques[#uniques + 1] = attribute.unique end
            if attribute.range then ranges[#ranges + 1] = attribute.range end
        end
        if not are(model.sorted and 'zset' or 'set', sets) or not are('hash', uniques)
            or not are('zset', ranges) then
            return
        end
        for column, attribute in ipairs(indexed) do
            if attribute.unique or attribute.range then
                local owners, held = holdersOf(column, list, rows)
                if attribute.unique then free[column] = owned(attribute, owners, held) end
                ranked[column] = owners
            end
        end
        -- From here on everything is written.
        for i = 1, #sets do all(remove, sets[i], members[i]) end
        for column, attribute in ipairs(indexed) do
            if attribute.unique then all('HDEL', attribute.unique, free[column]) end
            if attribute.range then all('ZREM', attribute.range, ranked[column]) end
        end
        chunks(objects, function(first, last) call('UNLINK', unpack(objects, first, last)) end)
        all(remove, model.ids, list)
        return {'committed', tostring(#list), '0'}
    end

    local model, indexed = erasable()
    local done = model and erase(model, indexed)
    if done then return done end
end
