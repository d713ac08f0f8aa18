#!/usr/bin/env bash
# tests/fuzz/fuzz.sh SECONDS [NAME…]: fuzzes the callback parser of each processor, and bank statements, under AddressSanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds="${1:-300}"
shift || true
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(payu euplatesc romcard netopia netopia_v1 paypal statements)
out=build/fuzz
mkdir -p "$out"
sources="$(ls src/base/*.cpp src/processors/*.cpp | grep -v _test) src/shop/payments/processor.cpp src/shop/partners/partner.cpp src/shop/payments/statement_file.cpp src/sandbox/played_keys.cpp src/http/client.cpp $out/embedded.cpp $out/embedded.S"
python3 cmake/embed.py data "$out/embedded" data/texts/*.toml
libraries="-lboost_json -lpugixml -lsodium -lssl -lcrypto -lcurl -lfmt -lspdlog -licui18n -licuuc"
for target in callbacks statements; do
  if [ ! -x "$out/$target" ] || [ -n "$(find src/base src/processors src/shop/payments src/shop/partners tests/fuzz -newer "$out/$target" -name '*.?pp' -print -quit)" ]; then
    clang++ -std=gnu++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -DBOOST_ALL_DYN_LINK -DSPDLOG_COMPILED_LIB -DSPDLOG_FMT_EXTERNAL \
      -Isrc "tests/fuzz/$target.cpp" $sources -o "$out/$target" $libraries
  fi
done
for name in "${names[@]}"; do
  target=callbacks
  [ "$name" = statements ] && target=statements
  mkdir -p "$out/corpus-$name"
  echo "== $name for $seconds seconds"
  TARABA_FUZZ="$name" "$out/$target" -max_total_time="$seconds" -max_len=4096 -verbosity=0 -print_final_stats=1 -artifact_prefix="$out/$name-" "$out/corpus-$name" tests/fuzz/seeds 2>&1 | grep -E 'stat::number_of_executed|ERROR|SUMMARY|==' || true
  ls "$out/$name-"* >/dev/null 2>&1 && { echo "$name: found something, see $out/$name-*"; exit 1; }
done
echo "nothing found"
