/// The random choices of a story (SplitMix64): the same seed gives the same choices.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, not including, a bound above zero.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// True in so many cases of a thousand.
    package mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// One of these, which are not none.
    package mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// One of these; the fallback when there are none.
    mutating func pick<Value>(_ values: [Value], or fallback: Value) -> Value {
        values.isEmpty ? fallback : values[below(values.count)]
    }

    /// A few of these, some perhaps twice.
    mutating func several<Value>(_ values: [Value]) -> [Value] {
        (0..<below(4)).compactMap { _ in values.isEmpty ? nil : values[below(values.count)] }
    }
}
