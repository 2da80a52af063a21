extension Reply {
    /// An element of an array that holds no arrays: its place is known without reading those before.
    func leaf(_ position: Int) -> Reply {
        Reply(tape: tape, position: self.position + 1 + position)
    }
}
