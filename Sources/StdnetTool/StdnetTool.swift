import StdnetCLI

/// The executable.
///
/// All that it does is in a library, because tests can't rely on importing an executable: the package
/// manager does not always build it before them.
@main
struct StdnetTool {
    static func main() async { await CommandLineTool.main() }
}
