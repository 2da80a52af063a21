import SwiftDiagnostics
import Testing

/// A source with one mistake, and what is to be said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The source without the mark.
    let source: String
    let line: Int
    let column: Int
    let message: String
    /// The source after the fix-it; nil when there is none.
    let fixed: String?

    /// Makes a mistake of a source with `➜` where the diagnostic is to be.
    init(_ title: String, _ marked: String, says message: String, fixed: String? = nil) {
        testDescription = title
        let before = marked.prefix { $0 != "➜" }
        source = String(before + marked.dropFirst(before.count + 1))
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        line = lines.count
        column = (lines.last?.utf8.count ?? 0) + 1
        self.message = message
        self.fixed = fixed
    }

    /// A mistake within a model whose other members are right.
    static func within(
        _ title: String,
        _ member: String,
        says message: String,
        fixed: String? = nil
    ) -> Mistake {
        func model(_ member: String) -> String {
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                \(member)
            }
            """
        }
        return Mistake(title, model(member), says: message, fixed: fixed.map(model))
    }

    /// Expands the source and compares.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let complaints = Expanded(source).complaints
        try #require(
            complaints.count == 1,
            "\(complaints.map(\.message))",
            sourceLocation: sourceLocation
        )
        let complaint = complaints[0]
        #expect(complaint.message == message, sourceLocation: sourceLocation)
        #expect(complaint.severity == .error, sourceLocation: sourceLocation)
        #expect(complaint.line == line, sourceLocation: sourceLocation)
        #expect(complaint.column == column, sourceLocation: sourceLocation)
        #expect(complaint.fixed == fixed, sourceLocation: sourceLocation)
        guard let fixed else { return }
        #expect(Expanded(fixed).complaints.isEmpty, sourceLocation: sourceLocation)
    }
}
