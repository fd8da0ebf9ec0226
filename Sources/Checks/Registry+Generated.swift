// Made by `make generate` from the folders of the areas. Do not edit.
// swift-format-ignore-file

extension Registry {
  package static let all = Registry(
    containers: [
      Catalogue.privileged,
    ],
    workloads: [],
    volumes: [],
    namespaces: [],
    budgets: [],
    nodes: [])
}
