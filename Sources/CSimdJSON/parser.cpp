// simdjson's tape to the tree's records, and the one look for duplicate keys that both formats share.

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

#include "include/CSimdJSON.h"

struct bulwark_json_parser {
  simdjson::dom::parser parser;
  size_t strings = 0;
  uint32_t duplicates = 0;
  uint32_t first_duplicate = 0;
};

extern "C" bulwark_json_parser *bulwark_json_parser_new(void) { return new (std::nothrow) bulwark_json_parser(); }

extern "C" void bulwark_json_parser_free(bulwark_json_parser *parser) { delete parser; }

extern "C" int bulwark_json_parse(bulwark_json_parser *self, const uint8_t *bytes, size_t length, size_t depth) {
  auto &parser = self->parser;
  self->strings = 0;
  if (parser.capacity() < length || parser.max_depth() != depth) {
    // Grown by half again, so that items of slowly rising size do not allocate one by one.
    const size_t capacity = std::max<size_t>(length + length / 2, 64 * 1024);
    if (parser.allocate(capacity, depth) || parser.doc.allocate(capacity)) { return BULWARK_JSON_MEMORY; }
  }
  switch (parser.parse(bytes, length, false).error()) {
    case simdjson::SUCCESS: return BULWARK_JSON_OK;
    case simdjson::DEPTH_ERROR: return BULWARK_JSON_DEPTH;
    case simdjson::NUMBER_ERROR: return BULWARK_JSON_NUMBER;
    case simdjson::UTF8_ERROR: return BULWARK_JSON_UTF8;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return BULWARK_JSON_MEMORY;
    default: return BULWARK_JSON_SYNTAX;
  }
}

static const uint64_t payload_mask = 0x00FFFFFFFFFFFFFF;

extern "C" size_t bulwark_json_node_bound(const bulwark_json_parser *self) {
  return size_t(self->parser.doc.tape[0] & payload_mask) + 1;
}

extern "C" size_t bulwark_json_write_nodes(bulwark_json_parser *self, bulwark_node *nodes) {
  const uint64_t *tape = self->parser.doc.tape.get();
  const uint8_t *strings = self->parser.doc.string_buf.get();
  const size_t end = size_t(tape[0] & payload_mask);
  uint32_t written = 0;
  size_t used = 0;
  // The open containers' indexes: `b` of an open container holds its parent's, so that no stack is needed.
  uint32_t open = UINT32_MAX;
  self->duplicates = 0;
  for (size_t i = 1; i < end; i++) {
    const uint64_t word = tape[i];
    bulwark_node &node = nodes[written];
    node = bulwark_node{0, written + 1, 0, 0, BULWARK_NULL, 0, 0};
    switch (word >> 56) {
      case '{':
      case '[':
        node.kind = (word >> 56) == '{' ? BULWARK_MAP : BULWARK_LIST;
        node.b = open;
        open = written++;
        break;
      case '}':
      case ']': {
        bulwark_node &container = nodes[open];
        const uint32_t self_index = open;
        open = container.b;
        container.next = written;
        uint32_t count = 0;
        for (uint32_t child = self_index + 1; child < written; child = nodes[child].next) { count++; }
        container.b = container.kind == BULWARK_MAP ? count / 2 : count;
        if (container.kind == BULWARK_MAP && count > 2) {
          uint32_t first = 0;
          const uint32_t found = bulwark_mark_duplicates(nodes, strings, self_index, &first);
          if (found && self->duplicates == 0) { self->first_duplicate = first; }
          self->duplicates += found;
        }
        break;
      }
      case '"': {
        const size_t offset = size_t(word & payload_mask);
        uint32_t length;
        std::memcpy(&length, strings + offset, sizeof length);
        node.kind = BULWARK_STRING;
        node.a = uint32_t(offset + sizeof length);
        node.b = length;
        used = offset + sizeof length + length + 1;
        written++;
        break;
      }
      case 'l':
      case 'u':
      case 'd': {
        const uint64_t value = tape[++i];
        node.kind = BULWARK_NUMBER;
        node.flags = (word >> 56) == 'l' ? BULWARK_INT : (word >> 56) == 'u' ? BULWARK_UINT : BULWARK_DOUBLE;
        node.a = uint32_t(value);
        node.b = uint32_t(value >> 32);
        written++;
        break;
      }
      case 't':
      case 'f':
        node.kind = BULWARK_BOOL;
        node.flags = (word >> 56) == 't' ? BULWARK_TRUE : 0;
        written++;
        break;
      default: written++; break;
    }
  }
  self->strings = used;
  return written;
}

