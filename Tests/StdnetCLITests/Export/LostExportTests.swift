import Foundation
import StdnetTesting
import Testing

@Suite("An export that can't come to its end", .timeLimit(.minutes(2)))
struct LostExportTests {
    /// A server with keys of 40 MB, of which it has a file, too.
    private func withFullServer(
        _ body: (_ server: RedisServer, _ folder: DataFolder) async throws -> Void
    ) async throws {
        try await withDataFolder { folder in
            let options = RedisServer.Options(
                arguments: ["--dir", folder.path, "--dbfilename", "dump.rdb"]
            )
            try await withRedisServer(options) { server in
                let redis = try await TestRedis(server)
                // Not to be compressed, neither by the server nor by chance.
                let script = """
                    math.randomseed(1)
                    local parts = {}
                    for i = 1, 20000 do parts[i] = string.char(math.random(0, 255)) end
                    local text = table.concat(parts)
                    for i = 1, 2000 do
                        redis.call('SET', 'key:' .. i, i .. text)
                    end
                    """
                _ = try await redis.reply("EVAL", script, "0")
                _ = try await redis.reply("SAVE")
                await redis.close()
                try await body(server, folder)
            }
        }
    }

    @Test("because the disk is full says so, and leaves nothing") func fullDisk() async throws {
        try await withFullServer { server, folder in
            for source in [server.url, folder.file("dump.rdb")] {
                let disk = folder.file("disk")
                try FileManager.default.createDirectory(
                    atPath: disk,
                    withIntermediateDirectories: true
                )
                let run = try await SmallDisk(at: disk).export(from: source, level: "full")
                #expect(run.output.contains("ended with 1"), "\(run.output) \(run.errors)")
                #expect(run.output.hasSuffix("left:\n"), "\(run.output)")
                let lines = run.errors.split(separator: "\n")
                let complaint = try #require(lines.last)
                #expect(complaint.hasPrefix("stdnet: "), "\(run.errors)")
                #expect(
                    complaint.contains("full") || complaint.contains("space")
                        || complaint.contains("large"),
                    "\(run.errors)"
                )
            }
        }
    }

    @Test("because it was killed leaves no snapshot, and the next one is right")
    func killed() async throws {
        try await withFullServer { server, folder in
            let path = folder.file("out.sqlite")
            let words = ["export", server.url, path, "--level", "full", "--json"]
            let first = try Tool.start(words)
            while !FileManager.default.fileExists(atPath: path + ".tmp") { await Task.yield() }
            first.end()
            let end = try await first.result()
            #expect(end.status != 0)
            #expect(!FileManager.default.fileExists(atPath: path))
            let second = try await Tool.start(words).result()
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.output.contains("2000"), "\(second.output)")
            let verified = try await Tool.run("verify", path)
            #expect(verified.status == 0, "\(verified.output)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.filter { $0.hasPrefix("out") } == ["out.sqlite"])
        }
    }
}

/// A folder in which there is room for 16 MB: a disk of its own in memory where the system lets a test
/// have one, else a limit for each file.
private struct SmallDisk {
    let path: String

    init(at path: String) { self.path = path }

    /// Exports into the folder; the output ends with the status and with the names of all that is left.
    func export(from source: String, level: String) async throws -> Tool.Run {
        let script = """
            trap '' XFSZ
            "$0" export "$1" "$2/out.sqlite" --level \(level)
            echo "ended with $?; left:"; ls -A "$2"
            """
        let mount = "mount -t tmpfs -o size=16m tmpfs \"$2\" && " + script
        let tool = try Tool.executable().path
        for (program, words) in [
            ("unshare", ["--mount", "sh", "-c", mount]),
            ("unshare", ["--map-root-user", "--mount", "sh", "-c", mount]),
            ("sh", ["-c", "ulimit -f 32768; " + script]),
        ] {
            let run = try await Tool.start(program: program, words + [tool, source, path]).result()
            if run.output.contains("ended with") { return run }
        }
        throw Tool.Missing(what: "a small disk")
    }
}
