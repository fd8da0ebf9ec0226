import Engine
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// Where the demo keeps its fleet, to be edited, and what is decided about it.
struct DemoFolder {
  let state: StateFolder
  private let files = FileManager.default

  init(_ state: StateFolder) { self.state = state }

  /// The folder of the clusters' folders.
  var fleet: String { state.path + "/fleet" }

  /// There while the past is being made: a folder that has it was left half-way, and is nobody's yet.
  private var mark: String { fleet + "/.unfinished" }

  private var kept: [String] { [state.decisions, state.cache, state.cache + "-wal", state.cache + "-shm"] }

  /// Writes what is missing of the fleet: what somebody edited stays so. A new folder gets a past before.
  /// - Parameter reset: nothing stays.
  func prepare(reset: Bool, _ settings: Settings) throws {
    for path in [state.path, fleet] { try refuseLink(path) }
    try state.create()
    try files.createDirectory(atPath: fleet, withIntermediateDirectories: true)
    // Whoever comes second finds all that there is to make.
    let lock = open(fleet, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if lock >= 0 { close(lock) } }
    while lock >= 0, flock(lock, LOCK_EX) != 0, errno == EINTR {}
    if reset || files.fileExists(atPath: mark) { try clear() }
    let isKept = kept.contains { files.fileExists(atPath: $0) }
    if !isKept, try files.contentsOfDirectory(atPath: fleet).isEmpty { makePast(settings) }
    for file in DemoFleet.files where !files.fileExists(atPath: path(of: file)) { try write(file) }
  }

  /// What a past needs, or nothing of it. Without one the demo is as good as it can be.
  private func makePast(_ settings: Settings) {
    do {
      try Data().write(to: URL(fileURLWithPath: mark))
      try DemoPast(folder: self, settings: settings, now: Date()).make()
      for file in DemoFleet.files { try write(file) }
      try files.removeItem(atPath: mark)
    } catch {
      try? clear()
      DemoFolder.tell(error, topic: "the past of the demo", next: "bulwark demo --reset tries again")
    }
  }

  func write(_ file: DemoFleet.File) throws {
    let path = path(of: file)
    try files.createDirectory(atPath: "\(fleet)/\(file.cluster)", withIntermediateDirectories: true)
    try Data(file.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private func path(of file: DemoFleet.File) -> String { "\(fleet)/\(file.cluster)/\(file.name)" }

  /// Removes what is kept, and the clusters; the folder itself may hold other files, and its fleet's is locked.
  private func clear() throws {
    for path in kept where files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
    let own = Set(DemoFleet.files.map(\.cluster) + DemoFleet.past.flatMap { $0.files.map(\.cluster) })
    for name in own.sorted() where files.fileExists(atPath: "\(fleet)/\(name)") {
      try refuseLink("\(fleet)/\(name)")
      try files.removeItem(atPath: "\(fleet)/\(name)")
    }
    if files.fileExists(atPath: mark) { try files.removeItem(atPath: mark) }
  }

  /// What a link leads to is somebody else's.
  private func refuseLink(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return }
    throw StoreError(
      .denied, what: UntrustedText(path), why: "it is a link, and the demo keeps to a folder of its own",
      next: "remove the link, or name another folder with BULWARK_STATE")
  }

  /// Says on one line what went wrong.
  /// - Parameter topic: what the line is about besides the file that the error names.
  static func tell(_ error: any Error, topic: UntrustedText? = nil, next: UntrustedText) {
    let (what, why): (UntrustedText, UntrustedText) =
      switch error {
      case let error as StoreError: (error.notice.what, error.notice.why)
      case let error as SessionError: (error.notice.what, error.notice.why)
      default:
        (
          UntrustedText((error as NSError).userInfo[NSFilePathErrorKey] as? String ?? "demo"),
          UntrustedText(error.localizedDescription)
        )
      }
    if let topic {
      Console.error(what: topic, why: "\(what): \(why)", next: next)
    } else {
      Console.error(what: what, why: why, next: next)
    }
  }
}
