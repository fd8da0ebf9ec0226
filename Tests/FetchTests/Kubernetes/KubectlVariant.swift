import Foundation
import TestSupport
import Testing

/// A folder with kubeconfigs and what they name, for one who is asked: state of a plugin is nobody else's.
struct KubeconfigPlace {
  let server: FaultServer
  let folder: TemporaryFolder

  init() throws {
    server = try FaultServer.shared.get()
    folder = try TemporaryFolder()
    for name in ["authority.pem", "stranger.pem", "client-a.pem", "client-a.key"] {
      try folder.write(name, bytes: server.file(name))
    }
  }

  /// The API server at a port of the fault server.
  func url(_ name: String = "maybe", host: String = "127.0.0.1", scheme: String = "https") -> String {
    "\(scheme)://\(host):\(server.port(name))/cluster"
  }

  /// A file as fields that end with `-data` have it.
  func data(_ name: String) throws -> String { Data(try server.file(name)).base64EncodedString() }

  /// A file as a string of JSON.
  func json(_ name: String) throws -> String {
    String(decoding: try JSONEncoder().encode(String(decoding: server.file(name), as: UTF8.self)), as: UTF8.self)
  }

  /// A cluster that is trusted by its authority.
  func cluster(_ more: String = "") throws -> String {
    "{server: \"\(url())\", certificate-authority: authority.pem\(more.isEmpty ? "" : ", ")\(more)}"
  }

  /// Writes `config`.
  func write(user: String, cluster: String? = nil) throws {
    try folder.write(
      "config",
      """
      apiVersion: v1
      kind: Config
      current-context: one
      clusters:
      - name: here
        cluster: \(try cluster ?? self.cluster())
      users:
      - name: me
        user: \(user)
      contexts:
      - name: one
        context: {cluster: here, user: me}
      """)
  }

  /// Writes `plugin`, a script that may count its runs by `$runs`.
  func write(plugin: String, as name: String = "plugin") throws {
    try folder.write(
      program: name,
      """
      #!/bin/sh
      echo run >> "$(dirname "$0")/runs"
      runs=$(wc -l < "$(dirname "$0")/runs" | tr -d ' ')
      \(plugin)
      """)
  }

  /// A plugin's line that prints a credential.
  static func prints(_ status: String, version: String = "v1") -> String {
    """
    cat <<END
    {"apiVersion":"client.authentication.k8s.io/\(version)","kind":"ExecCredential","status":\(status)}
    END
    """
  }

  /// A user's `exec` of `./plugin`.
  static func exec(_ more: String = "interactiveMode: Never", version: String = "v1", command: String = "./plugin")
    -> String
  {
    "exec: {apiVersion: client.authentication.k8s.io/\(version), command: \(command), \(more)}"
  }
}

/// A kubeconfig, and whom the server sees by it.
struct KubectlVariant: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var files = ["config"]
  /// nil is the current one.
  var context: String?
  /// What the namespaces are called, for each request; nil where it is refused.
  let seen: [[String]?]
  let prepare: @Sendable (KubeconfigPlace) throws -> Void
  /// What happens before each further request.
  var between: @Sendable (KubeconfigPlace) throws -> Void = { _ in }

  init(
    _ name: String, sees seen: [String]?..., files: [String] = ["config"], context: String? = nil,
    between: @escaping @Sendable (KubeconfigPlace) throws -> Void = { _ in },
    by prepare: @escaping @Sendable (KubeconfigPlace) throws -> Void
  ) {
    testDescription = name
    self.seen = seen
    self.files = files
    self.context = context
    self.between = between
    self.prepare = prepare
  }

  static let all = taken + plugins + refused
}

extension KubectlVariant {
  private typealias Place = KubeconfigPlace

