package import Documents
import Foundation
package import TextSafety

/// A file, or standard input, that can be read as often as one likes.
package struct FileInput: Sendable {
  enum Origin: Sendable {
    case path(String)
    case spooled(SpooledFile)
  }

  /// The path as the user gave it, or what was found below it; `-` for standard input.
  package let displayName: UntrustedText
  /// Bytes, when the file was found.
  package let size: Int
  let origin: Origin

  /// The path from the root, for an editor; empty where there is no file that one could edit as text.
  package var editablePath: UntrustedText {
    guard case .path(let path) = origin, !path.lowercased().hasSuffix(".gz") else { return "" }
    return UntrustedText(URL(fileURLWithPath: path).standardizedFileURL.path)
  }

  /// The file from its beginning. It is not opened before, so that a folder of any size needs one descriptor.
  package func open() throws(FetchError) -> any ByteSource {
    switch origin {
    case .spooled(let file): return file.source()
    case .path(let path):
      // Something else may stand there by now: not to wait on a pipe, not to take a terminal.
      let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard descriptor >= 0 else { throw .reading(displayName, errno) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw .notAFile(displayName)
      }
      return DescriptorSource(owning: descriptor)
    }
  }
}

extension FetchError {
  /// What a system call said of a path.
  static func reading(_ path: UntrustedText, _ number: Int32) -> FetchError {
    let underlying = POSIXErrorCode(rawValue: number).map { POSIXError($0) }
    switch number {
    case ENOENT, ENOTDIR:
      return FetchError(
        .notFound, what: path, why: "no such file or folder", next: "check the path", underlying: underlying)
    case EACCES, EPERM:
      return FetchError(
        .denied, what: path, why: "permission denied", next: "ask for the right to read it", underlying: underlying)
    case ELOOP:
      return FetchError(
        .notFound, what: path, why: "its symbolic links lead in a circle", next: "correct the links",
        underlying: underlying)
    case EISDIR:
      return FetchError(
        .notAFile, what: path, why: "it is a folder", next: "name a file in it", underlying: underlying)
    default:
      let why = UntrustedText(String(cString: strerror(number)))
      return FetchError(.unreadable, what: path, why: why, next: "check the disk", underlying: underlying)
    }
  }

  static func notAFile(_ path: UntrustedText) -> FetchError {
    FetchError(
      .notAFile, what: path, why: "neither a file nor a folder", next: "hand a pipe on with `| bulwark scan -`")
  }
}
