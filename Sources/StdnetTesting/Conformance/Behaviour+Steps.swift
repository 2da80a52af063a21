import StdnetODM

extension Reach {
    /// How much databases of the library look at, unless a story says otherwise.
    @TaskLocal static var ofLibrary = Reach()
}

extension Behaviour {
    /// The same promises where there are so many objects that queries take steps: so many as are more
    /// than none.
    static func inSteps(_ promises: [Behaviour]) -> [Behaviour] {
        promises.flatMap { promise in
            [1, 2].map { step in
                Behaviour("in steps of \(step), " + promise.title) { backend in
                    try await Reach.$ofLibrary.withValue(Reach(atOnce: 0, step: step)) {
                        try await promise.run(backend)
                    }
                }
            }
        }
    }
}
