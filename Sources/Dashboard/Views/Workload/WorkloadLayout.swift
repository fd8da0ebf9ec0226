import Hardening
import Session
import TerminalKit
import TextSafety

/// Where the parts of an object's page stand. Pure, so that reducing and drawing agree.
struct WorkloadLayout {
  let head: Rect
  let list: Rect
  /// Of the finding under the cursor, beside the list where there is room; with its title.
  private(set) var detail: Rect?
  private(set) var rule: Rect?

  /// - Parameter summaries: how many lines the head has below its first.
  init(_ size: Size, summaries: Int) {
    let height = size.height >= 18 ? max(1, summaries) + 2 : size.height >= 9 ? 2 : 0
    let (head, body) = Rect(size).splitTop(height)
    self.head = head
    guard size.width >= 140 else {
      list = body
      return
    }
    let beside = FindingsLayout(Size(width: body.width, height: body.height), zoomed: nil, wanted: 0)
    func place(_ rect: Rect?) -> Rect? { rect.map { $0.offset(x: 0, y: height) } }
    list = place(beside.list) ?? body
    (rule, detail) = (place(beside.rule), place(beside.detail))
  }
}

extension WorkloadView {
  func layout(_ context: Context) -> WorkloadLayout { WorkloadLayout(context.size, summaries: summaries) }

  /// Those that there are, else those that will be: what comes later moves nothing.
  private var summaries: Int {
    switch relations {
    case .known(let answer): answer.sections.count { !$0.summary.isEmpty }
    case .unknown: 2
    case .reading:
      switch snapshot?.object.kind {
      case "ServiceAccount", "Namespace": 2
      case "User", "Group", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "Service", "Ingress", "Gateway",
        "PodDisruptionBudget", "NetworkPolicy", "Cluster":
        1
      default: 4
      }
    }
  }
}
