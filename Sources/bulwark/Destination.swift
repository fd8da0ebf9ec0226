import Export
import Foundation
import Store

/// Where a report goes: stdout, a file that is replaced only once the whole report is written, or a device or FIFO that
/// is written to as it is.
struct Destination {
  /// As a person gave it; nil for stdout.
  private let name: String?
  private let path: String?
  /// nil where nothing is to be replaced.
  private let temporary: String?
  private let descriptor: Int32

  /// `mode`: who may read and write a new file; one that is replaced keeps what it allows nobody.
  init(_ path: String?, mode: mode_t = 0o644) throws {
    name = path
    guard let path else {
      (self.path, temporary, descriptor) = (nil, nil, STDOUT_FILENO)
      return
    }
    // What a link points at is replaced, not the link.
    let target = realpath(path, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var status = stat()
    if let target, stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      (self.path, temporary) = (target, nil)
      descriptor = open(target, O_WRONLY | O_CLOEXEC)
    } else {
      let temporary = "\(target ?? path).bulwark-\(getpid())"
      let mode = target == nil ? mode : mode & status.st_mode
      (self.path, self.temporary) = (target ?? path, temporary)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
      if descriptor >= 0 { Interruption.removes(temporary) }
    }
    guard descriptor >= 0 else {
      Console.error(what: path, why: String(cString: strerror(errno)), next: "name a file that can be written")
      throw ExitStatus.usage
    }
  }

  /// Writes all bytes, or throws the POSIX error.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(descriptor, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Puts the report in its place. Throws the POSIX error, also of what could not be written behind the program's back.
  func finish() throws {
    guard let path else { return }
    guard close(descriptor) == 0, temporary.map({ rename($0, path) == 0 }) ?? true else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    Interruption.removes(nil)
  }

  /// Leaves everything as it was.
  func discard() {
    guard path != nil else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
    Interruption.removes(nil)
  }

  /// Writes a report and puts it in its place; leaves everything as it was, with an error line, where that fails.
  func write(_ report: Report, as format: ReportFormat) throws {
    var sink = ReportOutput(write)
    let style = name == nil ? OutputStyle(width: Console.width, color: Console.color) : OutputStyle()
    do {
      try report.write(format, to: &sink, style: style)
      try finish()
    } catch let error as StoreError {
      discard()
      Console.notice(error.notice)
      throw ExitStatus.incomplete
    } catch let error as POSIXError {
      discard()
      Console.unwritable(name ?? "stdout", error.code.rawValue)
      throw ExitStatus.incomplete
    }
  }
}
