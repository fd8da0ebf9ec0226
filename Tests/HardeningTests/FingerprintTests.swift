import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Fingerprints")
struct FingerprintTests {
  private let api = ObjectReference(group: "apps", kind: "Deployment", namespace: "payments", name: "api")

  /// These values are in people's decision logs: they may never change.
  @Test("are what they were in the first version")
  func golden() {
    let web = SubjectReference(api, container: "web")
    #expect(Fingerprint(check: "privileged", subject: web).hex == "a1783e165dd2459952e1423da2bebd24")
    let debug = SubjectReference(api, container: "debugger-x7k", isEphemeral: true)
    #expect(Fingerprint(check: "privileged", subject: debug).hex == "d89581156cba39382ec986eacdd7eb01")
    let named = Fingerprint(check: "privileged", subject: SubjectReference(api, container: "ephemeral"))
    #expect(named.hex != "d89581156cba39382ec986eacdd7eb01", "a container that is called so is none of these")
    let pod = ObjectReference(group: "", kind: "Pod", namespace: "default", name: "café\u{202E}")
    let volume = SubjectReference(pod, discriminator: "data")
    #expect(Fingerprint(check: "host-path", subject: volume).hex == "aea9d1a82c00a8bdf1ead819cae8f2aa")
    let namespace = SubjectReference(ObjectReference(group: "", kind: "Namespace", name: "payments"))
    #expect(Fingerprint(check: "pod-security-labels", subject: namespace).hex == "87f84655d121aa22caeab542cde51dff")
  }

  @Test("every field of the subject and the check's name make another")
  func fields() {
    var subjects = [SubjectReference(api)]
    subjects.append(SubjectReference(api, container: "web"))
    subjects.append(SubjectReference(api, discriminator: "web"))
    for change in [\ObjectReference.group, \.kind, \.namespace, \.name] {
      var other = api
      other[keyPath: change] = "other"
      subjects.append(SubjectReference(other))
    }
    let prints = subjects.flatMap { subject in
      ["privileged", "host-pid"].map { Fingerprint(check: $0, subject: subject) }
    }
    #expect(Set(prints).count == prints.count)
  }

  @Test("whether the owner was inferred, and what an ephemeral container is called, make none")
  func others() {
    let seen = SubjectReference(api, container: "web")
    let inferred = SubjectReference(api, container: "web", inferred: true)
    #expect(Fingerprint(check: "a", subject: seen) == Fingerprint(check: "a", subject: inferred))
    let first = SubjectReference(api, container: "debugger-1", isEphemeral: true)
    let second = SubjectReference(api, container: "debugger-2", isEphemeral: true)
    #expect(Fingerprint(check: "a", subject: first) == Fingerprint(check: "a", subject: second))
  }

  @Test("no two lists of fields are written alike, whatever stands in them")
  func netstrings() {
    // Characters that a careless joining of fields would confuse.
    let parts: [UntrustedText] = ["", "a", "b", "1:", ",", "1:a,", "0:,", "a,1:b", "2:", ":", ","]
    var seen: [Fingerprint: [UntrustedText]] = [:]
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let fields = (0..<6).map { _ in parts.randomElement(using: &generator) ?? "" }
      let object = ObjectReference(group: fields[0], kind: fields[1], namespace: fields[2], name: fields[3])
      // An empty container or discriminator is the same as none.
      let subject = SubjectReference(object, container: fields[4], discriminator: fields[5])
      let print = Fingerprint(check: "c", subject: subject)
      if let other = seen[print] { #expect(other == fields) }
      seen[print] = fields
    }
  }

  @Test("are read from 32 lower-case digits and nothing else, and survive JSON")
  func reading() throws {
    let print = Fingerprint(check: "privileged", subject: SubjectReference(api))
    #expect(Fingerprint(hex: print.hex) == print)
    #expect("\(print)" == print.hex)
    let zeros = try #require(Fingerprint(hex: "0000000000000000000000000000000f"))
    #expect(zeros.hex == "0000000000000000000000000000000f" && zeros.high == 0 && zeros.low == 15)
    let wrong = [
      "", "0", print.hex.uppercased(), print.hex + "0", String(print.hex.dropLast()), "g" + print.hex.dropLast(),
    ]
    for text in wrong + ["+" + print.hex.dropLast(), " " + print.hex.dropLast()] {
      if text != print.hex { #expect(Fingerprint(hex: text) == nil, "\(text)") }
    }
    #expect(try JSONDecoder().decode([Fingerprint].self, from: JSONEncoder().encode([print])) == [print])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Fingerprint].self, from: Data(#"["x"]"#.utf8)) }
  }

  @Test("begin with the digits that a person types")
  func prefix() throws {
    let print = Fingerprint(high: 0x0a1b_2c3d_4e5f_6071, low: 0x8293_a4b5_c6d7_e8f9)
    let others = [
      Fingerprint(high: 0x0a1b_2c3d_4e5f_6071, low: 0x8293_a4b5_c6d7_e8fa), Fingerprint(high: 0, low: 0),
      Fingerprint(high: .max, low: .max),
    ]
    for length in 0...32 {
      let digits = String(print.hex.prefix(length))
      let prefix = try #require(Fingerprint.Prefix(digits))
      #expect(prefix.begins(print))
      for other in others { #expect(prefix.begins(other) == other.hex.hasPrefix(digits)) }
    }
    for digits in ["g", "0A", print.hex + "0", "-1", " "] { #expect(Fingerprint.Prefix(digits) == nil) }
  }
}
