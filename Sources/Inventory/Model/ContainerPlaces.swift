import Hardening
import TextSafety

/// A mount of a volume by a container.
package struct VolumeUse: Sendable {
  package var container: Container
  /// Among the container's mounts.
  package var index: Int
  package var mount: VolumeMount
}

/// Where in a pod's list of containers one finds them and who mounts what. A pod may have thousands of each, and checks
/// ask for every one.
struct ContainerPlaces: Sendable {
  private struct Mount: Sendable {
    var container: Int
    var index: Int
  }

  private struct Position: Hashable {
    var list: UntrustedText
    var index: Int
  }

  /// Fewer containers, with fewer mounts, are looked through as they are, which needs no memory.
  private static let many = 16
  private static let manyMounts = 64

  /// nil: they are few.
  private var mounts: [UntrustedText: [Mount]]?
  private var positions: [Position: Int]?
  private var names: [UntrustedText: Int]?
  private(set) var unreadableMounts: FieldPath?

  init(_ containers: [Container]) {
    for container in containers {
      guard case .malformed(let path) = container.mounts else { continue }
      unreadableMounts = path
      break
    }
    let mountCount = containers.reduce(0) { $0 + ($1.mounts.known?.count ?? 0) }
    if containers.count <= ContainerPlaces.many, mountCount <= ContainerPlaces.manyMounts { return }
    var mounts: [UntrustedText: [Mount]] = [:]
    var positions: [Position: Int] = [:]
    var names: [UntrustedText: Int] = [:]
    for (place, container) in containers.enumerated() {
      for (index, mount) in (container.mounts.known ?? []).enumerated() {
        mounts[mount.name, default: []].append(Mount(container: place, index: index))
      }
      let position = Position(list: UntrustedText(container.role.list.description), index: container.content.index)
      if positions[position] == nil { positions[position] = place }
      names[container.listedName] = place
    }
    self.names = names
    self.mounts = mounts
    self.positions = positions
  }

  /// - Parameter most: of more, the first.
  func mounts(of volume: UntrustedText, in containers: [Container], most: Int) -> [VolumeUse] {
    if let mounts {
      return (mounts[volume] ?? []).prefix(most).compactMap { place in
        let container = containers[place.container]
        return container.mounts.known.map {
          VolumeUse(container: container, index: place.index, mount: $0[place.index])
        }
      }
    }
    return containers.flatMap { container in
      (container.mounts.known ?? []).enumerated().lazy.filter { $0.element.name == volume }.map {
        VolumeUse(container: container, index: $0.offset, mount: $0.element)
      }
    }
  }

  func container(at index: Int, of list: UntrustedText, in containers: [Container]) -> Container? {
    if let positions { return positions[Position(list: list, index: index)].map { containers[$0] } }
    return containers.first { $0.content.index == index && UntrustedText($0.role.list.description) == list }
  }

  func container(listed name: UntrustedText, in containers: [Container]) -> Container? {
    if let names { return names[name].map { containers[$0] } }
    return containers.last { $0.listedName == name }
  }
}
