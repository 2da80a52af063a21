/// A number with a fraction: stored as Python's `repr`, the shortest digits that read back as the same
/// number, such as `10.0`, `1e-07`, `1e+16`, `-0.0`, `inf` or `nan`.
///
/// Indexes know texts: `0.0` and `-0.0` are two values to them, and so is what another program may have
/// written as `5`. NaN can be stored, but has no place in an order: where the field needs one, it is
/// refused as ``Violation/Rule/notANumber``, and so are numbers that are subnormal.
extension Double: ScoredValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .float }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(python: self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        guard let value = Double(shortDecimal: stored) ?? pythonNumber(stored) else { return nil }
        self = value
    }
}

/// A number with a fraction and about seven digits.
///
/// Stored in the shortest digits that read back as the same `Float`, laid out as `Double` is: `0.1` is `0.1`
/// and not `0.10000000149011612`, which is the double next to it. So the text is the one that was meant,
/// an object that the original stored with `0.1` is found by it, and the scores, which are doubles of the
/// texts, keep the order of the floats. More digits than a `Float` has are rounded when they are read.
extension Float: ScoredValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .float }
    /// What the stored bytes look like.
    public static var storedForm: String { "a number such as '1.5', up to 3.4e+38" }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(python: self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value: Float = pythonNumber(stored) else { return nil }
        self = value
    }
}
