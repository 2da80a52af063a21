// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds the library builds this.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "stdnet", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "CitiesBenchmark",
            dependencies: [
                "Measuring",
                .product(name: "CitiesExample", package: "stdnet"),
                .product(name: "MemoryBackend", package: "stdnet"),
                .product(name: "RedisBackend", package: "stdnet"),
                .product(name: "StdnetODM", package: "stdnet"),
                .product(name: "StdnetTesting", package: "stdnet"),
            ]
        ),
        .target(name: "CAllocations"),
        // What several benchmarks measure with.
        .target(
            name: "Measuring",
            dependencies: [.product(name: "StdnetBackend", package: "stdnet")]
        ),
        .executableTarget(
            name: "MapperBenchmark",
            dependencies: [
                "Measuring",
                .product(name: "MemoryBackend", package: "stdnet"),
                .product(name: "RedisBackend", package: "stdnet"),
                .product(name: "StdnetBackend", package: "stdnet"),
                .product(name: "StdnetODM", package: "stdnet"),
                .product(name: "StdnetTesting", package: "stdnet"),
            ],
            exclude: ["mapper_peers.py"]
        ),
        .executableTarget(
            name: "MemoryBenchmark",
            dependencies: [
                "Measuring", "CAllocations",
                .product(name: "MemoryBackend", package: "stdnet"),
                .product(name: "RedisBackend", package: "stdnet"),
                .product(name: "StdnetBackend", package: "stdnet"),
                .product(name: "StdnetCommands", package: "stdnet"),
                .product(name: "StdnetODM", package: "stdnet"),
                .product(name: "StdnetServer", package: "stdnet"),
                .product(name: "StdnetTesting", package: "stdnet"),
            ],
            exclude: ["fakeredis_peer.py"]
        ),
        .target(name: "CRawInserts", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "SnapshotBenchmark",
            dependencies: [
                "CRawInserts", "Measuring",
                .product(name: "RedisBackend", package: "stdnet"),
                .product(name: "SQLiteSnapshot", package: "stdnet"),
                .product(name: "StdnetBackend", package: "stdnet"),
                .product(name: "StdnetTesting", package: "stdnet"),
            ],
            exclude: ["python_exporter.py", "python_writer.py"]
        ),
        .executableTarget(
            name: "TransportBenchmark",
            dependencies: [
                "Measuring", "CAllocations",
                .product(name: "RedisBackend", package: "stdnet"),
                .product(name: "StdnetBackend", package: "stdnet"),
                .product(name: "StdnetCommands", package: "stdnet"),
                .product(name: "StdnetTesting", package: "stdnet"),
            ],
            exclude: ["redis_py.py"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Lua in process is there on Linux only.
#if os(Linux)
for target in package.targets where target.name == "MemoryBenchmark" {
    target.dependencies.append(.product(name: "StdnetLua", package: "stdnet"))
}
#endif

let features = ["ExistentialAny", "InternalImportsByDefault", "NonisolatedNonsendingByDefault"]
for target in package.targets where !["CAllocations", "CRawInserts"].contains(target.name) {
    target.swiftSettings = features.map { .enableUpcomingFeature($0) }
}
