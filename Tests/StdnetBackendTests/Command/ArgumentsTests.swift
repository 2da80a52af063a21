import StdnetBackend
import Testing

@Suite("Arguments are a flat list of byte strings")
struct ArgumentsTests {
    @Test("Every kind of argument is written as Redis reads it")
    func kinds() {
        var arguments = Arguments()
        arguments.append("SET" as StaticString)
        arguments.append("naïve")
        arguments.append([0, 255, 10] as Bytes)
        arguments.append(-42)
        arguments.append(UInt8(200))
        arguments.append(0.1)
        arguments.append(joining: "a", ":", "b", "")
        "borrowed".utf8.withContiguousStorageIfAvailable {
            arguments.append(UnsafeRawBufferPointer($0))
        }
        #expect(arguments.count == 8)
        #expect(
            arguments.bytesOfAll == [
                Bytes("SET".utf8), Bytes("naïve".utf8), [0, 255, 10], Bytes("-42".utf8),
                Bytes("200".utf8), Bytes("0.1".utf8), Bytes("a:b".utf8), Bytes("borrowed".utf8),
            ]
        )
        #expect(arguments.byteCount == arguments.bytesOfAll.map(\.count).reduce(0, +))
    }

    @Test("Integers of every size are written in full")
    func integers() {
        var arguments = Arguments()
        arguments.append(Int.min)
        arguments.append(Int.max)
        arguments.append(UInt64.max)
        arguments.append(0)
        #expect(
            arguments
                == ["-9223372036854775808", "9223372036854775807", "18446744073709551615", "0"]
        )
    }

    @Test(
        "Doubles are written so that they read back as the same number",
        arguments: [0.1, -0.0, 1e300, .leastNonzeroMagnitude, 1.0 / 3, -12.5, 1e16, .infinity]
    )
    func doubles(value: Double) {
        var arguments = Arguments()
        arguments.append(value)
        let text = arguments.withView { $0.text(0) }
        #expect(Double(text)?.bitPattern == value.bitPattern)
    }

    @Test("Empty byte strings are kept")
    func emptyStrings() {
        var arguments: Arguments = ["", "a", ""]
        arguments.append([] as Bytes)
        #expect(arguments.bytesOfAll == [[], [97], [], []])
        #expect(arguments.count == 4)
    }

    @Test("A list is equal to another only when the byte strings are, not just their bytes")
    func equality() {
        #expect(["ab", "c"] as Arguments == ["ab", "c"])
        #expect(["ab", "c"] as Arguments != ["a", "bc"])
        #expect([""] as Arguments != [])
    }

    @Test("The last byte string can be removed, down to none")
    func removing() {
        var arguments: Arguments = ["one", "", "three"]
        arguments.removeLast()
        #expect(arguments == ["one", ""])
        arguments.removeLast()
        arguments.removeLast()
        #expect(arguments == [])
        arguments.append("again")
        #expect(arguments == ["again"])
        arguments.removeAll()
        #expect(arguments.count == 0 && arguments.byteCount == 0)
    }

    @Test("Lists are joined, whole or in part")
    func joining() {
        var arguments: Arguments = ["a"]
        arguments.append(contentsOf: ["b", "", "cd"])
        #expect(arguments == ["a", "b", "", "cd"])

        var some: Arguments = ["first"]
        some.append(contentsOf: arguments, 1..<4)
        some.append(contentsOf: arguments, 0..<1)
        some.append(contentsOf: arguments, 2..<2)
        #expect(some == ["first", "b", "", "cd", "a"])

        var viewed = Arguments()
        arguments.withView { viewed.append(contentsOf: $0.dropFirst()) }
        #expect(viewed == ["b", "", "cd"])
    }

    @Test("A list joined with itself has everything twice")
    func joiningItself() {
        var arguments: Arguments = ["a", "bc"]
        let copy = arguments
        arguments.append(contentsOf: copy)
        arguments.append(contentsOf: arguments, 1..<3)
        #expect(arguments == ["a", "bc", "a", "bc", "bc", "a"])
    }

    @Test("Two parts make one byte string")
    func parts() {
        var arguments = Arguments()
        Bytes("key:".utf8).withUnsafeBytes { prefix in
            Bytes("1".utf8).withUnsafeBytes { arguments.append(prefix, then: $0) }
        }
        #expect(arguments == ["key:1"])
    }

    @Test("What is taken out leaves nothing behind")
    func taking() {
        var arguments: Arguments = ["a", "b"]
        let taken = arguments.taken()
        #expect(taken == ["a", "b"])
        #expect(arguments == [])
    }

    @Test("Reserving memory changes nothing")
    func reserving() {
        var arguments: Arguments = ["a"]
        arguments.reserve(count: 1000, bytes: 100_000)
        #expect(arguments == ["a"])
    }
}
