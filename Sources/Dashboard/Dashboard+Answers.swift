import Hardening
import Session
import TextSafety

extension Dashboard {
  /// Takes an answer, unless a later question made it worthless.
  mutating func take(_ result: Result<SessionAnswer, SessionError>, _ ticket: Ticket) -> [Effect] {
    guard awaited[ticket.slot] == ticket.generation else { return [] }
    awaited[ticket.slot] = nil
    switch ticket.slot.asker {
    case .view(let number):
      guard let place = places.firstIndex(where: { $0.number == number }) else { return [] }
      return perform(reduce(.answer(ticket.slot.purpose, result), place: place), from: .view(number))
    case .dialog: return perform(tellDialog(.answer(ticket.slot.purpose, result)), from: .dialog)
    case .dashboard: return take(result, ticket.slot.purpose)
    }
  }

  private mutating func take(_ result: Result<SessionAnswer, SessionError>, _ purpose: Slot.Purpose) -> [Effect] {
    switch (purpose, result) {
    case (.fleet, .success(.fleet(let fleet))):
      known.fleet = fleet
      known.failure = nil
      if !known.isReading { known.progress = [:] }
      return tell(.changed)
    case (.fleet, .failure(let error)):
      known.failure = error.notice
      remark(error)
    case (.sources, .failure(let error)): remark(error)
    case (.sources, .success(.sources(let sources))):
      known.take(sources)
      if place.view.name == .sources { return tell(.changed) }
    case (.savedFilters, .success(.savedFilters(let saved))): known.saved = saved
    case (.savedFilters, .failure(let error)): remark(error)
    case (.save(let filter), .success(.savedFilters(let saved))):
      known.saved = saved
      saying =
        filter.filter.isEmpty
        ? Saying("forgot the filter \(filter.name)", .success)
        : Saying("kept as \(filter.name): \(filter.filter)", .success, offer: "\(keys[.views]) brings it back")
    case (.decide, .success(.receipt(let receipt))):
      (undoable, redoable) = (undoable + 1, 0)
      last = acting
      if dialog?.decides ?? false { close() }
      return take(receipt, hint: .undo)
    case (.undo, .success(.receipt(let receipt))):
      (undoable, redoable) = (max(0, undoable - 1), redoable + 1)
      return take(receipt, hint: .redo)
    case (.redo, .success(.receipt(let receipt))):
      (undoable, redoable) = (undoable + 1, max(0, redoable - 1))
      return take(receipt, hint: .undo)
    case (.decide, .failure(let error)) where dialog?.decides ?? false:
      // What was typed is kept, and the form says what is wrong.
      return perform(tellDialog(.answer(.decide, .failure(error))), from: .dialog)
    case (_, .failure(let error)):
      saying = Saying(error)
      remark = ""
    default: break
    }
    return []
  }

  /// Says what went wrong by itself, unless that talks over what was done and how to take it back.
  private mutating func remark(_ error: SessionError) {
    if saying?.offer.isEmpty ?? true { saying = Saying(error) }
  }

  /// Says what was done, and how to have it otherwise.
  private mutating func take(_ receipt: DecisionReceipt, hint id: ActionID) -> [Effect] {
    let offer = keys.action(id).map { "\($0.key) \($0.title)" as SafeText } ?? ""
    saying = Saying(receipt.summary.safe + remark, .success, offer: offer)
    remark = ""
    return [ask(.fleet, .dashboard, .fleet)] + tell(.acted)
  }

  // MARK: Changes

  mutating func take(_ change: SessionChange) -> [Effect] {
    switch change {
    case .data:
      var effects = [ask(.fleet, .dashboard, .fleet), ask(.sources, .dashboard, .sources)]
      effects += perform(tellDialog(.changed), from: .dialog)
      return effects
    case .progress(let progress):
      known.progress[Known.Counted(cluster: progress.cluster, unit: progress.unit)] = progress
      return []
    case .relating(let object, let progress):
      known.relating = Known.Relating(object: object, progress: progress)
      return []
    case .notice(let notice):
      known.take(notice)
      return place.view.name == .sources ? tell(.changed) : []
    }
  }
}
