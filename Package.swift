// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

let package = Package(
    name: "stdnet",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "StdnetBackend", targets: ["StdnetBackend"]),
    ],
    targets: [
        .target(name: "StdnetBackend"),
    ],
    swiftLanguageModes: [.v6]
)

let features = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
    "NonisolatedNonsendingByDefault", "InferIsolatedConformances",
]
for target in package.targets where ![.system, .macro, .plugin].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + features.map { .enableUpcomingFeature($0) }
        + [.treatAllWarnings(as: .error)]
}
