// swift-tools-version: 6.2
//
// Style of this manifest: one section a module, in the order in which data flows (ARCHITECTURE.md), its tests beside
// it; arrays sorted; every dependency named where it is used. Tests/HouseTests holds the `import` lines of the sources
// against the table of ARCHITECTURE.md.

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A module of the house and its tests. `resources` go with the tests.
func module(
  _ name: String, _ dependencies: [Target.Dependency], testedWith extra: [Target.Dependency] = [],
  fixtures: [String] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: settings),
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies + extra,
      exclude: fixtures, swiftSettings: settings),
  ]
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

var targets: [Target] = []

// Bindings to C
targets += [
  .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
  .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
  .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

// Text from outside
targets += module("TextSafety", [])

// Bytes to trees
targets += module("Documents", ["CSimdJSON", "CYAML", "CZlib", "TextSafety"])

// Where bytes come from
targets += module("Fetch", ["CCurl", "Documents", "Hardening", "TextSafety"])

// The vocabulary
targets += module("Hardening", ["TextSafety", crypto])

// Trees to facts
targets += module("Inventory", ["Documents", "Hardening", "TextSafety"])

// Facts to verdicts
targets += module(
  "Checks", ["Hardening", "Inventory", "TextSafety"], testedWith: ["Documents", "Engine"],
  fixtures: ["Fixtures", "Hardened/Workload.yaml"])

// What is kept
targets += module("Store", ["Hardening", "TextSafety", database])

// What leaves
targets += module("Export", ["Hardening", "TextSafety"], fixtures: ["Golden"])

// The protocol of the three faces, and who implements it here
targets += module("Session", ["Hardening", "TextSafety"])
targets += module(
  "Engine", ["Checks", "Documents", "Export", "Fetch", "Hardening", "Inventory", "Session", "Store", "TextSafety"],
  testedWith: ["triage-storm"])
targets += [
  .executableTarget(
    name: "triage-storm", dependencies: ["Engine", "Hardening", "Session", "Store", "TestSupport", "TextSafety"],
    path: "Tests/TriageStorm", swiftSettings: settings)
]

// The terminal
targets += module("TerminalKit", ["CNcurses", "TextSafety"], testedWith: ["terminal-probe"])
targets += [
  .executableTarget(
    name: "terminal-probe", dependencies: ["TerminalKit", "TextSafety"], path: "Tests/TerminalProbe",
    swiftSettings: settings)
]
targets += module(
  "Dashboard", ["Hardening", "Session", "TerminalKit", "TextSafety"], testedWith: ["Engine"], fixtures: ["Golden"])

// The program
targets += [
  .executableTarget(
    name: "bulwark",
    dependencies: [
      "Checks", "Dashboard", "Engine", "Export", "Fetch", "Hardening", "Session", "Store", "TerminalKit", "TextSafety",
      arguments,
    ],
    swiftSettings: settings),
  .executableTarget(
    name: "bulwark-bench", dependencies: ["Engine", "Hardening", "Session", "Store", "TextSafety"],
    swiftSettings: settings),
  .executableTarget(
    name: "bulwark-generate", swiftSettings: settings),
]

// Tests of the whole
targets += [
  .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: settings),
  .testTarget(name: "EndToEndTests", dependencies: ["TestSupport", "bulwark"], swiftSettings: settings),
  .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings),
]

let package = Package(
  name: "bulwark",
  products: [.executable(name: "bulwark", targets: ["bulwark"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
