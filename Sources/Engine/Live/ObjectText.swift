import Documents
import Foundation
import TextSafety

/// An object of a server for people to read.
enum ObjectText {
  /// Lines of JSON, its members in the order of the server, without `managedFields` and the copy that kubectl leaves.
  /// - Parameter isSecret: its values are left out, should the server have sent them all the same.
  static func lines(of object: Node, isSecret: Bool = false) -> [UntrustedText] {
    var lines: [UntrustedText] = []
    if isSecret { return secret(object) }
    write(object, "", "", ",", &lines, isRoot: true)
    return lines
  }

  private static func secret(_ object: Node) -> [UntrustedText] {
    var writer = NodeWriter()
    writer.write(object, by: Redaction.rule(of: "Secret"), extra: [("apiVersion", "v1"), ("kind", "Secret")])
    guard let node = try? JSONValue.parse(writer.bytes) else { return [] }
    return lines(of: node)
  }

  private static func write(
    _ node: Node, _ indent: String, _ head: UntrustedText, _ end: String, _ lines: inout [UntrustedText],
    isRoot: Bool = false
  ) {
    let end = isRoot ? "" : end
    switch node.kind {
    case .map where node.count > 0:
      lines.append("\(indent)\(head){")
      let members = node.members.filter { !isLeftOut($0.key) }
      for (index, member) in members.enumerated() {
        write(
          member.value, indent + "  ", "\(quoted(member.key)): ", index == members.count - 1 ? "" : ",", &lines)
      }
      lines.append("\(indent)}\(end)")
    case .list where node.count > 0:
      lines.append("\(indent)\(head)[")
      for (index, element) in node.elements.enumerated() {
        write(element, indent + "  ", "", index == node.count - 1 ? "" : ",", &lines)
      }
      lines.append("\(indent)]\(end)")
    default:
      var writer = NodeWriter()
      writer.write(node, by: .everything)
      lines.append("\(indent)\(head)\(UntrustedText(String(decoding: writer.bytes, as: UTF8.self)))\(end)")
    }
  }

  private static func isLeftOut(_ key: UntrustedText) -> Bool {
    key == "managedFields" || key == "kubectl.kubernetes.io/last-applied-configuration"
  }

  private static func quoted(_ key: UntrustedText) -> UntrustedText {
    key.map { text in
      let data = try? JSONSerialization.data(withJSONObject: [text], options: [.withoutEscapingSlashes])
      return String(String(decoding: data ?? Data(), as: UTF8.self).dropFirst().dropLast())
    }
  }
}
