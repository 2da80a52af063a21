import Testing

/// A program whose wrong lines say at their end what the compiler is to say: `// error: …`.
struct Program {
    let source: String
    /// What the compiler is told besides.
    var options: [String] = []

    /// Compiles the program, and compares line by line: each wrong line is refused with its advice,
    /// and no other line is.
    func check(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let compilation = try await Compilation(source, options: options)
        var unexpected = compilation.complaints
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            guard let mark = line.firstRange(of: "// error: ") else { continue }
            let advice = line[mark.upperBound...]
            let isSaid = unexpected.contains {
                $0.line == number + 1 && $0.message.contains(advice)
            }
            #expect(isSaid, "line \(number + 1): \(line)", sourceLocation: sourceLocation)
            unexpected.removeAll { $0.line == number + 1 }
        }
        #expect(unexpected.isEmpty, "\(compilation.output)", sourceLocation: sourceLocation)
    }
}

extension Program {
    /// The models that the programs are about.
    static let models = """
        import Foundation
        import StdnetODM

        @Model("geo.country")
        struct Country {
            @ID var code: String
            @Index var name: String
            @Index var continent: String
            @Index(.range) var area: Double?
            @Reference(onDelete: .nullify) var capital: Ref<City>?
        }

        @Model("geo.city")
        struct City {
            var id: Int?
            @Unique var geonameid: Int
            @Index var name: String
            @Index(.range) var population: Int
            var timezone: String
            @Index(.range) var founded: Date?
            @Index var isPort: Bool = false
            @Reference(onDelete: .cascade) var country: Ref<Country>
            @Reference var mayor: Ref<User>?
        }

        @Model("app.user")
        struct User {
            var id: Int?
            @Index var name: String
            @Index var nickname: String?
            @Ordering @Index(.range) var age: Int
            @Reference var boss: Ref<User>?
        }


        """
}
