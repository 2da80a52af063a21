import Foundation

/// What was measured of the same work done by several, in all rounds.
///
/// The smaller a figure, the better. A ratio says how many times better the first one is than a peer.
package struct Comparison {
    private let title: String
    private let unit: String
    private let goals: [String: Double]
    private var rowGoals: [String: [String: Double]] = [:]
    private var figures: [String: [String: [Double]]] = [:]
    private var rows: [String] = []
    private var names: [String] = []
    private var notes: [String: String] = [:]

    /// - Parameters:
    ///   - title: What is compared.
    ///   - unit: What the figures count.
    ///   - goals: The least ratio to a peer, by its name.
    package init(_ title: String, unit: String = "ns", goals: [String: Double] = [:]) {
        self.title = title
        self.unit = unit
        self.goals = goals
    }

    package mutating func add(_ row: String, _ name: String, _ figure: Double) {
        if !rows.contains(row) { rows.append(row) }
        if !names.contains(name) { names.append(name) }
        figures[row, default: [:]][name, default: []].append(figure)
    }

    /// The least ratio to a peer in one row, instead of that of its column.
    package mutating func expect(_ row: String, _ peer: String, _ ratio: Double) {
        rowGoals[row, default: [:]][peer] = ratio
    }

    /// What stands in the last column of a row.
    package mutating func note(_ row: String, _ text: String) { notes[row] = text }

    /// Prints medians and ratios as a table in Markdown.
    package func report(notes heading: String = "") {
        guard let own = names.first else { return }
        let peers = names.dropFirst()
        print("\n### \(title), \(unit)\n")
        var header = [""] + names.map(\.self) + peers.map { "\($0) / \(own)" + goal($0) }
        if !heading.isEmpty { header.append(heading) }
        line(header)
        line(header.map { _ in "---" })
        for row in rows {
            let mine = median(row, own)
            var cells = [row] + names.map { shown(median(row, $0)) }
            cells += peers.map { peer in
                guard let mine, let other = median(row, peer) else { return "" }
                let own = rowGoals[row]?[peer]
                let isMissed = other / mine < own ?? goals[peer] ?? 0
                return (isMissed ? "missed: " : "") + String(format: "**%.2f**", other / mine)
                    + (own.map { String(format: " (goal: %g)", $0) } ?? "")
            }
            if !heading.isEmpty { cells.append(notes[row] ?? "") }
            line(cells)
        }
        fflush(nil)
    }

    private func goal(_ peer: String) -> String {
        goals[peer].map { String(format: " (goal: %g)", $0) } ?? ""
    }

    private func line(_ cells: [String]) {
        print("| " + cells.joined(separator: " | ") + " |")
    }

    private func median(_ row: String, _ name: String) -> Double? {
        figures[row]?[name].map(\.median)
    }

    private func shown(_ figure: Double?) -> String {
        figure.map { String(format: $0 < 10 ? "%.2f" : "%.0f", $0) } ?? ""
    }
}
