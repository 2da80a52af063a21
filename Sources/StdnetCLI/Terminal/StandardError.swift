internal import Foundation

/// Where everything goes that is not the answer.
enum StandardError {
    /// Whether a person is looking.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text as it is.
    static func write(_ text: String) {
        // There is nobody left to tell when this fails.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Writes one sentence, on one line, whatever it quotes.
    static func complain(_ sentence: String) {
        write("stdnet: " + sentence.onOneLine + "\n")
    }
}

extension String {
    /// The text without characters that would move the cursor: escaped, as Swift writes them.
    var onOneLine: String {
        String(
            unicodeScalars.flatMap { scalar -> [Character] in
                let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                return isControl ? Array(scalar.escaped(asASCII: true)) : [Character(scalar)]
            }
        )
    }
}
