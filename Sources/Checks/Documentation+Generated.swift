// Made by `make generate` from the folders of the areas. Do not edit.
// swift-format-ignore-file

import Hardening

extension Registry {
  /// What the doc comments of the checks say, paragraphs with a newline between.
  static let documentation: [CheckID: String] = [
    "privileged": #"""
      A privileged container has every capability, sees all devices of its node and is held by no seccomp, AppArmor or SELinux profile: whoever runs code in it owns the node, and with it every pod and secret there.
      Fails where `securityContext.privileged` is true in any container: regular, init or ephemeral. Grant the single capability or device that the program needs instead. Containers of Windows pods cannot be privileged.
      """#,
  ]
}
