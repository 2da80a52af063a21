import SwiftDiagnostics
import SwiftSyntax

/// What `@Model` is told besides the name.
struct ModelOptions {
    /// The properties of which no two objects have all values the same, for each such promise.
    private(set) var uniqueTogether: [[String]] = []
    /// How saving an object counts up what orders it; nil when that is not asked for.
    private(set) var autoincrement: Autoincrement?

    struct Autoincrement {
        var increment = 1
        var isDescending = false
    }

    /// Nothing.
    init() {}

    /// Reads the arguments, and reports those that can't be.
    init(_ node: AttributeSyntax, for properties: [StoredProperty], _ findings: Findings) {
        for argument in node.arguments?.as(LabeledExprListSyntax.self) ?? [] {
            switch argument.label?.text {
            case "unique": readUnique(argument.expression, properties, findings)
            case "ordering": readOrdering(argument.expression, properties, findings)
            default: continue
            }
        }
    }

    // MARK: Uniqueness of several

    private mutating func readUnique(
        _ expression: ExprSyntax,
        _ properties: [StoredProperty],
        _ findings: Findings
    ) {
        guard let groups = expression.literalElements else {
            return findings.report(.option(.uniqueNotWrittenOut), at: expression)
        }
        for group in groups {
            guard let elements = group.literalElements,
                elements.allSatisfy({ $0.literalText != nil })
            else {
                findings.report(.option(.uniqueNotWrittenOut), at: group)
                continue
            }
            var names: [String] = []
            var isRight = true
            for element in elements {
                guard let name = element.literalText else { continue }
                let diagnosis = Self.reason(against: name, besides: names, properties)
                if let diagnosis { findings.report(.option(diagnosis), at: element) }
                isRight = isRight && diagnosis == nil
                names.append(name)
            }
            if isRight, names.count < 2 {
                findings.report(.option(.uniqueAlone(names.first ?? "")), at: group)
            } else if isRight {
                uniqueTogether.append(names)
            }
        }
    }

    /// Why a property can't be unique together with others; nil when it can.
    private static func reason(
        against name: String,
        besides names: [String],
        _ properties: [StoredProperty]
    ) -> OptionDiagnosis? {
        guard let property = properties.first(where: { $0.name == name }) else {
            return .unknownProperty(name)
        }
        if names.contains(name) { return .uniqueTwice(name) }
        switch property.role {
        case .id: return .uniqueID(name)
        case .json: return .uniqueNoValue(name, "stored as JSON")
        case .embedded: return .uniqueNoValue(name, "embedded")
        case .value where property.options.isCached: return .uniqueNoValue(name, "cached")
        case .value, .reference: return nil
        }
    }

    // MARK: Order

    private mutating func readOrdering(
        _ expression: ExprSyntax,
        _ properties: [StoredProperty],
        _ findings: Findings
    ) {
        if let first = properties.first(where: { $0.ordering != nil }) {
            return findings.report(.option(.secondOrdering(first.name)), at: expression)
        }
        let call = expression.as(FunctionCallExprSyntax.self)
        let callee = call?.calledExpression ?? expression
        var order = Autoincrement()
        guard callee.choice == "autoincrement" else {
            return findings.report(.option(.orderingNotWrittenOut), at: expression)
        }
        for argument in call?.arguments ?? [] {
            if argument.label?.text == "by" {
                let text = argument.expression.as(IntegerLiteralExprSyntax.self)?.literal.text
                guard let step = text.flatMap({ Int($0.filter { $0 != "_" }) }), step > 0 else {
                    return findings.report(.option(.badIncrement), at: argument.expression)
                }
                order.increment = step
            } else {
                guard let choice = argument.expression.choice,
                    ["ascending", "descending"].contains(choice)
                else { return findings.report(.option(.orderingNotWrittenOut), at: argument) }
                order.isDescending = choice == "descending"
            }
        }
        autoincrement = order
    }
}

extension ExprSyntax {
    /// The elements of an array that is written out.
    fileprivate var literalElements: [ExprSyntax]? {
        self.as(ArrayExprSyntax.self).map { $0.elements.map(\.expression) }
    }

    /// The `word` of `.word`.
    fileprivate var choice: String? {
        self.as(MemberAccessExprSyntax.self)?.declName.baseName.text
    }
}
