import SwiftDiagnostics
import SwiftSyntax

/// One edit that obviously puts things right.
struct Correction: FixItMessage {
    let message: String
    var fixItID: MessageID { MessageID(domain: "Stdnet", id: "correction") }
}

extension FixIt {
    /// Takes a marker away, and what lies between it and the next word.
    static func remove(_ marker: Marker) -> FixIt {
        FixIt(message: Correction(message: "remove \(marker.title)"), changes: [marker.removal])
    }

    /// Takes the argument of a marker away.
    static func removeArgument(of marker: Marker) -> FixIt {
        let node = marker.node
        return .edit(
            "write '\(marker.title)'",
            node,
            node.attributeName.endPosition..<node.endPositionBeforeTrailingTrivia,
            ""
        )
    }

    /// Takes `@Index` away beside `@Unique`, which gets its argument.
    static func keep(_ unique: Marker, as source: String, without index: Marker) -> FixIt {
        let node = unique.node
        let range = node.positionAfterSkippingLeadingTrivia..<node.endPositionBeforeTrailingTrivia
        return FixIt(
            message: Correction(message: "keep '\(source)' alone"),
            changes: [index.removal, .replaceText(range: range, with: source, in: Syntax(node))]
        )
    }

    /// Replaces a node.
    static func replace(_ node: some SyntaxProtocol, by source: String) -> FixIt {
        let range = node.positionAfterSkippingLeadingTrivia..<node.endPositionBeforeTrailingTrivia
        return .edit("write '\(source)'", node, range, source)
    }

    /// Adds something right behind a node.
    static func append(_ source: String, to node: some SyntaxProtocol) -> FixIt {
        let end = node.endPositionBeforeTrailingTrivia
        return .edit("add '\(source)'", node, end..<end, source)
    }

    private static func edit(
        _ message: String,
        _ node: some SyntaxProtocol,
        _ range: Range<AbsolutePosition>,
        _ source: String
    ) -> FixIt {
        FixIt(
            message: Correction(message: message),
            changes: [.replaceText(range: range, with: source, in: Syntax(node))]
        )
    }
}

extension Marker {
    fileprivate var removal: FixIt.Change {
        let end =
            node.lastToken(viewMode: .sourceAccurate)?.nextToken(viewMode: .sourceAccurate)?
            .positionAfterSkippingLeadingTrivia ?? node.endPosition
        return .replaceText(
            range: node.positionAfterSkippingLeadingTrivia..<end,
            with: "",
            in: Syntax(node)
        )
    }
}
