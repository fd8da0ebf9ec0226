package import Documents
import Foundation
import TextSafety

/// The files that a person's paths stand for, in an order that does not change from run to run.
package struct FileInputs: Sendable {
  package private(set) var inputs: [FileInput] = []
  /// What could not be taken, one for each path or file, and for each Helm chart with templates; the others are there
  /// all the same.
  package private(set) var errors: [FetchError] = []

  /// Folders and files by device and number: none is entered or read twice.
  private var seen: Set<Identity> = []
  /// Where the folder that was named really is, with a slash behind it, and the links that lead out of it.
  private var root = ""
  private var leaving: [String] = []

  /// The templates that were left out, by the folder of the chart that renders them.
  private var templates: [String: (first: String, count: Int)] = [:]
  private let limits: Limits

  /// Where among charts a folder is.
  private struct Place {
    /// The folder of the chart that renders what is in it; nil where what is in it is read.
    var chart: String?
    var isTemplates = false
  }

  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  /// How far down folders are followed; nobody nests manifests that deep.
  private static let depth = 64

  private init(_ limits: Limits) { self.limits = limits }

  /// A file is taken whatever its name; a folder gives its `.yaml`, `.yml`, `.json`, `.jsonl` and their `.gz`, also of
  /// folders in it, but of none whose name begins with a dot; `-` is standard input, read to its end at once,
  /// up to the size that a source may have.
  package static func enumerate(
    paths: [String], standardInput: Int32 = 0, limits: Limits = .standard
  ) -> FileInputs {
    var found = FileInputs(limits)
    var hasReadInput = false
    for path in paths {
      if isPipe(path) {
        // A second `-` has nothing left to read.
        if path == "-", hasReadInput { continue }
        hasReadInput = hasReadInput || path == "-"
        found.spool(path, standardInput)
      } else {
        found.take(path)
      }
    }
    return found
  }

  /// `-`, or what a shell's `<(…)` hands over.
  private static func isPipe(_ path: String) -> Bool {
    guard path != "-", path != "/dev/stdin" else { return true }
    var status = stat()
    return (path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")) && stat(path, &status) == 0
      && status.st_mode & S_IFMT == S_IFIFO
  }

  private mutating func spool(_ path: String, _ standardInput: Int32) {
    let name = UntrustedText(path)
    do throws(FetchError) {
      let descriptor = path == "-" ? standardInput : open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .reading(name, errno) }
      defer { if path != "-" { close(descriptor) } }
      let file = try SpooledFile(reading: descriptor, named: name, limit: limits.sourceBytes)
      inputs.append(FileInput(displayName: name, size: file.size, origin: .spooled(file)))
    } catch {
      errors.append(error)
    }
  }

  private mutating func take(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      errors.append(.reading(UntrustedText(path), errno))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: add(path, status)
    case S_IFDIR:
      let before = (inputs.count, errors.count)
      let real = Self.realPath(path) ?? path
      root = real.hasSuffix("/") ? real : real + "/"
      enter(path, status, depth: 0, Place())
      noticeLinks(of: path)
      if before == (inputs.count, errors.count) {
        errors.append(
          FetchError(
            .noFiles, what: UntrustedText(path), why: "no .yaml, .yml, .json or .jsonl file in it",
            next: "name another folder, or the files themselves"))
      }
    default: errors.append(.notAFile(UntrustedText(path)))
    }
  }

  /// True the first time.
  private mutating func isNew(_ status: stat) -> Bool {
    seen.insert(Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))).inserted
  }

  private mutating func add(_ path: String, _ status: stat) {
    guard isNew(status) else { return }
    inputs.append(FileInput(displayName: UntrustedText(path), size: Int(status.st_size), origin: .path(path)))
  }

  private mutating func enter(_ folder: String, _ status: stat, depth: Int, _ place: Place) {
    guard isNew(status) else { return }
    guard depth < Self.depth else {
      errors.append(
        FetchError(
          .notFound, what: UntrustedText(folder), why: "more than \(Self.depth) folders within one another",
          next: "name it by itself"))
      return
    }
    guard let names = names(in: folder) else { return }
    let isChart = !place.isTemplates && names.contains("Chart.yaml")
    let chart = place.chart ?? (isChart ? folder : nil)
    defer { if place.chart == nil, isChart { noticeTemplates(of: folder) } }
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else {
        // A dangling link among others is nobody's concern, unless it is called like a manifest. A name that is no UTF-8
        // cannot be asked for as it is, so there may be anything behind it.
        if Self.isManifest(name) || name.contains("\u{FFFD}") { errors.append(.reading(UntrustedText(path), errno)) }
        continue
      }
      if leadsOut(path) {
        if status.st_mode & S_IFMT == S_IFDIR || Self.isManifest(name) { leaving.append(path) }
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        // Only these two belong to a chart; within them, all does.
        let isTemplates = place.isTemplates || (isChart && name == "templates")
        let belongs = isTemplates || !isChart || name == "charts"
        enter(path, status, depth: depth + 1, Place(chart: belongs ? chart : nil, isTemplates: isTemplates))
      case S_IFREG where Self.isManifest(name):
        if place.isTemplates, let chart, isTemplate(path) {
          templates[chart, default: (path, 0)].count += 1
        } else if !(isChart && Self.isChartFile(name) && holdsNoObject(path)) {
          add(path, status)
        }
      default: break
      }
    }
  }

  /// Whether an entry is a link to something outside of the folder that was named: whoever made it may not read that.
  private func leadsOut(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    guard let real = Self.realPath(path) else { return true }
    return !(real + "/").hasPrefix(root)
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// One for all links that lead out of a folder.
  private mutating func noticeLinks(of folder: String) {
    guard let first = leaving.first else { return }
    let others = leaving.count == 1 ? "" : "; so do \(leaving.count - 1) others"
    errors.append(
      FetchError(
        .notFound, what: UntrustedText(first),
        why: "a link that leads out of \(UntrustedText(folder))\(UntrustedText(others))",
        next: "not followed; name what it leads to by itself"))
    leaving = []
  }

  /// Sorted by bytes; nil after an error has been noted.
  private mutating func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else {
      errors.append(.reading(UntrustedText(folder), errno))
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a chart says of itself and its defaults: YAML, but no objects.
  private static func isChartFile(_ name: String) -> Bool {
    name == "Chart.yaml" || name == "values.yaml" || name.hasPrefix("values.") || name.hasPrefix("values-")
  }

  private static func isManifest(_ name: String) -> Bool {
    var name = name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return [".yaml", ".yml", ".json", ".jsonl"].contains { name.hasSuffix($0) }
  }

  /// Whether a file has braces that only rendering removes; it is judged as it is where that cannot be told.
  private func isTemplate(_ path: String) -> Bool {
    guard var source = try? FileInput(path).open() else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let brace = UInt8(ascii: "{")
    var last: UInt8 = 0
    var total = 0
    while let count = try? bytes.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
      for byte in bytes[..<count] {
        if byte == brace, last == brace { return true }
        last = byte
      }
      total += count
      if total > limits.sourceBytes { return false }
    }
    return false
  }

  /// Whether a file can be read whole and no document of it is an object: then a chart's own file is nobody's concern.
  private func holdsNoObject(_ path: String) -> Bool {
    struct Found: Error {}
    do {
      try DocumentReader.read(try FileInput(path).open(), limits: limits) { event in
        switch event {
        case .problem(let problem): if problem.costsDocument { throw Found() }
        case .document(let document):
          let root = document.root
          guard root.kind == .map, document.list == nil else { throw Found() }
          if root["apiVersion"] != nil, root["kind"] != nil { throw Found() }
        }
      }
      return true
    } catch { return false }
  }

  /// One for all templates of a chart and of the charts in it.
  private mutating func noticeTemplates(of chart: String) {
    guard let left = templates.removeValue(forKey: chart) else { return }
    let others = left.count == 1 ? "" : "; so are \(left.count - 1) others"
    let word = ShellQuoting.quote(UntrustedText(chart))?.description ?? "CHART"
    errors.append(
      FetchError(
        .template, what: UntrustedText(left.first), why: "a Helm template\(UntrustedText(others))",
        next: "not read; render the chart: helm template \(UntrustedText(word)) | bulwark scan -"))
  }
}

extension FileInput {
  fileprivate init(_ path: String) { self.init(displayName: UntrustedText(path), size: 0, origin: .path(path)) }
}
