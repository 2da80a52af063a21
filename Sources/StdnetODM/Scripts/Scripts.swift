/// The scripts of the mapper.
///
/// Each is a value; its Lua text lies beside its Swift twin.
enum Scripts {
    /// An embedded `.lua` file as text.
    static func text(_ file: [UInt8]) -> String { String(decoding: file, as: UTF8.self) }
}
