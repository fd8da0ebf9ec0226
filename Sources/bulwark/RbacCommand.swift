import ArgumentParser
import Engine

struct RbacCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rbac", abstract: "Print the least ClusterRole that Bulwark needs of a cluster.",
    discussion: """
        bulwark rbac | kubectl apply -f -
        kubectl create clusterrolebinding bulwark --clusterrole=bulwark --user=me@example.com
      Who lacks a part of it sees the rest: checks that need what is missing are unknown, and say which right that is.
      """)

  func run() throws { Console.out(LeastRole.manifest()) }
}
