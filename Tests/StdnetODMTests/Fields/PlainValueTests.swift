import Foundation
import StdnetODM
import StdnetTesting
import Testing

@Suite("Texts, bytes, truths and names")
struct PlainValueTests {
    @Test("A truth is 1 or 0; any integer is read as one")
    func truths() {
        #expect(true.storedText == "1" && false.storedText == "0")
        for text in ["1", "2", "-1", "10", "007", "99999999999999999999"] {
            #expect(Bool(text: text) == true, "\(text)")
        }
        for text in ["0", "00", "-0"] { #expect(Bool(text: text) == false, "\(text)") }
        for text in ["", "-", "True", "1.0", " 1", "yes"] {
            #expect(Bool(text: text) == nil, "\(text)")
        }
    }

    @Test("Any text is a value; bytes that are no text are refused")
    func texts() {
        for text in ["", "a:b", "\0", "a\r\nb", "{x}", "100%", "Ærø 🎈", "e\u{301}", "*[?"] {
            #expect(text.stored == Bytes(text.utf8))
            #expect(String(text: text)?.utf8.elementsEqual(text.utf8) == true)
        }
        for bytes in [[0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80]] as [Bytes] {
            #expect(String(reading: bytes) == nil)
        }
    }

    @Test("Bytes are stored as they are", arguments: [12, 13] as [UInt64])
    func bytes(seed: UInt64) {
        var generator = Dice(seed: seed)
        for count in [0, 1, 2, 255, 70_000] {
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            #expect(bytes.stored == bytes && Bytes(reading: bytes) == bytes)
            let data = Data(bytes)
            #expect(data.stored == bytes && Data(reading: bytes) == data)
            #expect(data.dropFirst(1).stored == Bytes(bytes.dropFirst(1)))
        }
        #expect(Bytes.kind == .bytes && Data.kind == .bytes)
    }

    @Test("A UUID is 36 characters in lower case", arguments: [14] as [UInt64])
    func identifiers(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        for _ in 0..<200 {
            let (first, second) = (generator.next(), generator.next())
            let id = withUnsafeBytes(of: (first, second)) { UUID(uuid: $0.load(as: uuid_t.self)) }
            let text = try #require(id.storedText)
            #expect(text == id.uuidString.lowercased())
            #expect(UUID(text: text) == id)
        }
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
        #expect(UUID(text: text)?.storedText == text)
        for wrong in [text.uppercased(), "{\(text)}", String(text.dropLast()), text + " ", ""] {
            #expect(UUID(text: wrong) == nil, "\(wrong)")
        }
        #expect(UUID(text: text.replacing("-", with: "0")) == nil)
    }

    @Test("A URL is its text; one that would have to be mended is refused")
    func locators() throws {
        for text in [
            "https://example.org/a%20b?c=d#e", "mailto:a@b", "file:///tmp", "a/b",
            "http://[::1]:80/",
        ] {
            let url = try #require(URL(text: text))
            #expect(url.storedText == text)
        }
        for text in ["", "a b", "http://x/%zz", "http://example.org/ø"] {
            #expect(URL(text: text) == nil, "\(text)")
        }
        let base = try #require(URL(string: "http://example.org/a/"))
        #expect(URL(string: "b", relativeTo: base)?.storedText == "http://example.org/a/b")
    }

    @Test("The type of a model is 8 digits of a hash of its name")
    func modelTypes() throws {
        #expect(ModelType(name: "gold.instrument").storedText == "12acd92a")
        #expect(ModelType(name: "gold.fund").storedText == "c5343820")
        #expect(ModelType(text: "12acd92a") == ModelType(name: "gold.instrument"))
        for text in ["", "12ACD92A", "12acd92", "12acd92a0", "12acd92g"] {
            #expect(ModelType(text: text) == nil, "\(text)")
        }
    }
}
