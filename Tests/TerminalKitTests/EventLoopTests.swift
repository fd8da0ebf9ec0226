import Foundation
import Synchronization
import Testing
import TextSafety

@testable import TerminalKit

@Suite("The event loop")
struct EventLoopTests {
  /// Notes what it is told, in order, and what was drawn between.
  private final class Recorder: EventHandler {
    typealias Message = String

    var notes: [String] = []
    var frames = 0
    var isBusy = false
    var isFinished = false
    var deadline: ContinuousClock.Instant?
    /// What a key sets off elsewhere.
    var onKey: (Key) -> Void = { _ in }

    func handle(_ event: Event) {
      guard case .key(let key) = event else { return notes.append("other") }
      notes.append(key.name)
      onKey(key)
      if key.name == "q" { isFinished = true }
    }

    func handle(_ message: String) {
      notes.append(message)
      isBusy = false
    }

    func handleTimer() {
      notes.append("timer")
      deadline = nil
      isBusy = false
    }

    func draw(into surface: inout Surface) {
      frames += 1
      notes.append("draw")
      surface.draw(SafeText(own: notes.filter { $0 != "draw" }.joined(separator: " ")), x: 0, y: 0)
    }
  }

  private func keys(_ names: String...) -> [Event] { names.compactMap { Key($0).map { .key($0) } } }

  @Test("each key of a script acts on what the one before left on screen")
  func script() {
    let terminal = HeadlessTerminal(Size(width: 40, height: 3), script: keys("j", "ctrl-d", "pgdn"))
    let recorder = Recorder()
    #expect(EventLoop(recorder, on: terminal, Mailbox()).run() == .finished)
    #expect(recorder.notes == ["draw", "j", "draw", "ctrl-d", "draw", "pgdn", "draw"])
    #expect(terminal.frame.text == "j ctrl-d pgdn\n\n\n")
  }

  @Test("a script waits for the answer to a key before it goes on, and its last frame shows the last answer")
  func busy() {
    let script = Array(repeating: Event.key(Key(.enter)), count: 12)
    let terminal = HeadlessTerminal(Size(width: 400, height: 1), script: script)
    let (recorder, mailbox) = (Recorder(), Mailbox<String>())
    recorder.onKey = { _ in
      recorder.isBusy = true
      Thread.detachNewThread { mailbox.post("answer") }
    }
    #expect(EventLoop(recorder, on: terminal, mailbox).run() == .finished)
    let expected = Array(repeating: "enter answer", count: 12).joined(separator: " ")
    #expect(recorder.notes.filter { $0 != "draw" }.joined(separator: " ") == expected)
    #expect(terminal.frame.textLines == [expected])
  }

  @Test("a handler that is finished gets nothing more")
  func finished() {
    let recorder = Recorder()
    let terminal = HeadlessTerminal(Size(width: 9, height: 1), script: keys("q", "j"))
    #expect(EventLoop(recorder, on: terminal, Mailbox()).run() == .finished)
    #expect(recorder.notes == ["draw", "q", "draw"])
  }

  @Test("a timer that was asked for fires, and at rest there is none")
  func timer() {
    let terminal = HeadlessTerminal(Size(width: 9, height: 1), script: keys("j"))
    let recorder = Recorder()
    let loop = EventLoop(recorder, on: terminal, Mailbox())
    #expect(loop.timeout == -1)
    recorder.isBusy = true
    recorder.deadline = .now + .milliseconds(1)
    #expect((0...1).contains(loop.timeout))
    #expect(loop.run() == .finished)
    #expect(recorder.notes.filter { $0 != "draw" } == ["timer", "j"])
    #expect(loop.timeout == -1)
  }

  @Test("a script's next key waits for no timer: what it is for is done before")
  func scriptedTimer() {
    let terminal = HeadlessTerminal(Size(width: 9, height: 1), script: keys("j", "k"))
    let recorder = Recorder()
    recorder.onKey = { _ in recorder.deadline = .now + .seconds(3600) }
    #expect(EventLoop(recorder, on: terminal, Mailbox()).run() == .finished)
    #expect(recorder.notes.filter { $0 != "draw" } == ["j", "timer", "k", "timer"])
  }

  @Test("messages come in order, all of them, and many make few frames")
  func flood() {
    let terminal = HeadlessTerminal(Size(width: 9, height: 1), script: keys("q"))
    let (recorder, mailbox) = (Recorder(), Mailbox<String>())
    let all = (0..<5000).map { "\($0)" }
    recorder.isBusy = true
    for message in all.dropLast() { mailbox.post(message) }
    mailbox.post("4999")
    #expect(EventLoop(recorder, on: terminal, mailbox).run() == .finished)
    #expect(recorder.notes.filter { $0 != "draw" && $0 != "q" } == all)
    #expect(recorder.frames < 10)
  }

  @Test("a few frames are drawn at once; of a flood, forty a second")
  func pace() {
    var pacer = FramePacer()
    let start = ContinuousClock.now
    var drawn: [Duration] = []
    // A message a millisecond, for a second.
    for millisecond in 0..<1000 {
      let now = start + .milliseconds(millisecond)
      pacer.owe(at: now)
      if let due = pacer.due, due <= now {
        drawn.append(now - start)
        pacer.drew(at: now)
      }
    }
    #expect(drawn.prefix(4) == [.zero, .milliseconds(1), .milliseconds(2), .milliseconds(3)])
    #expect(drawn.count == 40)
    // A frame that a key asked for pays what is owed.
    pacer.owe(at: start + .seconds(1))
    pacer.drew(at: start + .seconds(1))
    #expect(pacer.due == nil)
  }
}
