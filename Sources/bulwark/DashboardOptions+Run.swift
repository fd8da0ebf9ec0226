import Dashboard
import Engine
import Fetch
import Foundation
import Hardening
import Session
import Store
import TerminalKit
import TextSafety

extension DashboardOptions {
  /// The dashboard on the terminal of the process.
  func runOnTerminal(_ content: () throws -> DashboardContent) throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      Console.error(
        what: "dashboard", why: "stdout is no terminal", next: "use bulwark scan, or --script for a screen as text")
      throw ExitStatus.usage
    }
    let content = try content()
    defer { content.removeTemporary() }
    let settings = content.settings
    let theme = try theme(settings)
    let session = try open(content, content.state ?? StateFolder.find())
    let terminal: NcursesTerminal
    do throws(TerminalError) { terminal = try NcursesTerminal(theme: theme) } catch {
      Console.error(what: error.what, why: error.why, next: error.next)
      throw ExitStatus.usage
    }
    let end = Runner.run(
      Dashboard(options(settings, isPlain: NcursesTerminal.wantsASCII(ProcessInfo.processInfo.environment))),
      session: session, files: DashboardFiles(session: session), terminal: terminal,
      theme: Self.theme(named:))
    terminal.close()
    close(session)
    // Who dies of a signal does nothing more.
    content.removeTemporary()
    switch end {
    case .finished: return
    // Its terminal is gone, as when its window was closed.
    case .closed: LoopEnd.die(of: SIGHUP)
    case .signal(let signal): LoopEnd.die(of: signal)
    }
  }

  /// The dashboard over keys from a file; its last screen is written as text or as a picture.
  func run(script path: String, _ content: () throws -> DashboardContent) throws {
    let script = try read(script: path)
    var content = try content()
    if content.state == nil { (content.state, content.temporary) = scriptState() }
    defer { content.removeTemporary() }
    let settings = content.settings
    let theme = try theme(settings)
    let session = try open(content, content.state ?? StateFolder.find())
    let terminal = HeadlessTerminal(Size(size) ?? Size(width: 120, height: 36), script: script.events)
    terminal.theme = theme
    _ = Runner.run(
      Dashboard(options(settings, isPlain: false)), session: session, files: DashboardFiles(session: session),
      terminal: terminal,
      theme: Self.theme(named:))
    close(session)
    guard let dump else { return Console.out(terminal.frame.text) }
    let isPicture = dump.lowercased().hasSuffix(".svg")
    let text = isPicture ? terminal.frame.svg(terminal.theme) : terminal.frame.text
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: dump)) } catch {
      Console.error(what: dump, why: "it cannot be written", next: "name a file that can")
      throw ExitStatus.usage
    }
  }

  private func read(script path: String) throws -> Script {
    let data: [UInt8]
    do throws(FetchError) { data = try SmallFile.bytes(of: path, limit: 1 << 20) } catch {
      Console.error(what: error.what, why: error.why, next: "name a file of keys with --script")
      throw ExitStatus.usage
    }
    do { return try Script(String(decoding: data, as: UTF8.self)) } catch {
      Console.error(
        what: "\(UntrustedText(path)): line \(error.line)", why: error.why, next: "bulwark dashboard --help says how")
      throw ExitStatus.usage
    }
  }

  /// A script decides in a folder of its own, unless it is told where.
  private func scriptState() -> (StateFolder, temporary: String?) {
    let named = ProcessInfo.processInfo.environment["BULWARK_STATE"] ?? ""
    guard named.isEmpty else { return (StateFolder(path: named), nil) }
    let path = NSTemporaryDirectory() + "/bulwark-script-\(UUID().uuidString)"
    return (StateFolder(path: path), path)
  }

  private func open(_ content: DashboardContent, _ state: StateFolder) throws -> LocalSession {
    let configuration = LocalSession.Configuration(
      sources: content.sources, contexts: content.contexts, settings: content.settings, state: state)
    let opened = Waiting.for { () async -> Result<LocalSession, SessionError> in
      do throws(SessionError) { return .success(try await LocalSession.open(configuration)) } catch {
        return .failure(error)
      }
    }
    switch opened {
    case .success(let session): return session
    case .failure(let error):
      Console.error(what: error.notice.what, why: error.notice.why, next: error.notice.next)
      throw ExitStatus.usage
    }
  }

  /// Waits until the session has put down what it has to.
  private func close(_ session: LocalSession) {
    // Nobody waits before a script.
    let patience = script == nil ? Duration.seconds(3) : .seconds(600)
    Waiting.for { await session.close(patience: patience) }
  }

  /// A theme chosen while the dashboard is open: what is wrong with its file is left out.
  private static func theme(named name: String) -> Theme? { Theme(ThemeFiles.find().read(name).theme) }

  private func theme(_ settings: Settings) throws -> Theme {
    let (description, errors) = ThemeFiles.find().read(theme ?? settings.theme)
    guard errors.isEmpty else {
      for error in errors { Console.error(what: error.what, why: error.why, next: error.next) }
      throw ExitStatus.usage
    }
    return Theme(description)
  }
}
