internal import Foundation

extension Int {
    /// The digits in groups of three.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}

extension Double {
    /// The number with so many digits behind the point.
    func rounded(to digits: Int) -> String { String(format: "%.\(digits)f", self) }
}
