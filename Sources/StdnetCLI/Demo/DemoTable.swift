internal import CitiesExample

/// What a demonstration did, as people read it.
struct DemoTable {
    private let report: DemoReport

    init(_ report: DemoReport) { self.report = report }

    /// The whole text, without a line feed at its end.
    var text: String {
        var lines = [loading, ""]
        for (position, query) in report.queries.enumerated() {
            lines.append(headline(position + 1, query))
            lines += rows(of: query)
        }
        lines += ["", questions]
        if let snapshot = report.snapshot { lines += [snapshot.sentence, snapshot.comparison] }
        return lines.joined(separator: "\n")
    }

    private var loading: String {
        let objects = report.countries + report.cities
        let rate = Int(Double(objects) / max(report.loadSeconds, 1e-9))
        return "Loaded \(report.countries.grouped) countries and \(report.cities.grouped) cities "
            + "into \(place) in \(report.loadSeconds.rounded(to: 2)) s (\(rate.grouped) a second)."
    }

    private var place: String {
        report.namespace.isEmpty
            ? report.backend.onOneLine
            : "\(report.backend), namespace '\(report.namespace)',".onOneLine
    }

    private var questions: String {
        let seconds = report.queries.reduce(0) { $0 + $1.seconds }
        return "Asked \(report.queries.count) questions in \((seconds * 1000).rounded(to: 1)) ms."
    }

    private var titleWidth: Int { report.queries.map(\.title.count).max() ?? 0 }

    private func headline(_ number: Int, _ query: DemoReport.Query) -> String {
        "\(number)".leftPadded(to: 2) + "  " + query.title.padded(to: titleWidth)
            + query.count.grouped.leftPadded(to: 8)
            + ((query.seconds * 1000).rounded(to: 1) + " ms").leftPadded(to: 11)
    }

    private func rows(of query: DemoReport.Query) -> [String] {
        let cells = query.rows.map { row in row.map(Cell.init) }
        let widths = query.columns.indices.map { column in
            cells.map { $0[column].text.count }.max() ?? 0
        }
        return cells.map { row in
            let texts = zip(row, widths).map { $0.text(width: $1) }
            return ("      " + texts.joined(separator: "  ")).trimmingTrailingSpaces
        }
    }
}

/// A value in its column: numbers to the right, everything else to the left.
private struct Cell {
    let text: String
    private let isNumber: Bool

    init(_ value: Answer.Value) {
        switch value {
        case .integer(let number):
            text = number.grouped
            isNumber = true
        case .text, .missing:
            text = "\(value)".onOneLine
            isNumber = false
        }
    }

    func text(width: Int) -> String {
        isNumber ? text.leftPadded(to: width) : text.padded(to: width)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }

    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