  private static let taken = [
    KubectlVariant("a token, and an authority in a file beside the kubeconfig", sees: ["token-t"]) {
      try $0.write(user: "{token: t}")
    },
    KubectlVariant("an authority as data", sees: ["token-t"]) {
      try $0.write(
        user: "{token: t}",
        cluster: "{server: \"\($0.url())/\", certificate-authority-data: \(try $0.data("authority.pem"))}")
    },
    KubectlVariant(
      "several files, of which the first that has a name counts", sees: ["token-first"],
      files: ["a", "missing", "deep/b", "c"]
    ) {
      try $0.folder.write(
        "a",
        """
        apiVersion: v1
        kind: Config
        contexts: [{name: one, context: {cluster: here, user: me}}]
        users: [{name: me, user: {token: first}}]
        """)
      try $0.folder.write(
        "deep/b",
        """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters: [{name: here, cluster: {server: "\($0.url())", certificate-authority: ../authority.pem}}]
        contexts: [{name: one, context: {cluster: gone, user: gone}}]
        """)
      try $0.folder.write(
        "c",
        """
        apiVersion: v1
        kind: Config
        current-context: gone
        clusters: [{name: here, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: me, user: {token: second, as: jane}}]
        """)
    },
    KubectlVariant(
      "two contexts of one file: the current one", sees: ["token-one"], by: prepare(current: "one")),
    KubectlVariant(
      "two contexts of one file: the other", sees: ["token-two"], context: "two", by: prepare(current: "one")),
    KubectlVariant(
      "a token's file that is written anew", sees: ["token-old"], ["token-new"],
      between: { try $0.folder.write("token", "new\n") },
      by: {
        try $0.folder.write("token", "old\n")
        try $0.write(user: "{tokenFile: token}")
      }),
    KubectlVariant("a token beside its file", sees: ["token-written"]) {
      try $0.folder.write("token", "written")
      try $0.write(user: "{tokenFile: token, token: given}")
    },
    KubectlVariant("a token beside a file that is missing", sees: ["token-given"]) {
      try $0.write(user: "{tokenFile: token, token: given}")
    },
    KubectlVariant("a client certificate in files", sees: ["client-client-a"]) {
      try $0.write(user: "{client-certificate: client-a.pem, client-key: ./client-a.key}")
    },
    KubectlVariant("a client certificate as data", sees: ["client-client-a"]) {
      try $0.write(
        user:
          "{client-certificate-data: \(try $0.data("client-a.pem")), client-key-data: \(try $0.data("client-a.key"))}")
    },
    KubectlVariant("a client certificate and a token", sees: ["client-client-a", "token-t"]) {
      try $0.write(user: "{client-certificate: client-a.pem, client-key: client-a.key, token: t}")
    },
    KubectlVariant("a key without its certificate beside a token", sees: ["token-t"]) {
      try $0.write(user: "{client-key: client-a.key, token: t}")
    },
    KubectlVariant("a proxy, which alone knows the server's name", sees: ["asked-for-cluster.example", "token-t"]) {
      try $0.write(
        user: "{token: t}",
        cluster: """
          {server: "\($0.url("named", host: "cluster.example"))", certificate-authority: authority.pem,
             proxy-url: "http://127.0.0.1:\($0.server.port("web"))"}
          """)
    },
    KubectlVariant("a proxy of SOCKS", sees: ["asked-for-cluster.example", "token-t"]) {
      try $0.write(
        user: "{token: t}",
        cluster: """
          {server: "\($0.url("named", host: "cluster.example"))", certificate-authority: authority.pem,
             proxy-url: "socks5://127.0.0.1:\($0.server.port("socks"))"}
          """)
    },
    KubectlVariant("a name for the server's certificate", sees: ["asked-for-cluster.example", "token-t"]) {
      try $0.write(
        user: "{token: t}",
        cluster:
          "{server: \"\($0.url("named"))\", certificate-authority: authority.pem, tls-server-name: cluster.example}")
    },
    KubectlVariant("a server that is believed whoever it is", sees: ["token-t"]) {
      try $0.write(user: "{token: t}", cluster: "{server: \"\($0.url("named"))\", insecure-skip-tls-verify: true}")
    },
    KubectlVariant("somebody else", sees: ["impersonate-user-jane", "token-t"]) {
      try $0.write(user: "{token: t, as: jane}")
    },
    KubectlVariant(
      "somebody else with all that can be said of them",
      sees: [
        "impersonate-extra-a-25b-c-q", "impersonate-extra-acme.org-2fpro-20ject-x-y", "impersonate-group-dev-a-b",
        "impersonate-uid-u1", "impersonate-user-j-rgen", "token-t",
      ]
    ) {
      try $0.write(
        user: """
          {token: t, as: jürgen, as-uid: u1, as-groups: [dev, "a b"],
             as-user-extra: {"acme.org/Pro ject": [x, "y"], "a%b_c": [q], none: []}}
          """)
    },
    KubectlVariant(
      "no TLS: nothing to sign in with is sent, but as whom somebody acts",
      sees: ["anonymous", "impersonate-user-jane"]
    ) {
      try $0.write(
        user: "{token: t, as: jane}", cluster: "{server: \"\($0.url("http", scheme: "http"))\"}")
    },
  ]

