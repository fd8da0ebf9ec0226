import Foundation

/// How the allocator of the C library goes about. Not every one can be told: then nothing happens.
package enum Heap {
  /// Has it return what is free.
  static func giveBack() {
    typealias Trim = @convention(c) (Int) -> Int32
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }

  /// Has it keep little of what was given back: one heap for all threads, and what is large outside of it. The answers of
  /// servers would leave gaps between the objects that are kept of them, in a heap of each thread. To be called before
  /// there are threads.
  package static func keepSmall() {
    typealias Option = @convention(c) (Int32, Int32) -> Int32
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let set = unsafeBitCast(symbol, to: Option.self)
    let (trimThreshold, mapThreshold, heaps): (Int32, Int32, Int32) = (-1, -3, -8)
    _ = set(heaps, 1)
    _ = set(mapThreshold, 128 << 10)
    _ = set(trimThreshold, 128 << 10)
  }
}
