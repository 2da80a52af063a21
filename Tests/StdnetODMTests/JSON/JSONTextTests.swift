import Foundation
import Testing

@testable import StdnetODM

@Suite("A value as JSON text")
struct JSONTextTests {
    private struct Everything: Codable, Equatable {
        var zebra = 1
        var apple: Int8 = -8
        var large = UInt64.max
        var truth = true
        var nothing: Int?
        var number = 2.5
        var whole: Float = 3
        var small = 1e-7
        var words = ["a", "b/c"]
        var names = ["z": 1, "a": 2]
        var nested = [[1], []]
        var kind = Kind.second
        var moment = Date(timeIntervalSince1970: 1_330_473_600.5)
        var day = Day(daysSince1970: 15_399)
        var price = Decimal(string: "1.10")
        var id = UUID(uuidString: "00000000-0000-0000-0000-00000000000A")
        var page = URL(string: "https://example.org/a?b")
        var bytes = Data([0, 255])
        var empty = Empty()
    }
    private enum Kind: String, Codable { case first, second }
    private struct Empty: Codable, Equatable {}

    private func text(_ value: some Codable & Equatable & Sendable) -> String? {
        JSON(value).stored.map { String(decoding: $0, as: UTF8.self) }
    }

    private func value<Value: Codable & Equatable & Sendable>(
        _ text: String,
        as _: Value.Type = Value.self
    ) -> Value? {
        Bytes(text.utf8).withUnsafeBytes { JSON<Value>(stored: $0)?.value }
    }

    @Test("has its properties in their order, the original's spaces, and nothing but ASCII")
    func everything() {
        let expected = """
            {"zebra": 1, "apple": -8, "large": 18446744073709551615, "truth": true, "number": 2.5, \
            "whole": 3.0, "small": 1e-07, "words": ["a", "b/c"], "names": {"a": 2, "z": 1}, \
            "nested": [[1], []], "kind": "second", "moment": {"__datetime__": 1330473600.5}, \
            "day": {"__date__": 1330473600.0}, "price": {"__decimal__": "1.1"}, \
            "id": "00000000-0000-0000-0000-00000000000A", "page": "https://example.org/a?b", \
            "bytes": "AP8=", "empty": {}}
            """
        #expect(text(Everything()) == expected)
        #expect(value(expected) == Everything())
    }

    @Test("escapes what is not printable ASCII")
    func escapes() {
        let strange = "\"\\/\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}é€\u{1F388}"
        let escaped =
            #""\"\\/\n\r\t\b\f\u0000\u001f\u007f\u00e9\u20ac\ud83c\udf88""#
        #expect(text(strange) == escaped)
        #expect(value(escaped) == strange)
        #expect(value("\"é\\/\\u00E9\"") == "é/é")
    }

    @Test("may be a single value, and numbers that are none are Python's")
    func scalars() {
        #expect(text(5) == "5" && text("x") == "\"x\"" && text(Int?.none) == "null")
        #expect(text(Double.infinity) == "Infinity" && text(-Double.infinity) == "-Infinity")
        #expect(text([Double.nan]) == "[NaN]")
        #expect(
            value(" [Infinity, -Infinity, -0.0, 1E3] ") == [Double.infinity, -.infinity, 0, 1000]
        )
        #expect(value("NaN", as: Double.self)?.isNaN == true)
        #expect(value("5.0", as: Int.self) == 5 && value("null", as: Int?.self) == .some(nil))
    }

    @Test(
        "is not read where it is none",
        arguments: [
            "", " ", "[", "[1,]", "[1 2]", "{\"a\"}", "{\"a\": 1,}", "{a: 1}", "01", "1.", ".5",
            "1e",
            "-", "+1", "tru", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud83c\"", "\"\\ud83cx\"", "[1] 2",
            "'a'", "nul",
        ]
    )
    func malformed(_ text: String) {
        #expect(value(text, as: Anything.self) == nil)
        #expect(value("[\(text)]", as: Anything.self) == nil || text.trimmed.isEmpty)
    }

    @Test("is not read as a value of another type")
    func mismatches() {
        #expect(value("\"1\"", as: Int.self) == nil && value("1", as: String.self) == nil)
        #expect(value("300", as: UInt8.self) == nil && value("1.5", as: Int.self) == nil)
        #expect(value("{}", as: Everything.self) == nil && value("1", as: Bool.self) == nil)
        #expect(value("[1]", as: [String: Int].self) == nil && value("{}", as: [Int].self) == nil)
        #expect(value("{\"__date__\": 5}", as: Day.self) == nil)
    }

    @Test("is not read when it is nested without end")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(value(deep, as: Anything.self) == nil)
        let bearable = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(value(bearable, as: Anything.self) != nil)
    }

    @Test("that throws while it is encoded is no text, and a session says so")
    func failures() {
        #expect(text(Thrower()) == nil)
        var writer = FieldWriter(ordered: FieldMask(), appendingTo: Arguments())
        writer.write(3, JSON(Thrower()))
        writer.write(4, JSON(1))
        #expect(writer.failures.map(\.field) == [3])
        #expect(writer.present.positions == [4] && writer.absent.isEmpty)
    }

    /// Any JSON.
    private struct Anything: Codable, Equatable {
        init(from decoder: any Decoder) throws {
            if var elements = try? decoder.unkeyedContainer() {
                while !elements.isAtEnd { _ = try elements.decode(Anything.self) }
            }
        }
        func encode(to encoder: any Encoder) throws {}
    }

    private struct Thrower: Codable, Equatable {
        struct Refusal: Error {}
        init() {}
        init(from decoder: any Decoder) throws {}
        func encode(to encoder: any Encoder) throws { throw Refusal() }
    }
}

extension String {
    fileprivate var trimmed: String { filter { $0 != " " } }
}
