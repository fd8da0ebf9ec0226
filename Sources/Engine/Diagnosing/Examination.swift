import Documents
import Export
import Fetch
package import Foundation
package import Hardening
package import Store
import TextSafety

/// Looks at everything that the program depends on, and says what is wrong and what to do. It writes nothing.
package struct Examination {
  private let state: StateFolder
  private let file: SettingsFile
  /// Seconds since 1970.
  private let now: Int64
  private var diagnosis = Diagnosis()

  private init(_ state: StateFolder, _ file: SettingsFile, _ now: Int64) {
    (self.state, self.file, self.now) = (state, file, now)
  }

  /// - Parameter version: Bulwark's.
  package static func run(
    version: String, state: StateFolder = .find(), file: SettingsFile = .find(), now: Date = Date()
  ) -> Diagnosis {
    var examination = Examination(state, file, Int64(now.timeIntervalSince1970))
    examination.examineProgram(version)
    let settings = examination.examineConfiguration()
    if examination.examineState() {
      examination.examineDecisions()
      examination.examineCache()
      examination.examineLocks()
    }
    examination.examineLimits(settings)
    return examination.diagnosis
  }

  private mutating func examineProgram(_ version: String) {
    diagnosis.add(
      .program, .ok,
      "bulwark \(UntrustedText(version)), SQLite \(UntrustedText(StateInspection.engine)), \(ProcessInfo.processInfo.activeProcessorCount) processors"
    )
  }

  private mutating func examineConfiguration() -> Settings {
    let (settings, errors) = file.read()
    let path = UntrustedText(file.path)
    for error in errors { diagnosis.add(.configuration, .bad, "\(error.what): \(error.why)", next: error.next) }
    if errors.isEmpty {
      let isThere = FileManager.default.fileExists(atPath: file.path)
      diagnosis.add(.configuration, .ok, "\(path): \(isThere ? "correct" : "not there, so the defaults are in force")")
    }
    for name in Set(file.themes.own).union([settings.theme]).sorted() {
      for error in file.themes.read(name).errors where !errors.contains(error) {
        // A theme that is not in force stands in nobody's way.
        let verdict: Diagnosis.Verdict = name == settings.theme ? .bad : .look
        diagnosis.add(.configuration, verdict, "\(error.what): \(error.why)", next: error.next)
      }
    }
    return settings
  }

  /// Whether there is anything in the folder to look at.
  private mutating func examineState() -> Bool {
    let path = UntrustedText(state.path)
    guard let status = FileStatus(state.path) else {
      diagnosis.add(.state, .ok, "\(path): not there yet; the first reading or decision makes it")
      return false
    }
    guard status.isFolder else {
      diagnosis.add(.state, .bad, "\(path): it is no folder", next: "name a folder with BULWARK_STATE")
      return false
    }
    do throws(StoreError) {
      try state.requireLocks()
      guard access(state.path, R_OK | W_OK | X_OK) == 0 else {
        throw StoreError(
          .denied, what: path, why: "it cannot be read and written",
          next: "correct its permissions, or name a folder with BULWARK_STATE")
      }
      let mode = UntrustedText(status.modeText)
      if status.isReadableByOthers {
        diagnosis.add(
          .state, .look, "\(path): yours, mode \(mode): others see the names in it", next: "chmod 700 it")
      } else {
        diagnosis.add(.state, .ok, "\(path): yours alone, mode \(mode)")
      }
    } catch { diagnosis.add(.state, .bad, "\(error.what): \(error.why)", next: error.next) }
    if let free = StateInspection(state).freeBytes, free < 256 << 20 {
      diagnosis.add(
        .state, free < 16 << 20 ? .bad : .look, "\(ByteText.text(free)) are free there", next: "free space there")
    }
    return true
  }

  /// Says who else may touch a file.
  private mutating func examineMode(of path: String, _ topic: Diagnosis.Topic) {
    guard let status = FileStatus(path) else { return }
    let what = UntrustedText(path)
    if status.owner != geteuid() {
      diagnosis.add(
        topic, .bad, "\(what): it belongs to user \(status.owner), and this is user \(geteuid())",
        next: "move it away, or name another folder with BULWARK_STATE")
    } else if status.isWritableByOthers {
      diagnosis.add(
        topic, .bad, "\(what): others may write to it (mode \(UntrustedText(status.modeText)))",
        next: "look at what is in it, then chmod 600 it")
    } else if status.isReadableByOthers {
      diagnosis.add(
        topic, .look, "\(what): others may read it (mode \(UntrustedText(status.modeText)))", next: "chmod 600 it")
    }
  }

  private mutating func examineDecisions() {
    let path = UntrustedText(state.decisions)
    guard FileStatus(state.decisions) != nil else {
      diagnosis.add(.decisions, .ok, "\(path): not there; nothing was decided yet")
      return
    }
    examineMode(of: state.decisions, .decisions)
    do throws(StoreError) {
      let batch = try DecisionLog(in: state).read()
      for notice in batch.notices {
        diagnosis.add(.decisions, .look, "\(notice.what): \(notice.why)", next: notice.next)
      }
      let triage = Triage(batch.decisions)
      let inForce = batch.decisions.count { act in
        act.act != .undo && triage.isInForce(act.id) && act.until.map { $0 > now } ?? true
      }
      diagnosis.add(
        .decisions, .ok, "\(path): \(batch.decisions.count) acts can be read, \(inForce) of them are in force")
    } catch { diagnosis.add(.decisions, .bad, "\(error.what): \(error.why)", next: error.next) }
  }

  private mutating func examineCache() {
    let path = UntrustedText(state.cache)
    examineMode(of: state.cache, .cache)
    let inspection = StateInspection(state)
    switch inspection.cache() {
    case .absent: diagnosis.add(.cache, .ok, "\(path): not there; the next reading makes it")
    case .newer:
      diagnosis.add(
        .cache, .bad, "\(path): a later version of Bulwark wrote it",
        next: "use that version, name another folder with BULWARK_STATE, or delete it: no decision is in it")
    case .damaged(let why):
      diagnosis.add(
        .cache, .bad, "\(path): it is damaged (\(why))",
        next: "scan again: it is set aside and made anew; no decision is in it")
    case .unseen(let why): diagnosis.add(.cache, .look, "\(path): \(why)", next: "ask again")
    case .sound(let clusters, let isOld):
      let size = ["", "-wal"].reduce(0) { $0 + (FileStatus(state.cache + $1)?.size ?? 0) }
      let findings = clusters.reduce(0) { $0 + $1.findings }
      diagnosis.add(
        .cache, .ok,
        "\(path): sound, \(ByteText.text(size)), \(clusters.count) clusters, \(findings) findings\(isOld ? "; of an earlier version, brought up to date when it is next opened" : "")"
      )
      examine(clusters)
    }
    for name in inspection.setAside {
      diagnosis.add(
        .cache, .look, "\(UntrustedText(name)): a damaged cache that was set aside", next: "delete it")
    }
  }

  private mutating func examine(_ clusters: [StateInspection.Cluster]) {
    for cluster in clusters {
      let age = UntrustedText(Age.text(now - cluster.observedAt).description)
      let read: UntrustedText = age == "now" ? "read just now" : "read \(age) ago"
      let paths = cluster.location.split("\n").dropFirst()
      let lost = paths.filter { path in
        path != "-" && path.parsed { FileManager.default.fileExists(atPath: $0) ? true : nil } == nil
      }
      let what: UntrustedText = "\(cluster.name): \(read), \(cluster.findings) findings"
      if let first = lost.first {
        diagnosis.add(
          .clusters, .look, "\(what); \(first), where it was read from, is not there any more",
          next: "its findings stay as they were until it is read again")
      } else {
        diagnosis.add(.clusters, .ok, what)
      }
    }
  }

  private mutating func examineLocks() {
    let holders = StateInspection(state).holders.filter { $0.process != getpid() }
    if holders.isEmpty { diagnosis.add(.locks, .ok, "no other process holds anything locked") }
    for holder in holders {
      let who: UntrustedText = holder.process > 0 ? "process \(holder.process)" : "a process of another container"
      let how: UntrustedText = holder.isExclusive ? "to write" : "to read"
      diagnosis.add(.locks, .ok, "\(who) holds \(UntrustedText(holder.file)) \(how)")
    }
  }

  private mutating func examineLimits(_ settings: Settings) {
    let limits = settings.limits
    diagnosis.add(
      .limits, .ok,
      "documents \(ByteText.text(limits.documentBytes)), lines \(ByteText.text(limits.lineBytes)), depth \(limits.depth), aliases \(limits.aliasNodes) nodes, sources \(ByteText.text(limits.sourceBytes))"
    )
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0, files.rlim_cur < 64 {
      diagnosis.add(.limits, .bad, "only \(files.rlim_cur) files may be open at once", next: "ulimit -n 1024")
    }
  }
}

/// Amounts of bytes as people are told them.
private enum ByteText {
  static func text(_ bytes: Int) -> UntrustedText {
    switch bytes {
    case ..<1024: "\(bytes) B"
    case ..<(1 << 20): "\(bytes >> 10) KiB"
    case ..<(1 << 30): "\(bytes >> 20) MiB"
    default: "\(bytes >> 30) GiB"
    }
  }
}
