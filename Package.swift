// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

let package = Package(
    name: "stdnet",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "StdnetBackend", targets: ["StdnetBackend"]),
        .library(name: "StdnetODM", targets: ["StdnetODM"]),
    ],
    dependencies: [
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1")
    ],
    targets: [
        .target(name: "StdnetBackend"),
        .macro(
            name: "StdnetMacros",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ]),
        .target(
            name: "StdnetODM",
            dependencies: ["StdnetBackend", "StdnetMacros"],
            resources: [
                .embedInCode("Scripts/Select/select.lua"),
                .embedInCode("Scripts/Aggregate/aggregate.lua"),
                .embedInCode("Scripts/Load/load.lua"),
                .embedInCode("Scripts/Commit/read.lua"),
                .embedInCode("Scripts/Commit/delete.lua"),
                .embedInCode("Scripts/Commit/validate.lua"),
                .embedInCode("Scripts/Commit/write.lua"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
    "NonisolatedNonsendingByDefault", "InferIsolatedConformances",
]
for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + features.map { .enableUpcomingFeature($0) }
        + [.treatAllWarnings(as: .error)]
}
