/// The command-line tool, for an executable that does nothing but run it.
public enum CommandLineTool {
    /// Runs the command line of this process and ends the process.
    public static func main() async -> Never {
        let arguments = Array(CommandLine.arguments.dropFirst())
        await Invocation(arguments).run().endProcess()
    }
}
