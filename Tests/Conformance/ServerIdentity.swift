import Foundation
import StdnetTesting

/// What a server proves itself with: files that are gone when the last reference is.
///
/// The certificate protects nothing, so the private key may be read by everybody.
final class ServerIdentity: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (text, path) in [
            (Self.certificate, files.certificate), (Self.privateKey, files.privateKey),
        ] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Where the files are; the certificate is its own authority.
    var files: RedisServer.TLS {
        let certificate = folder.appendingPathComponent("server.pem").path
        return RedisServer.TLS(
            certificate: certificate,
            privateKey: folder.appendingPathComponent("server.key").path,
            authorities: certificate
        )
    }

    /// For 127.0.0.1 and localhost, from 2020 to 2120.
    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBezCCASCgAwIBAgIUHnnvX9bDLhLrHMlM/Ljc3q2mtF4wCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASyC83iAjfp49RqU5Uwrk3HwI+Z9e2NZ3cpv/4C08sAsPHlyi+7alK8
        60z4zgRoDbDLhU0aav/YnnYBxArHd4uho04wTDAPBgNVHRMBAf8EBTADAQH/MBoG
        A1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUhaOlQhq2DBHO7PaU
        ESxaFE+8LWswCgYIKoZIzj0EAwIDSQAwRgIhAPwuDvgmKD5cd76XAYduyp7aEhsq
        JgHzlPSy8Woz4amDAiEAyzsclygQHRC2dCkW3Wfk2eMf07b6uD3A/m4Lj1K2gMk=
        -----END CERTIFICATE-----
        """

    private static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgziJAmmL1p4rVjxN/
        FQCgwtdW6uy9J8KPDnBUPGbWl2GhRANCAASyC83iAjfp49RqU5Uwrk3HwI+Z9e2N
        Z3cpv/4C08sAsPHlyi+7alK860z4zgRoDbDLhU0aav/YnnYBxArHd4uh
        -----END PRIVATE KEY-----
        """
}
