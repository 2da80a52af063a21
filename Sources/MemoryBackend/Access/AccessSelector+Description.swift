import StdnetBackend

// Descriptions, in rules that make the same selector again.
extension AccessSelector {
    /// All rules, as ACL LIST shows them.
    var rules: Bytes {
        var words: [Bytes] = []
        if admitsAllKeys { words.append(Bytes("~*".utf8)) } else { words += keyRules }
        if admitsAllChannels {
            words.append(Bytes("&*".utf8))
        } else {
            words.append(Bytes("resetchannels".utf8))
            words += channelRules
        }
        words.append(Bytes(commandRules.utf8))
        return Bytes(words.joined(separator: [UInt8(ascii: " ")]))
    }

    /// The rules about keys, as ACL GETUSER shows them.
    var keys: Bytes {
        admitsAllKeys ? Bytes("~*".utf8) : Bytes(keyRules.joined(separator: [UInt8(ascii: " ")]))
    }

    /// The rules about channels, as ACL GETUSER shows them.
    var channels: Bytes {
        admitsAllChannels
            ? Bytes("&*".utf8) : Bytes(channelRules.joined(separator: [UInt8(ascii: " ")]))
    }

    private var keyRules: [Bytes] {
        keyPatterns.map { known in
            let mark = known.access == .readWrite ? "~" : known.access == .read ? "%R~" : "%W~"
            return Bytes(mark.utf8) + known.pattern
        }
    }

    private var channelRules: [Bytes] { channelPatterns.map { [UInt8(ascii: "&")] + $0 } }

    /// The rules about commands: all or none, the groups that come nearest to what is left, and the
    /// commands that are still missing.
    var commandRules: String {
        let isAdditive = !commands.isSubtractive
        let sign = isAdditive ? "+" : "-"
        var words = [isAdditive ? "-@all" : "+@all"]
        var described = isAdditive ? CommandSet() : .all
        var left = commands
        var unused = Array(AccessCategories.all.indices)
        while let place = Self.nearest(of: unused, to: left, isAdditive: isAdditive) {
            let category = AccessCategories.all[place]
            described.change(category, isAdmitted: isAdditive)
            left.change(category, isAdmitted: !isAdditive)
            words.append("\(sign)@\(AccessCategories.names[place])")
            unused.removeAll { $0 == place }
        }
        for (number, command) in AccessTable.redis.commands.enumerated() where command.parent == nil
        {
            for number in [number] + command.subcommands {
                let isAdmitted = commands.contains(number)
                let name = AccessTable.redis[number].name
                if isAdmitted != described.contains(number) {
                    words.append((isAdmitted ? "+" : "-") + name)
                    described.change(number, isAdmitted: isAdmitted)
                }
                guard !isAdmitted else { continue }
                for word in firstWords[number] ?? [] { words.append("+\(name)|\(word)") }
            }
        }
        return words.joined(separator: " ")
    }

    /// The group that fits best: with the fewest commands that would be wrong, and of those the one with
    /// the most that are right; nil when none has more right than wrong.
    private static func nearest(
        of places: [Int],
        to left: CommandSet,
        isAdditive: Bool
    ) -> Int? {
        var best: (place: Int, wrong: Int, right: Int)?
        for place in places {
            let (admitted, denied) = left.count(of: AccessCategories.all[place])
            let (wrong, right) = isAdditive ? (denied, admitted) : (admitted, denied)
            guard right > wrong else { continue }
            if let known = best {
                guard wrong < known.wrong || wrong == known.wrong && right > known.right else {
                    continue
                }
            }
            best = (place, wrong, right)
        }
        return best?.place
    }
}
