import StdnetBackend
import Testing

@Suite("A view lends byte strings for the time of a call")
struct ArgumentViewTests {
    private let call: Arguments = ["HSET", "key", "field", "", "12"]

    @Test("Byte strings are found by position")
    func positions() {
        call.withView { view in
            #expect(view.count == 5)
            #expect(view.text(0) == "HSET")
            #expect(view.text(3) == "")
            #expect(Bytes(view[4]) == [49, 50])
            #expect(view.integer(4) == 12)
            #expect(view.integer(1) == nil)
        }
    }

    @Test("The first and the rest are views too")
    func slices() {
        call.withView { view in
            let rest = view.dropFirst(2)
            #expect(rest.texts == ["field", "", "12"])
            #expect(rest.prefix(1).texts == ["field"])
            #expect(rest.prefix(1).dropFirst().texts == [])
            #expect(view.prefix(100).count == 5)
            #expect(view.dropFirst(100).texts == [])
            #expect(view.dropFirst(5).texts == [])
        }
    }

    @Test("What is not UTF-8 shows as U+FFFD, and its bytes are there")
    func brokenText() {
        var arguments = Arguments()
        arguments.append([0x61, 0xff] as Bytes)
        arguments.withView { view in
            #expect(view.text(0) == "a\u{FFFD}")
            #expect(Bytes(view[0]) == [0x61, 0xff])
        }
    }

    @Test("Words are compared in any case of their letters, and only whole")
    func words() {
        let words: Arguments = ["StOrE", "stores", "stor", "sto\u{52}e", "sto2e", ""]
        words.withView { view in
            #expect(
                (0..<view.count).map { view.isWord("STORE", at: $0) } == [
                    true, false, false, true, false, false,
                ]
            )
        }
    }

    @Test("Errors pass through with their type")
    func typedErrors() {
        #expect(throws: BackendError.cancelled) {
            try call.withView { _ throws(BackendError) in throw .cancelled }
        }
    }
}
