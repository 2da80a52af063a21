import Foundation

/// What the build made beside the running tests: the modules, and the plug-in of the macros.
struct BuiltProducts {
    let modules: URL
    let plugin: URL
    /// Where the build keeps what it read of the system's modules, which takes seconds to read.
    let moduleCache: URL

    /// Looks in the folder of the test bundle and those around it; where exactly depends on the
    /// platform, on the configuration and on who runs the tests.
    init() throws {
        let places =
            CommandLine.arguments.filter { $0.hasPrefix("/") || $0.contains(".xctest") }
            + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
            + Bundle.allBundles.map(\.bundlePath)
        for place in places {
            var folder = URL(filePath: place).standardizedFileURL
            while folder.pathComponents.count > 1 {
                folder.deleteLastPathComponent()
                if let found = Self(in: folder) {
                    self = found
                    return
                }
            }
        }
        throw Missing(places: places)
    }

    private init?(in folder: URL) {
        let exists = { (file: URL) in FileManager.default.fileExists(atPath: file.path) }
        let modules = [folder.appending(path: "Modules"), folder].first {
            exists($0.appending(path: "StdnetODM.swiftmodule"))
        }
        let plugin = ["StdnetMacros-tool", "StdnetMacros"].map { folder.appending(path: $0) }
            .first(where: exists)
        guard let modules, let plugin else { return nil }
        self.modules = modules
        self.plugin = plugin
        moduleCache = folder.appending(path: "ModuleCache")
    }

    /// The build was not found.
    struct Missing: Error, CustomStringConvertible {
        let places: [String]
        var description: String {
            "no StdnetODM.swiftmodule with StdnetMacros-tool in or around "
                + places.joined(separator: ", ")
        }
    }
}
