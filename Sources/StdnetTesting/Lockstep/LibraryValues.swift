import StdnetODM

/// The values of the library's fields: few, so that they collide, and awkward where they may be.
///
/// Texts that are sorted by hold no NUL, where the C library's comparison of texts ends. No number
/// is subnormal: Redis takes what it reads after one for an error.
enum LibraryValues {
    static let texts = [
        "Tea", "Coffee", "tea", "T", "", " ", "Ærø 🎈", "a:b", "*", "50% off", "1", "01", "nil",
    ]
    static let blurbs = texts + ["nul\u{0}led", "line\r\nline", "\u{1f388}\u{301}"]
    static let marks = ["a", "b", "c", "d", "e", "f", "g", "h", "", "É", "a:b"]
    static let codes = ["acme", "blue", "Ø", "1", "2", "x:y", "a b", "*", "obj"]
    static let strangeCodes = ["", "a\nb", "\u{7f}"]
    static let integers = [-5, -1, 0, 1, 2, 90, 250, 400, .max, .min, (1 << 53) + 1]
    static let isbns = Array(1...14) + [-1, 0, .max]
    static let ids = Array(1...14)
    /// None is above 2^53, up to where a script counts one by one.
    static let strangeIDs = [0, -3, 99, 1_000_000, (1 << 53) - 100_000]
    static let doubles = [
        0, -0.0, 0.1, 9.5, 3, 1950.5, 1e21, 1e-7, -1e-7, -2.5e-300, 1.7e308, .infinity, -.infinity,
    ]
    /// Without -0: whether a sorted set keeps the sign depends on how Redis encodes it, and SORT
    /// changes that for the sets of an ordered model.
    static let ages = doubles.filter { $0 != 0 || $0.sign == .plus }
    static let days = [-86_400, -1, 0, 1, 7305, 15_340, 2_932_896].map { Day(daysSince1970: $0) }
    static let countries = ["NO", "DK", "", " "]
}

extension Dice {
    mutating func text() -> String { pick(LibraryValues.texts, or: "") }
    mutating func mark() -> String { pick(LibraryValues.marks, or: "") }
    mutating func integer() -> Int { pick(LibraryValues.integers, or: 0) }
    mutating func day() -> Day? {
        chance(300) ? nil : LibraryValues.days[below(LibraryValues.days.count)]
    }

    mutating func id() -> Int {
        pick(chance(10) ? LibraryValues.strangeIDs : LibraryValues.ids, or: 1)
    }

    mutating func code() -> String {
        pick(chance(8) ? LibraryValues.strangeCodes : LibraryValues.codes, or: "acme")
    }

    /// A number; sometimes none.
    mutating func double() -> Double { chance(8) ? .nan : pick(LibraryValues.doubles, or: 0) }

    mutating func age() -> Double { chance(8) ? .nan : pick(LibraryValues.ages, or: 0) }

    mutating func sometimes<Value>(_ value: Value) -> Value? { chance(300) ? nil : value }
}
