import StdnetBackend

extension Arguments {
    /// All byte strings, each as an array of its own.
    var bytesOfAll: [Bytes] {
        withView { view in (0..<view.count).map { Bytes(view[$0]) } }
    }
}

extension ArgumentView {
    /// All byte strings as texts.
    var texts: [String] { (0..<count).map { text($0) } }
}
