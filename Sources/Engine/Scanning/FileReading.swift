import Documents
import Fetch
import Hardening
import TextSafety

/// Reads files one after the other, for a scan or a capture. What cannot be read costs itself and leaves a notice.
struct FileReading {
  private(set) var notices: [Notice] = []
  private(set) var objects = 0
  private let files: [FileInput]
  private let progress: ((ScanProgress) -> Void)?
  // Of the file that is being read.
  private var found = FileNotices("")
  private var capture: Captured?
  private var objectsBefore = 0

  private init(_ files: [FileInput], _ progress: ((ScanProgress) -> Void)?) {
    self.files = files
    self.progress = progress
  }

  /// `head` takes what a capture says of itself, in front of its objects and once more behind them, when it has said all;
  /// `take` a document, the index of its file and
  /// the file's notices, and says whether it was an object. Throws what `take` throws.
  static func run<Failure: Error>(
    _ files: [FileInput], limits: Limits, progress: ((ScanProgress) -> Void)?, head: (CaptureHeader) -> Void,
    take: (Document, Int, inout FileNotices) throws(Failure) -> Bool
  ) throws(Failure) -> FileReading {
    var reading = FileReading(files, progress)
    reading.begin(0)
    let open: @Sendable (Int) throws -> any ByteSource = { try files[$0].open() }
    try DocumentReader.readAhead(files.indices, limits: limits, open: open) { (index, event) throws(Failure) in
      switch event {
      case .problem(let problem): reading.found.add(problem)
      case .document(let document):
        if let line = CaptureLine(document, in: reading.capture) {
          reading.capture = Captured(after: reading.capture, line)
          if let capture = reading.capture { head(capture.header) }
        } else if try take(document, index, &reading.found) {
          reading.count(in: index)
        }
      case .end(let failure):
        reading.end(index, failure)
        reading.begin(index + 1)
      }
    }
    return reading
  }

  private mutating func begin(_ index: Int) {
    guard index < files.count else { return }
    found = FileNotices(files[index].displayName)
    capture = nil
    objectsBefore = objects
    tell(index)
  }

  private mutating func count(in index: Int) {
    objects += 1
    if objects % 1000 == 0 { tell(index) }
  }

  private func tell(_ index: Int) {
    progress?(ScanProgress(files: index, allFiles: files.count, objects: objects))
  }

  private mutating func end(_ index: Int, _ failure: (any Error)?) {
    switch failure {
    case nil: break
    case let error as FetchError: found.add(Notice(error))
    case let error as DocumentError: found.add(error)
    default: found.addUnknown()
    }
    if let lack = capture?.lack(of: objects - objectsBefore) {
      found.add(Notice(what: files[index].displayName, why: lack.why, next: lack.next, costsCoverage: true))
    }
    notices += found.all
  }
}
