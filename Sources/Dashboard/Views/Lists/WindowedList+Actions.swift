extension WindowedList {
  /// What the actions of the group «Move» do to a list.
  package mutating func act(_ id: ActionID, height: Int) {
    let page = max(1, height - 1)
    switch id {
    case .down: move(by: 1, height: height)
    case .up: move(by: -1, height: height)
    case .top: move(toIndex: 0, height: height)
    case .bottom: move(toIndex: total - 1, height: height)
    case .halfDown: scroll(by: max(1, height / 2), height: height)
    case .halfUp: scroll(by: -max(1, height / 2), height: height)
    case .pageDown: scroll(by: page, height: height)
    case .pageUp: scroll(by: -page, height: height)
    default: break
    }
  }
}
