/// How much one command or script looks at, so that none keeps the server from others for long.
package struct Reach: Sendable, Equatable {
    /// Models with at most so many objects are asked by one command or script that may look at all.
    package var atOnce = 5000
    /// So many objects are looked at in one step.
    package var step = 1000
    /// At most so many ids are found first and sorted then, where an order could be walked instead.
    package var gathered = 50_000

    /// What a database starts with.
    package init() {}
    /// Other limits.
    package init(atOnce: Int, step: Int) {
        self.atOnce = atOnce
        self.step = step
    }
}

extension Database {
    /// The same database, which looks at so much at a time.
    package func reaching(_ reach: Reach) -> Database {
        var copy = self
        copy.reach = reach
        return copy
    }
}
