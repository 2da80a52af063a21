import Foundation
import StdnetTesting

/// Certificates for tests, valid from 2020 to 2120: an authority and those that it signed.
///
/// They protect nothing, so the private keys may be read by everybody.
enum TestCertificate: String, CaseIterable {
    case authority, anotherAuthority, server, client
    /// A server at another place than 127.0.0.1 or localhost.
    case elsewhere
}

/// The certificates as files, gone when the last reference is.
final class CertificateFolder: Sendable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for certificate in TestCertificate.allCases {
            try certificate.text.write(toFile: path(certificate), atomically: true, encoding: .utf8)
            guard let key = certificate.key else { continue }
            try key.write(toFile: keyPath(certificate), atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Where a certificate is.
    func path(_ certificate: TestCertificate) -> String { path("\(certificate).pem") }

    /// Where its private key is.
    func keyPath(_ certificate: TestCertificate) -> String { path("\(certificate).key") }

    /// A place in the folder.
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Writes a file and answers its path.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    /// What a server needs to prove itself as one of these.
    func server(
        as certificate: TestCertificate = .server,
        asksClients: Bool = false
    ) -> RedisServer.TLS {
        RedisServer.TLS(
            certificate: path(certificate),
            privateKey: keyPath(certificate),
            authorities: path(.authority),
            asksClients: asksClients
        )
    }
}

extension TestCertificate {
    /// The certificate in PEM.
    var text: String {
        switch self {
        case .authority:
            """
            -----BEGIN CERTIFICATE-----
            MIIBdzCCAR6gAwIBAgIUO/UK/bvdZdGOBezOiL8ndL5Mcc8wCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBBdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBkxFzAVBgNVBAMMDlRlc3QgQXV0aG9yaXR5MFkwEwYHKoZI
            zj0CAQYIKoZIzj0DAQcDQgAEKvTxNagW7smth080OuMsoOj9WwwXNRXvsRWggS7b
            fuxpzX5ni3WupoxortdzTJMwnZW10sXgr5n2NKJAmsMNd6NCMEAwDwYDVR0TAQH/
            BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFMBM3tk/ShGKCHe56e1l
            cdDx7XG2MAoGCCqGSM49BAMCA0cAMEQCIDViw/VdxRaw2CJIJnXfJDOpeGx2D8c4
            cxNfOZ+kQABUAiAb/IIXRAUWdPGUqMBkYLuVIHiIo9VkLwE3LbvvTQq0xA==
            -----END CERTIFICATE-----
            """
        case .anotherAuthority:
            """
            -----BEGIN CERTIFICATE-----
            MIIBfTCCASSgAwIBAgIUQ1pzhSvQOL91vfroVK+XL3CZ8IIwCgYIKoZIzj0EAwIw
            HDEaMBgGA1UEAwwRQW5vdGhlciBBdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgP
            MjEyMDAxMDEwMDAwMDBaMBwxGjAYBgNVBAMMEUFub3RoZXIgQXV0aG9yaXR5MFkw
            EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEStocUEePxTaStfZDwPwvLThTAlQYYosl
            m0pjJ5LxO3ciL+FtqR/e/HmCvW5cyyqr5fUx6DoKhWONKnTQUjwVmqNCMEAwDwYD
            VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFJYhE+NUJLKN
            sOgqDxo9an4TTupFMAoGCCqGSM49BAMCA0cAMEQCIDO/NzT2fSLUf46S3IuflwSM
            ldvsvdXS6bsrkze5FEetAiA9Fpc458kmv57jCd7IlYCUJV87ZN24fiKO3VTXgVL0
            lw==
            -----END CERTIFICATE-----
            """
        case .server:
            """
            -----BEGIN CERTIFICATE-----
            MIIBvjCCAWSgAwIBAgIURq0aXKLEggauhy0+tGPeaU3ciHAwCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBBdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
            CCqGSM49AwEHA0IABCLdAHXbH75FwGSd9ogNPxjvhulycnwiipGe/C7OZUFsGnVK
            DDO3lEPkXFjv3Hbab2M8m7T0HHUkBrdGqzYuoCejgYwwgYkwCQYDVR0TBAIwADAL
            BgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwGgYDVR0RBBMwEYIJbG9j
            YWxob3N0hwR/AAABMB0GA1UdDgQWBBRK3REdgL0o1eeVs9NFTcBStIA6CTAfBgNV
            HSMEGDAWgBTATN7ZP0oRigh3uentZXHQ8e1xtjAKBggqhkjOPQQDAgNIADBFAiEA
            j3C1+FUc/Ufh2baVQgJhbeb8bbpRb5YdkzkB29PnWSoCIB2oeTOX9Mz16696P5x3
            Uj3wHYkvhlbzT63gL2a5SFCS
            -----END CERTIFICATE-----
            """
        case .client:
            """
            -----BEGIN CERTIFICATE-----
            MIIBojCCAUigAwIBAgIUNn79Ycwrgk1+zF6mwbbMAQ3wRpIwCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBBdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBYxFDASBgNVBAMMC1Rlc3QgQ2xpZW50MFkwEwYHKoZIzj0C
            AQYIKoZIzj0DAQcDQgAETrETnW2iym00jz8p4G0YBkYqvrODPfdM7KJtZ5WzY2HW
            EFajIm79z+TgKP05zZWUEzof1yI4no4ADvmeNNyVgqNvMG0wCQYDVR0TBAIwADAL
            BgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFGcjsK/B
            +1Z5y1dp6qGQYdC2EnxVMB8GA1UdIwQYMBaAFMBM3tk/ShGKCHe56e1lcdDx7XG2
            MAoGCCqGSM49BAMCA0gAMEUCIFbYuyJ5yglKEuzgU1cSwY0vUjkpud6Zc0utZhvM
            xKHsAiEA6SOzhl3Ypa4IW4EC4aVTQ4Bme2Ans2SasQjUUzAEkzw=
            -----END CERTIFICATE-----
            """
        case .elsewhere:
            """
            -----BEGIN CERTIFICATE-----
            MIIBzjCCAXSgAwIBAgIUTddGS/belbshFwflP+StfwkUgb0wCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBBdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkwEwYH
            KoZIzj0CAQYIKoZIzj0DAQcDQgAE8IFSVVC28D0+lCWImSnloUSnTGx0KPpG4NPi
            72wXnk15e0opYxHRnxXKdcJkq/x4aAellOrkxM1W/UnG1ffqo6OBlDCBkTAJBgNV
            HRMEAjAAMAsGA1UdDwQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAiBgNVHREE
            GzAZghFlbHNld2hlcmUuZXhhbXBsZYcEwAACATAdBgNVHQ4EFgQUdnOlZ5AcNT8L
            0erUVkBAr9qQhAQwHwYDVR0jBBgwFoAUwEze2T9KEYoId7np7WVx0PHtcbYwCgYI
            KoZIzj0EAwIDSAAwRQIhAICCBTBX/6e/NwQ/Z+mDmVJGvIn4zSRh8UII4gvbkoY0
            AiAKwYujaDJZyOHWxT/oxCSxWkOz1N439uQe4RFWDRZXpw==
            -----END CERTIFICATE-----
            """
        }
    }

