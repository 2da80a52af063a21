#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ModelSchema {
    /// The schema as JSON with sorted keys: the same schema gives the same bytes.
    public func json() throws(BackendError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            throw .invalidRequest("the schema of '\(name)' can't be written as JSON: \(error)")
        }
    }

    /// Reads a schema from JSON.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when it is not one.
    public init(json: Bytes, model: String) throws(BackendError) {
        do {
            self = try JSONDecoder().decode(ModelSchema.self, from: Data(json))
        } catch {
            throw .decoding(
                expected: "the schema of '\(model)' as JSON",
                found: String(decoding: json, as: UTF8.self)
            )
        }
    }
}
