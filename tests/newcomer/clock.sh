#!/usr/bin/env bash
# Types what README and docs/guides/receiver.md print, and prints the seconds of each path:
#   clone  from git clone to the first paid debt
#   nuget  from an empty project to the first event received, with the C# package
#   npm    the same with the TypeScript package
# first with empty package caches, then again with those that the first run filled. The packages, which are not published yet, are packed
# before the clock starts. tests/newcomer/clock.sh [REPOSITORY [PORT]]
set -euo pipefail

repository=$(realpath "${1:-$(dirname "$0")/../..}")
port=${2:-5080}
work=$(mktemp -d)
api=
# Build servers would outlive the clock.
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1

stop() {
  [ -z "$api" ] || kill -- "-$api" 2>/dev/null || true
  api=
}
trap 'stop; rm -rf "$work"' EXIT
set -m

# block FILE LANGUAGE: the blocks of a page that are run. block FILE LANGUAGE WORD: the block that is not run and contains WORD.
block() {
  awk -v language="$2" -v word="${3:-}" '
    /^```/ && inside { inside = 0; if (kept == "") next; if (word == "" || index(kept, word)) printf "%s", kept; next }
    /^```/ { inside = 1; kept = ""; isRun = $0 == "```" language; wanted = index($0, "```" language) == 1 && (word == "" ? isRun : !isRun); next }
    inside && wanted { kept = kept $0 "\n" }' "$repository/$1"
}

# on KEY: the address and the key of this gateway in place of those of a page.
on() { sed -e "s|rk_…|$1|" -e "s|http://localhost:5080|http://localhost:$port|"; }

await() {
  until grep -q "$2" "$1"; do
    kill -0 "-$api" 2>/dev/null || { cat "$1" >&2; exit 1; }
    sleep 0.1
  done
}

from() { began=$(date +%s.%N); }
took() { printf '%-6s %-5s %6.1f s\n' "$1" "$2" "$(echo "$(date +%s.%N) - $began" | bc)"; }

pack() {
  dotnet pack "$repository/sdk/csharp" -v:q -o "$work/packages" --artifacts-path "$work/artifacts" > "$work/pack.log"
  cp -r "$repository/sdk/typescript" "$work/typescript"
  (cd "$work/typescript" && npm ci --silent && npm pack --silent --pack-destination "$work/packages") >> "$work/pack.log"
  echo '<configuration><packageSources><add key="packed" value="packages" /></packageSources></configuration>' > "$work/nuget.config"
}

clone() {
  stop
  from
  git clone -q "file://$repository" "$work/clone-$1"
  cd "$work/clone-$1"
  dotnet run --project api -- --urls "http://localhost:$port" > "$work/api.log" 2>&1 &
  api=$!
  await "$work/api.log" 'Riscossione pronta'
  key=$(sed -n 's/^Admin API key: //p' "$work/api.log")
  # The fifth block looks at what the fourth has paid.
  block README.md sh | on "$key" > "$work/calls.sh"
  bash -euo pipefail "$work/calls.sh" > "$work/calls.log"
  grep -q '"outcome":"exact"' "$work/calls.log"
  took clone "$1"
}

nuget() {
  mkdir "$work/nuget-$1"
  cd "$work/nuget-$1"
  from
  # In this shell, because the commands change the folder.
  eval "$(block docs/guides/receiver.md sh 'dotnet new')" > "$work/nuget.log"
  block docs/guides/receiver.md csharp | on "$key" > Program.cs
  dotnet run >> "$work/nuget.log"
  grep -q 'Ricevuto webhook-endpoint.test' "$work/nuget.log"
  took nuget "$1"
}

npm_package() {
  mkdir "$work/npm-$1"
  cd "$work/npm-$1"
  from
  eval "$(block docs/guides/receiver.md sh 'npm install' | sed "s|@comune-lecce/riscossione|$(echo "$work"/packages/*.tgz)|")" > "$work/npm.log"
  block docs/guides/receiver.md ts | on "$key" > ricevente.mjs
  node ricevente.mjs >> "$work/npm.log"
  grep -q 'Ricevuto webhook-endpoint.test' "$work/npm.log"
  took npm "$1"
}

pack
for caches in cold warm; do
  # The packages of the gateway and those of the client are other people's.
  export NUGET_PACKAGES=$work/gateway-packages NUGET_HTTP_CACHE_PATH=$work/gateway-http
  clone $caches
  export NUGET_PACKAGES=$work/client-packages NUGET_HTTP_CACHE_PATH=$work/client-http npm_config_cache=$work/npm-cache
  nuget $caches
  npm_package $caches
done