    /// The private key in PEM; nil for an authority, which signs nothing any more.
    var key: String? {
        switch self {
        case .authority, .anotherAuthority: nil
        case .server:
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqoSUCAn5xpHeJhg4
            hPzwisNRm+OY7kyRT43nWVEmIdWhRANCAAQi3QB12x++RcBknfaIDT8Y74bpcnJ8
            IoqRnvwuzmVBbBp1Sgwzt5RD5FxY79x22m9jPJu09Bx1JAa3Rqs2LqAn
            -----END PRIVATE KEY-----
            """
        case .client:
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0bSrRdoD4HTTkm20
            3UjwhoSqEJPeqwFh4T8/T2R7VlahRANCAAROsROdbaLKbTSPPyngbRgGRiq+s4M9
            90zsom1nlbNjYdYQVqMibv3P5OAo/TnNlZQTOh/XIjiejgAO+Z403JWC
            -----END PRIVATE KEY-----
            """
        case .elsewhere:
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzM4+tZ+pywvCIefp
            iKYEaonvzJenQz2FbwZ3xi9DE6qhRANCAATwgVJVULbwPT6UJYiZKeWhRKdMbHQo
            +kbg0+LvbBeeTXl7SiljEdGfFcp1wmSr/HhoB6WU6uTEzVb9ScbV9+qj
            -----END PRIVATE KEY-----
            """
        }
    }
}