  private static func prepare(current: String) -> @Sendable (KubeconfigPlace) throws -> Void {
    {
      try $0.folder.write(
        "config",
        """
        apiVersion: v1
        kind: Config
        current-context: \(current)
        clusters: [{name: here, cluster: \(try $0.cluster())}]
        users: [{name: me, user: {token: one}}, {name: other, user: {token: two}}]
        contexts:
        - {name: one, context: {cluster: here, user: me}}
        - {name: two, context: {cluster: here, user: other}}
        """)
    }
  }

  private static let plugins = [
    KubectlVariant("a plugin of v1", sees: ["token-get-sweet"]) {
      try $0.write(plugin: Place.prints(#"{"token":"$1-$FLAVOUR"}"#))
      try $0.write(
        user: "{\(Place.exec("interactiveMode: Never, args: [get], env: [{name: FLAVOUR, value: sweet}]"))}")
    },
    KubectlVariant("a plugin of v1beta1", sees: ["token-p"]) {
      try $0.write(plugin: Place.prints(#"{"token":"p"}"#, version: "v1beta1"))
      try $0.write(user: "{\(Place.exec("args: []", version: "v1beta1"))}")
    },
    KubectlVariant("a plugin that gives a certificate", sees: ["client-client-a"]) {
      try $0.write(
        plugin: Place.prints(
          #"{"clientCertificateData":\#(try $0.json("client-a.pem")),"clientKeyData":\#(try $0.json("client-a.key"))}"#
        ).replacingOccurrences(of: "<<END", with: "<<'END'"))
      try $0.write(user: "{\(Place.exec())}")
    },
    KubectlVariant("a plugin whose first token the server does not take", sees: ["token-fresh"]) {
      try $0.write(plugin: "token=stale; test $runs -gt 1 && token=fresh\n" + Place.prints(#"{"token":"$token"}"#))
      try $0.write(user: "{\(Place.exec())}")
    },
    KubectlVariant("a plugin beside a token", sees: ["token-t"]) {
      try $0.write(plugin: Place.prints(#"{"token":"p"}"#))
      try $0.write(user: "{token: t, \(Place.exec())}")
    },
    KubectlVariant("a plugin beside a certificate", sees: ["client-client-a"]) {
      try $0.write(plugin: Place.prints(#"{"token":"p"}"#))
      try $0.write(user: "{client-certificate: client-a.pem, client-key: client-a.key, \(Place.exec())}")
    },
    KubectlVariant("a plugin of somebody who acts as somebody else", sees: ["impersonate-user-jane", "token-p"]) {
      try $0.write(plugin: Place.prints(#"{"token":"p","expirationTimestamp":"2999-01-01T00:00:00.5+02:00"}"#))
      try $0.write(user: "{as: jane, \(Place.exec())}")
    },
    KubectlVariant("a plugin that prints no kind", sees: ["token-p"]) {
      try $0.write(plugin: #"echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"p"}}'"#)
      try $0.write(user: "{\(Place.exec())}")
    },
  ]

  /// One that nobody takes, by its user and its plugin.
  private static func refusal(
    _ name: String, user: String, cluster: String? = nil, prints status: String = #"{"token":"p"}"#,
    version: String = "v1"
  ) -> KubectlVariant {
    KubectlVariant(name, sees: nil) { place in
      try place.write(plugin: Place.prints(status, version: version))
      try place.write(plugin: Place.prints(status), as: "own/own-plugin-of-bulwark")
      func filled(_ text: String) throws -> String {
        text.replacingOccurrences(of: "<AUTHORITY>", with: try place.data("authority.pem"))
          .replacingOccurrences(of: "<CERTIFICATE>", with: try place.data("client-a.pem"))
          .replacingOccurrences(of: "<KEY>", with: try place.data("client-a.key"))
          .replacingOccurrences(of: "<SERVER>", with: "\"\(place.url())\"")
          .replacingOccurrences(of: "<FOLDER>", with: place.folder.path)
      }
      try place.write(user: filled(user), cluster: try cluster.map(filled))
    }
  }

  private static let refused = [
    refusal(
      "an authority as data and as a file", user: "{token: t}",
      cluster: "{server: <SERVER>, certificate-authority: authority.pem, certificate-authority-data: <AUTHORITY>}"),
    refusal(
      "an authority beside verification that is switched off", user: "{token: t}",
      cluster: "{server: <SERVER>, certificate-authority: authority.pem, insecure-skip-tls-verify: true}"),
    refusal(
      "another authority", user: "{token: t}", cluster: "{server: <SERVER>, certificate-authority: stranger.pem}"),
    refusal(
      "another name of the server", user: "{token: t}",
      cluster: "{server: <SERVER>, certificate-authority: authority.pem, tls-server-name: other.example}"),
    refusal(
      "an authority that is missing", user: "{token: t}", cluster: "{server: <SERVER>, certificate-authority: none.pem}"
    ),
    refusal(
      "a certificate as data and as a file",
      user: "{client-certificate: client-a.pem, client-certificate-data: <CERTIFICATE>, client-key: client-a.key}"),
    refusal(
      "a key as data and as a file",
      user: "{client-certificate: client-a.pem, client-key-data: <KEY>, client-key: client-a.key}"),
    refusal("a certificate without its key beside a token", user: "{token: t, client-certificate: client-a.pem}"),
    refusal("a token's file that is missing", user: "{tokenFile: none}"),
    refusal("a token that is stale", user: "{token: stale}"),
    refusal("an unknown interactiveMode", user: "{\(Place.exec("interactiveMode: Sometimes"))}"),
    refusal("an unknown interactiveMode beside a token", user: "{token: t, \(Place.exec("interactiveMode: never"))}"),
    refusal("no interactiveMode in v1", user: "{\(Place.exec("args: []"))}"),
    refusal("a plugin that wants the terminal", user: "{\(Place.exec("interactiveMode: Always"))}"),
    refusal("a plugin of v1alpha1", user: "{\(Place.exec(version: "v1alpha1"))}", version: "v1alpha1"),
    refusal("a plugin that answers in another version", user: "{\(Place.exec())}", version: "v1beta1"),
    refusal(
      "a plugin whose time cannot be read", user: "{\(Place.exec())}",
      prints: #"{"token":"p","expirationTimestamp":"tomorrow"}"#),
    refusal(
      "a plugin that gives a certificate without its key", user: "{\(Place.exec())}",
      prints: #"{"token":"p","clientCertificateData":"PEM"}"#),
    refusal("a plugin that gives nothing", user: "{\(Place.exec())}", prints: "{}"),
    refusal(
      "a plugin in the PATH of its own env",
      user: "{"
        + Place.exec(
          "interactiveMode: Never, env: [{name: PATH, value: \"<FOLDER>/own:/usr/bin:/bin\"}]",
          command: "own-plugin-of-bulwark") + "}"),
    refusal(
      "a variable without a name", user: "{\(Place.exec("interactiveMode: Never, env: [{name: \"\", value: x}]"))}"),
    refusal("groups of nobody", user: "{token: t, as-groups: [dev]}"),
    refusal("a line's end in somebody's name", user: #"{token: t, as: "jane\r\nX-Evil: yes"}"#),
    refusal("a group that is no list", user: "{token: t, as: jane, as-groups: dev}"),
  ]
}
