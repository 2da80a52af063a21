import SwiftDiagnostics
import SwiftSyntax

/// Reads the members of a struct, and reports what is wrong with them.
///
/// What can be understood in spite of a mistake is kept, so that one mistake brings one error and not
/// others at every use of the model.
struct ModelReader {
    let model: String
    let findings: Findings
    private(set) var properties: [StoredProperty] = []
    /// Whether every property was understood.
    private(set) var isComplete = true
    /// Whether an expansion compiles.
    private(set) var isWritable = true

    init(model: String, findings: Findings) {
        self.model = model
        self.findings = findings
    }

    /// Reads all members.
    mutating func read(_ members: MemberBlockItemListSyntax) {
        for member in members {
            if let condition = member.decl.as(IfConfigDeclSyntax.self) {
                if condition.hasStoredProperty { refuse(.conditionalProperty, at: condition) }
            } else if let variable = member.decl.as(VariableDeclSyntax.self) {
                read(variable)
            }
        }
        checkNestedTypes(members)
        checkAttributes()
        checkOrdering()
    }

    /// Reports what leaves a property that cannot be written or read.
    ///
    /// The property is left out of the expansion, or the whole expansion is left out.
    mutating func refuse(_ diagnosis: Diagnosis, at node: some SyntaxProtocol, fix: FixIt? = nil) {
        findings.report(diagnosis, at: node, fix: fix)
        isComplete = false
        if diagnosis.preventsExpansion { isWritable = false }
    }

    private mutating func read(_ variable: VariableDeclSyntax) {
        let markers = variable.markers
        for binding in variable.bindings {
            let isStatic = variable.isStatic
            guard !isStatic, binding.isStored else {
                for marker in markers {
                    findings.report(
                        .markerOnUnstored(marker.title),
                        at: marker.node,
                        fix: .remove(marker)
                    )
                }
                checkName(of: binding, isStatic: isStatic)
                continue
            }
            read(binding, of: variable, markers)
        }
    }

    private mutating func read(
        _ binding: PatternBindingSyntax,
        of variable: VariableDeclSyntax,
        _ markers: [Marker]
    ) {
        guard let word = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
            return refuse(.tuplePattern, at: binding.pattern)
        }
        let name = word.withoutBackticks
        if let lazy = variable.modifiers.first(where: { $0.name.tokenKind == .keyword(.lazy) }) {
            return refuse(.lazyProperty(name), at: lazy)
        }
        guard let annotation = binding.annotation(in: variable) else {
            return refuse(
                .needsType(name),
                at: binding.pattern,
                fix: binding.literalType.map { .append(": " + $0, to: binding.pattern) }
            )
        }
        if binding.initializer != nil, variable.bindingSpecifier.tokenKind == .keyword(.let) {
            return refuse(
                .constantWithValue(name),
                at: variable.bindingSpecifier,
                fix: .replace(variable.bindingSpecifier, by: "var")
            )
        }
        guard name.isFieldName else { return refuse(.badFieldName(name), at: binding.pattern) }
        checkName(of: binding, isStatic: false)
        do throws(Diagnosis) {
            let type = try WrittenType(annotation.type, of: name, in: model)
            let access = Access(variable.modifiers) ?? .module
            let markers = Markers(markers, of: name, in: findings)
            add(word, type, access, markers, at: binding.pattern, annotation.type)
        } catch {
            refuse(error, at: annotation.type, fix: annotation.type.correction(of: error))
        }
    }

    private mutating func add(
        _ word: String,
        _ type: WrittenType,
        _ access: Access,
        _ markers: Markers,
        at pattern: PatternSyntax,
        _ node: TypeSyntax
    ) {
        let name = word.withoutBackticks
        let role: StoredProperty.Role
        if name == "id" || markers[.id] != nil {
            if let first = properties.first(where: \.isID) {
                return refuse(.secondID(name, first: first.name), at: pattern)
            }
            if type.target != nil { return refuse(.referenceAsID(name), at: node) }
            role = markers.roleOfID(type, node)
        } else if type.target != nil {
            role = markers.roleOfReference(type, node)
        } else {
            guard let value = markers.roleOfValue(type, node) else {
                isComplete = false
                return
            }
            role = value
        }
        properties.append(
            StoredProperty(
                word: word,
                type: type,
                role: role,
                access: access,
                isDescending: markers.ordering(role, type),
                node: Syntax(pattern)
            )
        )
    }
}