extern "C" const uint8_t *bulwark_json_strings(const bulwark_json_parser *self, size_t *length) {
  *length = self->strings;
  return self->parser.doc.string_buf.get();
}

extern "C" uint32_t bulwark_json_duplicates(const bulwark_json_parser *self, uint32_t *first) {
  *first = self->first_duplicate;
  return self->duplicates;
}

namespace {

// Length, and up to the first and last four bytes: equal texts have equal signatures, most others have not.
uint64_t signature(const bulwark_node &key, const uint8_t *bytes) {
  const uint8_t *text = bytes + key.a;
  uint32_t head = 0, tail = 0;
  if (key.b >= 4) {
    std::memcpy(&head, text, 4);
    std::memcpy(&tail, text + key.b - 4, 4);
  } else if (key.b > 0) {
    std::memcpy(&head, text, key.b);
  }
  return (uint64_t(head) << 32 | tail) ^ (uint64_t(key.b) << 27);
}

bool same(const bulwark_node &x, const bulwark_node &y, const uint8_t *bytes) {
  return x.b == y.b && std::memcmp(bytes + x.a, bytes + y.a, x.b) == 0;
}

}  // namespace

extern "C" uint32_t bulwark_mark_duplicates(
    bulwark_node *nodes, const uint8_t *bytes, uint32_t map, uint32_t *first) {
  const uint32_t end = nodes[map].next;
  uint32_t duplicates = 0;
  constexpr uint32_t few = 16;
  uint64_t signatures[few];
  uint32_t keys[few];
  uint32_t count = 0;
  uint32_t key = map + 1;
  for (; key < end && count < few; key = nodes[key + 1].next) {
    if (nodes[key].flags & BULWARK_DEAD) { continue; }
    const uint64_t own = signature(nodes[key], bytes);
    for (uint32_t i = 0; i < count; i++) {
      if (signatures[i] != own || (nodes[keys[i]].flags & BULWARK_DEAD) || !same(nodes[keys[i]], nodes[key], bytes)) {
        continue;
      }
      nodes[keys[i]].flags |= BULWARK_DEAD;
      if (duplicates++ == 0) { *first = key; }
    }
    signatures[count] = own;
    keys[count++] = key;
  }
  if (key < end) {
    // Many keys: sorted by text, then by place, so that equal ones are neighbours and the last of them stays.
    std::vector<uint32_t> all;
    for (key = map + 1; key < end; key = nodes[key + 1].next) {
      if (!(nodes[key].flags & BULWARK_DEAD)) { all.push_back(key); }
    }
    std::sort(all.begin(), all.end(), [&](uint32_t x, uint32_t y) {
      const uint32_t shorter = std::min(nodes[x].b, nodes[y].b);
      const int order = shorter ? std::memcmp(bytes + nodes[x].a, bytes + nodes[y].a, shorter) : 0;
      if (order != 0) { return order < 0; }
      return nodes[x].b != nodes[y].b ? nodes[x].b < nodes[y].b : x < y;
    });
    for (size_t i = 1; i < all.size(); i++) {
      if (!same(nodes[all[i - 1]], nodes[all[i]], bytes)) { continue; }
      nodes[all[i - 1]].flags |= BULWARK_DEAD;
      if (duplicates++ == 0 || all[i] < *first) { *first = all[i]; }
    }
  }
  nodes[map].b -= duplicates;
  return duplicates;
}
