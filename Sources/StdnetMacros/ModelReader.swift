import SwiftDiagnostics
import SwiftSyntax

/// Reads the members of a struct, and reports what is wrong with them.
///
/// What can be understood in spite of a mistake is kept, so that one mistake brings one error and not
/// others at every use of the model.
struct ModelReader {
    let model: String
    /// Whether the struct is a group of fields, which has no id.
    let isGroup: Bool
    let findings: Findings
    private(set) var properties: [StoredProperty] = []
    private(set) var structures: [StoredStructure] = []
    private(set) var links: [StoredLinks] = []
    /// Whether every property was understood.
    private(set) var isComplete = true
    /// Whether an expansion compiles.
    private(set) var isWritable = true
    /// Whether several properties identify an object together.
    private(set) var isComposite = false

    init(model: String, isGroup: Bool = false, findings: Findings) {
        self.model = model
        self.isGroup = isGroup
        self.findings = findings
    }

    /// Reads all members.
    mutating func read(_ members: MemberBlockItemListSyntax) {
        isComposite = !isGroup && members.marksSeveralIDs
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
        if let marker = markers.first(where: { $0.kind == .structure }) {
            return read(variable, as: marker, besides: markers.filter { $0.kind != .structure })
        }
        if let marker = markers.first(where: { $0.kind == .manyToMany }) {
            return readLinks(variable, marker, besides: markers.filter { $0.kind != .manyToMany })
        }
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

    /// Reads a structure: it is no field, so nothing of the codec depends on it.
    private mutating func read(
        _ variable: VariableDeclSyntax,
        as marker: Marker,
        besides others: [Marker]
    ) {
        refuse(others, on: variable) { .structure(.markerBeside($0, marker: $1)) }
        if let argument = marker.argument, marker.choice == nil {
            findings.report(
                .markerNotWrittenOut(marker.title, choices: marker.kind.choices),
                at: argument
            )
        }
        for binding in variable.bindings {
            checkName(of: binding, isStatic: variable.isStatic)
            do throws(StructureDiagnosis) {
                if isGroup { throw .inGroup(binding.pattern.trimmedDescription) }
                structures.append(try StoredStructure(binding, of: variable, marker))
            } catch {
                refuse(.structure(error), at: binding.pattern, fix: error.correction(of: marker))
            }
        }
    }

    /// Reports markers that say something of fields alone.
    private func refuse(
        _ markers: [Marker],
        on variable: VariableDeclSyntax,
        as diagnosis: (_ name: String, _ marker: String) -> Diagnosis
    ) {
        let name = variable.bindings.first?.pattern.trimmedDescription ?? ""
        for marker in markers {
            findings.report(diagnosis(name, marker.title), at: marker.node, fix: .remove(marker))
        }
    }

    /// Reads links: they are no field, so nothing of the codec depends on them.
    private mutating func readLinks(
        _ variable: VariableDeclSyntax,
        _ marker: Marker,
        besides others: [Marker]
    ) {
        refuse(others, on: variable) { .links(.markerBeside($0, marker: $1)) }
        for binding in variable.bindings {
            checkName(of: binding, isStatic: variable.isStatic)
            do throws(LinkDiagnosis) {
                if isGroup { throw .inGroup(binding.pattern.trimmedDescription) }
                links.append(try StoredLinks(binding, of: variable, marker, in: model))
            } catch {
                refuse(.links(error), at: binding.pattern, fix: error.correction(of: marker))
            }
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
            if StoredStructure.Kind(typeName: annotation.type.name(in: "StdnetODM")) != nil {
                throw .structure(.noMarker(name))
            }
            if StoredLinks.Kind(rawValue: annotation.type.name(in: "StdnetODM") ?? "") != nil {
                throw .links(.noMarker(name))
            }
            let type = try WrittenType(
                annotation.type,
                of: name,
                in: model,
                isEncoded: markers.contains { $0.kind == .json }
            )
            add(
                binding,
                type,
                Access(variable.modifiers) ?? .module,
                Markers(markers, of: name, in: findings),
                annotation.type
            )
        } catch {
            refuse(error, at: annotation.type, fix: annotation.type.correction(of: error))
        }
    }

    private mutating func add(
        _ binding: PatternBindingSyntax,
        _ type: WrittenType,
        _ access: Access,
        _ markers: Markers,
        _ node: TypeSyntax
    ) {
        guard let role = role(of: markers, type, at: binding.pattern, node) else {
            isComplete = false
            return
        }
        let isPartOfID = isComposite && markers[.id] != nil
        if isPartOfID { markers.checkPartOfID(type, node) }
        switch role {
        case .id, .embedded: break
        case .value, .reference, .json:
            markers.checkOptions(type, node, hasInitializer: binding.initializer != nil)
        }
        properties.append(
            StoredProperty(
                word: binding.pattern.trimmedDescription,
                type: type,
                role: role,
                access: access,
                options: markers.options,
                isPartOfID: isPartOfID,
                initializer: binding.initializer?.value.trimmedDescription,
                ordering: ordering(markers, role, type),
                node: Syntax(binding.pattern)
            )
        )
    }

    /// What a property is; nil when that was reported not to be possible.
    private mutating func role(
        of markers: Markers,
        _ type: WrittenType,
        at pattern: PatternSyntax,
        _ node: TypeSyntax
    ) -> StoredProperty.Role? {
        let name = markers.property
        if name == "id" || (markers[.id] != nil && !isComposite) {
            if isGroup {
                refuse(
                    .idInGroup(name),
                    at: markers[.id].map { Syntax($0.node) } ?? Syntax(pattern)
                )
                return nil
            }
            if let first = properties.first(where: \.isID) {
                refuse(.secondID(name, first: first.name), at: pattern)
                return nil
            }
            if type.target != nil {
                refuse(.referenceAsID(name), at: node)
                return nil
            }
            return markers.roleOfID(type, node)
        }
        if type.target != nil { return markers.roleOfReference(type, node) }
        if markers[.embedded] != nil { return markers.roleOfEmbedded(type, node) }
        return markers[.json] == nil ? markers.roleOfValue(type, node) : markers.roleOfJSON(type)
    }

    private func ordering(
        _ markers: Markers,
        _ role: StoredProperty.Role,
        _ type: WrittenType
    ) -> WrittenOrdering? {
        if isGroup, let marker = markers[.ordering] {
            markers.report(.orderingInGroup(markers.property), removing: marker)
            return nil
        }
        return markers.ordering(role, type)
    }
}

extension MemberBlockItemListSyntax {
    /// Whether more than one property is marked as the id, and none is called so.
    fileprivate var marksSeveralIDs: Bool {
        var count = 0
        for member in self {
            guard let variable = member.decl.as(VariableDeclSyntax.self), !variable.isStatic else {
                continue
            }
            let isMarked = variable.markers.contains { $0.kind == .id }
            for binding in variable.bindings where binding.isStored {
                if binding.pattern.trimmedDescription.withoutBackticks == "id" { return false }
                count += isMarked ? 1 : 0
            }
        }
        return count > 1
    }
}
