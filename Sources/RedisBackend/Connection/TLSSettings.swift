internal import NIOCore
internal import NIOSSL
internal import StdnetBackend

/// How a connection is encrypted: read once from the connection string, used for every connection.
struct TLSSettings: Sendable {
    private let context: NIOSSLContext
    /// The name that the server has to prove; nil for an address, which is checked as such.
    private let serverName: String?

    /// Reads the certificates and the key.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` that names the file that can't be used.
    init(_ files: ConnectionString.TLSFiles, host: String) throws(BackendError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if !files.verifiesServer { configuration.certificateVerification = .none }
        if let path = files.authorities {
            _ = try Self.read(path, "ca") { try NIOSSLCertificate.fromPEMFile($0) }
            configuration.trustRoots = .file(path)
        }
        switch (files.certificate, files.privateKey) {
        case (nil, nil): break
        case (let certificate?, let key?):
            let chain = try Self.read(certificate, "cert") {
                try NIOSSLCertificate.fromPEMFile($0)
            }
            configuration.certificateChain = chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(
                try Self.read(key, "key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
            )
        default:
            throw .invalidRequest("connection string: 'cert' and 'key' belong together")
        }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .invalidRequest("connection string: TLS can't be set up: \(error)")
        }
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        serverName = isAddress ? nil : host
    }

    private static func read<Content>(
        _ path: String,
        _ parameter: String,
        _ load: (String) throws -> Content
    ) throws(BackendError) -> Content {
        do { return try load(path) } catch {
            throw .invalidRequest(
                "connection string: '\(parameter)' names '\(path)', which can't be read as PEM"
            )
        }
    }

    /// Whether the other side of a connection has shown its certificate; to be asked on its loop.
    static func hasPeerCertificate(_ pipeline: ChannelPipeline) -> Bool {
        let handler = try? pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        return handler?.peerCertificate != nil
    }

    /// The handler that encrypts one connection.
    func makeHandler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: serverName)
    }
}

/// What an error of the encrypted transport means.
enum TLSFailure {
    /// The reason why there is no connection; nil when the error is not about encryption.
    static func error(for error: any Error, at address: String) -> BackendError? {
        switch error {
        case NIOSSLError.uncleanShutdown: nil
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            .connection(
                .unreachable(address: address, reason: "no agreement on TLS: \(error)")
            )
        default: nil
        }
    }
}
