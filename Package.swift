// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

let package = Package(
    name: "stdnet",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "StdnetBackend", targets: ["StdnetBackend"]),
        .library(name: "StdnetCommands", targets: ["StdnetCommands"]),
        .library(name: "RedisBackend", targets: ["RedisBackend"]),
        .library(name: "MemoryBackend", targets: ["MemoryBackend"]),
        .library(name: "StdnetServer", targets: ["StdnetServer"]),
        .library(name: "StdnetODM", targets: ["StdnetODM"]),
        .library(name: "SQLiteSnapshot", targets: ["SQLiteSnapshot"]),
        .library(name: "SnapshotBackend", targets: ["SnapshotBackend"]),
        .library(name: "StdnetTesting", targets: ["StdnetTesting"]),
        .library(name: "CitiesExample", targets: ["CitiesExample"]),
        .executable(name: "stdnet", targets: ["stdnet"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        // The waist: nobody is imported here.
        .target(name: "StdnetBackend"),

        // Every command of Redis as a value.
        .target(name: "StdnetCommands", dependencies: ["StdnetBackend"]),

        // What Redis writes into RDB files.
        .target(name: "StdnetRDB", dependencies: ["StdnetBackend"]),

        // Backends.
        .target(name: "CHiredis"),
        .target(
            name: "RedisBackend",
            dependencies: [
                "CHiredis", "StdnetBackend",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .target(
            name: "MemoryBackend",
            dependencies: [
                "StdnetBackend", "StdnetRDB",
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),

        .target(
            name: "StdnetServer",
            dependencies: [
                "MemoryBackend", "StdnetBackend", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),

        // The mapper. It knows no backend.
        .macro(
            name: "StdnetMacros",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ]
        ),
        .target(
            name: "StdnetODM",
            dependencies: ["StdnetBackend", "StdnetCommands", "StdnetMacros"],
            resources: [
                .embedInCode("Scripts/Select/select.lua"),
                .embedInCode("Scripts/Aggregate/aggregate.lua"),
                .embedInCode("Scripts/Load/load.lua"),
                .embedInCode("Scripts/Load/leaves.lua"),
                .embedInCode("Scripts/Get/get.lua"),
                .embedInCode("Scripts/Page/page.lua"),
                .embedInCode("Scripts/Numbers/numbers.lua"),
                .embedInCode("Scripts/Sieve/sieve.lua"),
                .embedInCode("Scripts/Reindex/reindex.lua"),
                .embedInCode("Scripts/Where/where.lua"),
                .embedInCode("Scripts/Commit/read.lua"),
                .embedInCode("Scripts/Commit/upsert.lua"),
                .embedInCode("Scripts/Commit/erase.lua"),
                .embedInCode("Scripts/Commit/number.lua"),
                .embedInCode("Scripts/Commit/inspect.lua"),
                .embedInCode("Scripts/Commit/move.lua"),
                .embedInCode("Scripts/Commit/rank.lua"),
                .embedInCode("Scripts/Commit/structures.lua"),
                .embedInCode("Scripts/Commit/delete.lua"),
                .embedInCode("Scripts/Commit/validate.lua"),
                .embedInCode("Scripts/Commit/write.lua"),
            ]
        ),

        // Snapshots. They know no backend and no mapper: a database describes itself.
        .systemLibrary(
            name: "CSQLite",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]
        ),
        .target(
            name: "SQLiteSnapshot",
            dependencies: ["CSQLite", "StdnetBackend", "StdnetRDB"]
        ),

        // A snapshot as a backend, which is only read.
        .target(
            name: "SnapshotBackend",
            dependencies: ["MemoryBackend", "SQLiteSnapshot", "StdnetBackend"]
        ),

        // What puts the parts together.
        .target(
            name: "StdnetTesting",
            dependencies: ["MemoryBackend", "StdnetBackend", "StdnetODM"]
        ),
        .target(
            name: "CitiesExample",
            dependencies: ["StdnetODM"],
            path: "Examples/Cities",
            resources: [.copy("Data")]
        ),
        .executableTarget(name: "stdnet", dependencies: ["StdnetCLI"], path: "Sources/StdnetTool"),
        .target(
            name: "StdnetCLI",
            dependencies: [
                "CitiesExample", "MemoryBackend", "RedisBackend", "SQLiteSnapshot",
                "SnapshotBackend",
                "StdnetBackend", "StdnetODM", "StdnetServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Tests, one folder for each target, and those that are about two at once.
        .testTarget(name: "StdnetBackendTests", dependencies: ["StdnetBackend"]),
        .testTarget(
            name: "StdnetCommandsTests",
            dependencies: [
                "MemoryBackend", "RedisBackend", "StdnetBackend", "StdnetCommands", "StdnetTesting",
            ]
        ),
        .testTarget(
            name: "RedisBackendTests",
            dependencies: [
                "CHiredis", "RedisBackend", "StdnetBackend", "StdnetTesting",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .testTarget(
            name: "MemoryBackendTests",
            dependencies: ["MemoryBackend", "StdnetBackend", "StdnetRDB", "StdnetTesting"]
        ),
        .testTarget(
            name: "StdnetRDBTests",
            dependencies: ["StdnetBackend", "StdnetRDB", "StdnetTesting"]
        ),
        .testTarget(
            name: "StdnetServerTests",
            dependencies: ["MemoryBackend", "RedisBackend", "StdnetBackend", "StdnetServer"]
        ),
        .testTarget(
            name: "StdnetMacrosTests",
            dependencies: [
                "StdnetMacros",
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacroExpansion", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ]
        ),
        .testTarget(
            name: "StdnetODMTests",
            dependencies: ["MemoryBackend", "StdnetODM", "StdnetTesting"]
        ),
        .testTarget(
            name: "SQLiteSnapshotTests",
            dependencies: [
                "MemoryBackend", "RedisBackend", "SQLiteSnapshot", "StdnetBackend", "StdnetRDB",
                "StdnetTesting",
            ]
        ),
        .testTarget(
            name: "SnapshotBackendTests",
            dependencies: [
                "CitiesExample", "MemoryBackend", "SQLiteSnapshot", "SnapshotBackend",
                "StdnetBackend", "StdnetODM",
            ]
        ),
        .testTarget(
            name: "StdnetCLITests",
            dependencies: [
                "CitiesExample", "MemoryBackend", "RedisBackend", "SQLiteSnapshot", "StdnetBackend",
                "StdnetCLI", "StdnetODM", "StdnetTesting", "stdnet",
            ]
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["MemoryBackend", "RedisBackend", "StdnetODM", "StdnetTesting"],
            path: "Tests/Conformance"
        ),
        .testTarget(
            name: "LockstepTests",
            dependencies: [
                "MemoryBackend", "RedisBackend", "StdnetBackend", "StdnetODM", "StdnetTesting",
            ],
            path: "Tests/Lockstep",
            resources: [.copy("Dialogues")]
        ),
        .testTarget(
            name: "GoldenTests",
            dependencies: ["MemoryBackend", "RedisBackend", "StdnetODM", "StdnetTesting"],
            path: "Tests/Golden",
            resources: [.copy("Keyspaces")]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Lua for the memory backend, for those who want it. The libraries that it links are Debian's:
// elsewhere there is no cjson for Lua 5.1.
#if os(Linux)
package.products.append(.library(name: "StdnetLua", targets: ["StdnetLua"]))
for target in package.targets
where ["StdnetCLI", "LockstepTests", "StdnetServerTests"]
    .contains(target.name)
{
    target.dependencies.append("StdnetLua")
}
package.targets += [
    .target(
        name: "CStdnetLua",
        linkerSettings: ["lua5.1", "lua5.1-cjson", "lua5.1-bitop"].map { .linkedLibrary($0) }
    ),
    .target(name: "StdnetLua", dependencies: ["CStdnetLua", "MemoryBackend", "StdnetBackend"]),
    .testTarget(
        name: "StdnetLuaTests",
        dependencies: [
            "MemoryBackend", "RedisBackend", "StdnetBackend", "StdnetLua", "StdnetODM",
            "StdnetTesting",
        ]
    ),
]
#endif

let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
    "NonisolatedNonsendingByDefault", "InferIsolatedConformances",
]
for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + features.map { .enableUpcomingFeature($0) }
        + [.treatAllWarnings(as: .error)]
}
