// What Documents needs of simdjson and of the tree's memory layout, with C linkage.
//
// `bulwark_node` is the one record of a document's tree, whether it came from YAML or JSON. Records lie in document
// order: a list's elements, or a map's keys and values in turn, follow their container; `next` is the index of the
// record behind the whole subtree. Strings lie in a byte buffer of the tree and are named by offset and length.

#ifndef BULWARK_CSIMDJSON_H
#define BULWARK_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  BULWARK_NULL = 0,
  BULWARK_BOOL = 1,
  BULWARK_NUMBER = 2,
  BULWARK_STRING = 3,
  BULWARK_LIST = 4,
  BULWARK_MAP = 5,
  BULWARK_ALIAS = 6,  // YAML: `a` is the index of the record that is meant
};

enum {
  BULWARK_TRUE = 1,      // of a bool
  BULWARK_INT = 2,       // of a JSON number: `a` and `b` hold an int64_t
  BULWARK_UINT = 4,      // … a uint64_t above INT64_MAX
  BULWARK_DOUBLE = 8,    // … a double
  BULWARK_DEAD = 16,     // of a key: overridden by a later one, or a merge key that was resolved
  BULWARK_MERGE = 32,    // of a key: YAML's plain `<<`
  BULWARK_COPIED = 64,   // of a key: came out of a merge
};

typedef struct {
  uint32_t line;  // 1-based; 0 in JSON, where only the document's line is known
  uint32_t next;  // index behind the subtree; 0 while a container is open
  uint32_t a;     // scalar: offset of the text, or low half of a number; alias: target
  uint32_t b;     // scalar: length of the text, or high half of a number; container: count of elements or members
  uint8_t kind;
  uint8_t flags;
  uint16_t reserved;
} bulwark_node;

enum { BULWARK_JSON_PADDING = 64 };

/// What a parse came to; everything that is none of these is `BULWARK_JSON_SYNTAX`.
enum {
  BULWARK_JSON_OK = 0,
  BULWARK_JSON_SYNTAX = 1,
  BULWARK_JSON_DEPTH = 2,
  BULWARK_JSON_NUMBER = 3,  // perhaps only too large for 64 bits
  BULWARK_JSON_UTF8 = 4,
  BULWARK_JSON_MEMORY = 5,
};

typedef struct bulwark_json_parser bulwark_json_parser;

/// A parser to be used again and again; NULL when memory is short.
bulwark_json_parser *bulwark_json_parser_new(void);
void bulwark_json_parser_free(bulwark_json_parser *parser);

/// Parses one value. `bytes` must be followed by `BULWARK_JSON_PADDING` readable bytes.
int bulwark_json_parse(bulwark_json_parser *parser, const uint8_t *bytes, size_t length, size_t depth);

/// An upper bound of the records that the value just parsed needs.
size_t bulwark_json_node_bound(const bulwark_json_parser *parser);

/// Writes the value's records, the first one its root. Returns their number.
size_t bulwark_json_write_nodes(bulwark_json_parser *parser, bulwark_node *nodes);

/// The bytes that the records' strings lie in, after `bulwark_json_write_nodes`.
const uint8_t *bulwark_json_strings(const bulwark_json_parser *parser, size_t *length);

/// How many keys of the records just written are overridden, and the first key that overrides one.
uint32_t bulwark_json_duplicates(const bulwark_json_parser *parser, uint32_t *first);

/// Marks keys of the closed map at `map` dead that a later key of the same text overrides. Returns their number and
/// stores the first of the overriding keys' indexes.
uint32_t bulwark_mark_duplicates(bulwark_node *nodes, const uint8_t *bytes, uint32_t map, uint32_t *first);

/// Where a scan through JSON stands: enough to go on in the next chunk. All zero at the start of a value.
typedef struct {
  uint64_t newlines;      // seen so far
  uint64_t nodes;         // commas, colons and opening brackets outside of strings, seen so far: no fewer than the
                          // records of the value without its root
  int64_t depth;          // open brackets
  int64_t deepest;        // the most that were open at once
  uint64_t in_string;     // all ones inside of a string
  uint64_t escaped;       // 1 when the next character is escaped
} bulwark_json_scan;

/// Runs over bytes from `from`, stopping at the bracket that leads from depth `interest` or less, or back to it.
/// Returns the bracket's offset, or `length`; the scan has taken in everything up to and with it.
/// With `resync`, an opening brace at the start of a line also stops it, before being taken in (`*stopped_before`).
size_t bulwark_json_scan_run(
    bulwark_json_scan *scan, const uint8_t *bytes, size_t from, size_t length, int64_t interest, bool resync,
    bool *stopped_before);

/// How many newlines there are.
size_t bulwark_count_newlines(const uint8_t *bytes, size_t length);

/// The offset of the first line behind a newline at `from` or later that begins with three dashes, or `length`.
size_t bulwark_find_dashes(const uint8_t *bytes, size_t from, size_t length);

#ifdef __cplusplus
}
#endif

#endif
