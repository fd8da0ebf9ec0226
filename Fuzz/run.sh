#!/usr/bin/env bash
# Fuzzes one target: Fuzz/run.sh TARGET SECONDS [libFuzzer options]
#
# TARGET is a file Fuzz/TARGET.swift, whose first line names the module it needs (`// module: Documents`). What libFuzzer
# finds on its way is kept outside of the repository; a crash is written to .build-fuzz/TARGET/. Copy what is worth
# keeping, small, into Fuzz/corpus/TARGET/: CorpusTests replays it at every `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?"Fuzz/run.sh TARGET SECONDS"}
seconds=${2:?"Fuzz/run.sh TARGET SECONDS"}
shift 2
module=$(sed -n '1s#^// module: *##p' "Fuzz/$target.swift")
scratch=.build-fuzz
instrument=(-Xswiftc -sanitize=fuzzer,address
  -Xcxx -fsanitize=fuzzer-no-link -Xcxx -fsanitize=address)
swift build -c release --target "$module" --scratch-path "$scratch" "${instrument[@]}" >&2
built=$scratch/release
flags=(-I "$built/Modules")
maps=("$built"/*.build/module.modulemap Sources/C*/module.modulemap)
maps+=("$scratch"/checkouts/GRDB.swift/Sources/GRDBSQLite/module.modulemap)
for map in "${maps[@]}"; do
  [[ $map == *-tool.build* || ! -f $map ]] || flags+=(-Xcc "-fmodule-map-file=$map")
done
# Every object of a module that was built with the instruments; the modules' own libraries come by autolink or by name.
objects=()
for folder in "$built"/*.build; do
  [[ $folder == *-tool.build ]] && continue
  while IFS= read -r object; do objects+=("$object"); done < <(find "$folder" -name '*.o')
done
mkdir -p "$scratch/$target/corpus"
# SwiftPM calls a package after its folder.
package=$(basename "$PWD" | tr '[:upper:]' '[:lower:]')
swiftc -O -parse-as-library -package-name "$package" -module-name Fuzz -sanitize=fuzzer,address "${flags[@]}" \
  "Fuzz/$target.swift" "${objects[@]}" -lsimdjson -lsqlite3 -lz -lyaml -lncursesw -ltinfo -lstdc++ -o "$scratch/$target/fuzz"
# Swift's own crash report reads memory in ways that the address sanitizer takes for a crash of its own.
export SWIFT_BACKTRACE=enable=no
exec "$scratch/$target/fuzz" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=4096 \
  -artifact_prefix="$scratch/$target/" "$@" "$scratch/$target/corpus" "Fuzz/corpus/$target"
