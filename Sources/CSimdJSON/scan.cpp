// The search for the ends of JSON values, sixty-four bytes at a time: which quotes are real (not escaped), what lies
// between them, and which brackets lie outside. Plain C++ where the processor has no SSE2.

#include <cstring>

#include "include/CSimdJSON.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace {

constexpr size_t block = 64;

struct Masks {
  uint64_t quotes = 0, backslashes = 0, brackets = 0, newlines = 0, nodes = 0;
};

#if defined(__SSE2__)
inline uint64_t equal(const __m128i (&part)[4], char character) {
  const __m128i wanted = _mm_set1_epi8(character);
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    mask |= uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(part[i], wanted)))) << (16 * i);
  }
  return mask;
}

inline Masks masks(const uint8_t *bytes) {
  __m128i part[4], folded[4];
  const __m128i bit = _mm_set1_epi8(0x20);
  for (int i = 0; i < 4; i++) {
    part[i] = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes) + i);
    folded[i] = _mm_or_si128(part[i], bit);  // [ and { become {, ] and } become }
  }
  Masks found;
  found.quotes = equal(part, '"');
  found.backslashes = equal(part, '\\');
  found.newlines = equal(part, '\n');
  const uint64_t opening = equal(folded, '{');
  found.nodes = equal(part, ',') | equal(part, ':') | opening;
  found.brackets = opening | equal(folded, '}');
  return found;
}
#else
inline Masks masks(const uint8_t *bytes) {
  Masks found;
  for (size_t i = 0; i < block; i++) {
    const uint64_t bit = uint64_t(1) << i;
    switch (bytes[i]) {
      case '"': found.quotes |= bit; break;
      case '\\': found.backslashes |= bit; break;
      case '\n': found.newlines |= bit; break;
      case ',':
      case ':': found.nodes |= bit; break;
      case '{':
      case '[':
        found.nodes |= bit;
        found.brackets |= bit;
        break;
      case '}':
      case ']': found.brackets |= bit; break;
      default: break;
    }
  }
  return found;
}
#endif

// Which characters are escaped: those behind a run of backslashes of odd length.
inline uint64_t escapes(uint64_t backslashes, uint64_t &carried) {
  if (backslashes == 0) {
    const uint64_t escaped = carried;
    carried = 0;
    return escaped;
  }
  uint64_t escaped = 0;
  uint64_t rest = backslashes;
  if (carried) {
    escaped = 1;
    rest &= ~uint64_t(1);
  }
  carried = 0;
  while (rest) {
    const int at = __builtin_ctzll(rest);
    if (at == 63) {
      carried = 1;
      break;
    }
    const uint64_t next = uint64_t(2) << at;
    escaped |= next;
    rest &= ~((next << 1) - 1);
  }
  return escaped;
}

// Bit i of the result: whether an odd number of bits up to and with i is set.
inline uint64_t parity(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) { bits ^= bits << shift; }
  return bits;
}

}  // namespace

extern "C" size_t bulwark_json_scan_run(
    bulwark_json_scan *scan, const uint8_t *bytes, size_t from, size_t length, int64_t interest, bool resync,
    bool *stopped_before) {
  *stopped_before = false;
  uint8_t tail[block];
  for (size_t at = from; at < length;) {
    const size_t rest = length - at;
    const uint8_t *source = bytes + at;
    if (rest < block) {
      std::memset(tail, ' ', sizeof tail);
      std::memcpy(tail, source, rest);
      source = tail;
    }
    const Masks found = masks(source);
    uint64_t carried = scan->escaped;
    const uint64_t escaped = escapes(found.backslashes, carried);
    const uint64_t inside = parity(found.quotes & ~escaped) ^ scan->in_string;
    uint64_t brackets = found.brackets & ~inside;
    const uint64_t nodes = found.nodes & ~inside;
    while (brackets) {
      const int place = __builtin_ctzll(brackets);
      brackets &= brackets - 1;
      const uint8_t character = source[place];
      const bool opens = (character | 0x20) == '{';
      const uint64_t before = (uint64_t(1) << place) - 1;
      if (resync && opens && character == '{' && scan->depth > 0 && at + place > 0 && bytes[at + place - 1] == '\n') {
        scan->newlines += uint64_t(__builtin_popcountll(found.newlines & before));
        scan->nodes += uint64_t(__builtin_popcountll(nodes & before));
        *stopped_before = true;
        return at + size_t(place);
      }
      scan->depth += opens ? 1 : -1;
      if (scan->depth > scan->deepest) { scan->deepest = scan->depth; }
      if (scan->depth > interest + (opens ? 1 : 0)) { continue; }
      scan->newlines += uint64_t(__builtin_popcountll(found.newlines & before));
      scan->nodes += uint64_t(__builtin_popcountll(nodes & before)) + (opens ? 1 : 0);
      scan->in_string = 0;
      scan->escaped = 0;
      return at + size_t(place);
    }
    scan->newlines += uint64_t(__builtin_popcountll(found.newlines));
    scan->nodes += uint64_t(__builtin_popcountll(nodes));
    if (rest < block) {
      // What is carried over belongs to the last real byte, not to the padding; a padding byte may be "escaped".
      scan->escaped = (escaped >> rest) & 1;
      scan->in_string = ((inside >> (rest - 1)) & 1) ? ~uint64_t(0) : 0;
      return length;
    }
    scan->escaped = carried;
    scan->in_string = (inside >> 63) ? ~uint64_t(0) : 0;
    at += block;
  }
  return length;
}

extern "C" size_t bulwark_count_newlines(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++) { count += bytes[i] == '\n'; }
  return count;
}

extern "C" size_t bulwark_find_dashes(const uint8_t *bytes, size_t from, size_t length) {
  if (from >= length) { return length; }
  const void *found = memmem(bytes + from, length - from, "\n---", 4);
  return found ? size_t(static_cast<const uint8_t *>(found) - bytes) + 1 : length;
}
