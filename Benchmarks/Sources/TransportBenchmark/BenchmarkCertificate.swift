import Foundation
import Measuring
import StdnetTesting

/// A certificate for one run, signed by itself.
struct BenchmarkCertificate {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("stdnet-benchmark-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try Peer.lines(of: [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
            path("key"), "-out", path("certificate"), "-subj", "/CN=127.0.0.1", "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
    }

    /// What a server needs to use it.
    var server: RedisServer.TLS {
        RedisServer.TLS(
            certificate: path("certificate"),
            privateKey: path("key"),
            authorities: path("certificate")
        )
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
