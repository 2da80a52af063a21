import CitiesExample
import Foundation
import StdnetTesting
import Testing

@Suite("Bad input")
struct BadInputTests {
    /// Runs the tool, which has to refuse in one sentence that contains some words.
    private func refuse(
        _ arguments: [String],
        status: Int32,
        _ words: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await Tool.start(arguments).result()
        #expect(run.status == status, "\(run)", sourceLocation: sourceLocation)
        #expect(run.output == "", sourceLocation: sourceLocation)
        let isSentence =
            run.errors.hasPrefix("stdnet: ") && run.errors.hasSuffix("\n")
            && run.errors.count { $0 == "\n" } == 1
        #expect(isSentence, "\(run.errors)", sourceLocation: sourceLocation)
        for word in words {
            #expect(
                run.errors.contains(word),
                "\(run.errors)",
                sourceLocation: sourceLocation
            )
        }
    }

    /// A use that can't work.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let words: [String]
        var testDescription: String { "stdnet " + arguments.joined(separator: " ") }

        init(_ arguments: String..., says words: String...) {
            self.arguments = arguments
            self.words = words
        }
    }

    @Test(
        "A wrong use ends with status 2 and one sentence",
        arguments: [
            Mistake(says: "missing command", "stdnet --help"),
            Mistake("dmeo", says: "unexpected argument 'dmeo'"),
            Mistake("demo", "--frce", says: "unknown option '--frce'"),
            Mistake("demo", "--backend", says: "missing value for '--backend"),
            Mistake("demo", "--backend", "postgres://x", says: "'postgres'", "redis, rediss"),
            Mistake("demo", "--backend", "nothing", says: "scheme"),
            Mistake(
                "demo",
                "--backend",
                "memory://?colour=red",
                says: "'colour'",
                "namespace, user"
            ),
            Mistake("demo", "--backend", "redis://h:0", says: "port"),
            Mistake("demo", "--backend", "redis+sentinel://h/m", says: "'redis+sentinel://'"),
            Mistake("demo", "--backend", "redis+cluster://h", says: "'redis+cluster://'"),
            Mistake("demo", "--backend", "memory://?namespace=a*", says: "'a*'"),
            Mistake("export", says: "missing expected argument '<url>'"),
            Mistake("export", "redis://h", says: "missing expected argument '<file>'"),
            Mistake("export", "memory://", "/tmp/x.sqlite", says: "nothing to export"),
            Mistake(
                "export",
                "redis://h?namespace=a.",
                "/tmp/x.sqlite",
                "--namespace",
                "b.",
                says: "'a.'",
                "'b.'"
            ),
        ]
    )
    func misuse(_ mistake: Mistake) async throws {
        let run = try await Tool.start(mistake.arguments).result()
        #expect(run.status == 2, "\(run)")
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("stdnet: ") && run.errors.count { $0 == "\n" } == 1)
        for word in mistake.words { #expect(run.errors.contains(word), "\(run.errors)") }
    }

    @Test(
        "Help and version are no mistakes",
        arguments: [
            ["--help"], ["demo", "--help"], ["export", "--help"], ["--version"], ["help", "demo"],
        ]
    )
    func help(_ arguments: [String]) async throws {
        let run = try await Tool.start(arguments).result()
        #expect(run.status == 0)
        #expect(!run.output.isEmpty && run.errors.isEmpty)
    }

    @Test(
        "A server that is not there, says nothing, or is not Redis",
        arguments: [
            (Listener.Manners.absent, "timeout=60", "no connection to 127.0.0.1:"),
            (.mute, "timeout=0.2", "no reply within"),
            (.says("HTTP/1.1 400 Bad Request\r\n\r\n"), "timeout=60", "is not Redis"),
        ]
    )
    func wrongServers(manners: Listener.Manners, timeout: String, complaint: String) async throws {
        try await withDataFolder { folder in
            let file = folder.file("out.sqlite")
            for command in ["demo", "export"] {
                // One that has said its words says nothing to the next.
                try await withListener(manners) { listener in
                    let url = "redis://127.0.0.1:\(listener.port)?\(timeout)"
                    let arguments =
                        command == "demo"
                        ? ["demo", "--data", folder.path, "--backend", url, "--snapshot", file]
                        : ["export", url, file]
                    try await refuse(arguments, status: 1, complaint)
                }
            }
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("A password that is wrong is refused, and no password is ever repeated")
    func wrongPassword() async throws {
        try await withRedisServer(.init(password: "open sesame")) { server in
            let address = "127.0.0.1:\(server.port)"
            let wrong = try await Tool.run("demo", "--backend", "redis://:swordfish@\(address)")
            #expect(wrong.status == 1)
            #expect(wrong.errors.hasPrefix("stdnet: not accepted: "), "\(wrong.errors)")
            #expect(!wrong.errors.contains("swordfish"))
            try await refuse(
                ["demo", "--backend", "redis://\(address)"],
                status: 1,
                "not accepted"
            )
        }
    }

    @Test("A namespace without models can't be exported, and leaves no file")
    func noModels() async throws {
        try await withRedisServer { server in
            try await withDataFolder { folder in
                let file = folder.file("out.sqlite")
                try await refuse(
                    ["export", server.url + "?namespace=x.", file],
                    status: 1,
                    "x.stdnet:schema"
                )
                #expect(!FileManager.default.fileExists(atPath: file))
                #expect(!FileManager.default.fileExists(atPath: file + ".tmp"))
            }
        }
    }

    @Test(
        "Wrong data is named by file, line and column, and no snapshot is written",
        arguments: [
            ("population,", "people,", "line 1: there is no column 'population'"),
            ("52436", "few", "line 3, column 'population': 'few' is not a whole number"),
        ]
    )
    func wrongData(text: String, wrong: String, complaint: String) async throws {
        let edit = { (file: String, whole: String) in
            file == "cities.csv" ? whole.replacing(text, with: wrong) : whole
        }
        try await withDataFolder(edit: edit) { folder in
            let file = folder.file("out.sqlite")
            try await refuse(
                ["demo", "--data", folder.path, "--snapshot", file],
                status: 1,
                "'\(folder.file("cities.csv"))', " + complaint
            )
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("Broken UTF-8 is named by file, line and column")
    func brokenText() async throws {
        try await withDataFolder { folder in
            var bytes = Data(DataFolder.knownCities.utf8)
            let letter = try #require(bytes.range(of: Data("ø".utf8)))
            bytes.replaceSubrange(letter, with: [0xc3])
            try folder.write(bytes, to: "cities.csv")
            try await refuse(
                ["demo", "--data", folder.path],
                status: 1,
                "cities.csv', line 3, column 'name': the text is not valid UTF-8"
            )
        }
    }

    @Test("Data that is not there is named, on one line whatever its name is")
    func missingData() async throws {
        try await refuse(
            ["demo", "--data", "/no\nwhere"],
            status: 1,
            "'/no\\nwhere/countries.csv': it can't be read: No such file or directory"
        )
    }

    @Test("Wrong data leaves a Redis database as it was")
    func wrongDataForRedis() async throws {
        try await withRedisServer { server in
            let edit = { (file: String, text: String) in
                file == "cities.csv" ? text + "9999999,Last,NO,,1,1,ten,Europe/Oslo\n" : text
            }
            try await withDataFolder(moreCities: 1200, edit: edit) { folder in
                try await refuse(
                    ["demo", "--data", folder.path, "--backend", server.url],
                    status: 1,
                    "column 'population': 'ten' is not a whole number"
                )
                let redis = try await TestRedis(server)
                let size = try await redis.integer("DBSIZE")
                #expect(size == 0)
                await redis.close()
            }
        }
    }

    @Test("A snapshot that is there already, or can't be written, is refused before the loading")
    func wrongSnapshotPaths() async throws {
        try await withDataFolder { folder in
            // With data that can't be read, only a complaint about the path shows that it came first.
            let demo = ["demo", "--data", "/nowhere", "--snapshot"]
            let file = folder.file("there.sqlite")
            try folder.write(Data("precious".utf8), to: "there.sqlite")
            try await refuse(demo + [file], status: 1, "'\(file)' exists already", "--force")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
            try await refuse(demo + ["/nowhere/x.sqlite"], status: 1, "can't be written", "No such")
            try await refuse(demo + [folder.path], status: 1, "can't be written", "directory")
            try await refuse(
                demo + [file + "/x.sqlite"],
                status: 1,
                "can't be written",
                "Not a dir"
            )
            try await refuse(["export", "redis://127.0.0.1:1", file], status: 1, "exists already")
        }
    }
}
