extension CommandLockstep {
    /// Looks for a short part of a story that still shows a difference.
    ///
    /// - Returns: the part, and its difference.
    func shrink(
        _ story: CommandStory,
        _ seed: UInt64,
        _ difference: Difference
    ) throws -> (CommandStory, Difference) {
        var best = story
        var last = difference
        var tries = 400
        var size = max(1, story.steps.count / 2)
        while tries > 0 {
            var end = best.steps.count
            var isShorter = false
            while end > 0, tries > 0 {
                var candidate = best
                candidate.steps.removeSubrange(max(0, end - size)..<end)
                tries -= 1
                if let found = try self.difference(candidate, seed: seed) {
                    best = candidate
                    last = found
                    isShorter = true
                }
                end = min(end - size, best.steps.count)
            }
            guard size > 1 || isShorter else { break }
            size = max(1, size / 2)
        }
        return (best, last)
    }
}
