#!/usr/bin/env bash
# Installs and tests this working copy on other versions of Node, each in a copy of its own, and prints a table.
# The versions come from npm's packages of the Node binary; they stay in the user's cache folder.
#
#   scripts/test-on-nodes.sh            Node 22, 24 and 26
#   scripts/test-on-nodes.sh 20 22      those named
set -euo pipefail

cd "$(dirname "$0")/.."
versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(22 24 26)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/panhuo/node
package=node-$(node -p 'process.platform + "-" + process.arch')
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# Prints the folder of a Node binary, fetching it if need be. The version asked for may be a major one.
fetch_node() {
  local folder=$cache/$1
  [ -x "$folder/node_modules/$package/bin/node" ] ||
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts "$package@$1" >/dev/null 2>&1 || return 1
  echo "$folder/node_modules/$package/bin"
}

# All files of the working copy that git knows or would take, changed ones included.
copy_to() {
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar --null --files-from=- -cf - | tar -C "$1" -xf -
}

# Runs a command with its output in a log, and leaves its seconds in $seconds.
timed() {
  local log=$1 start=$SECONDS status=0
  shift
  "$@" >>"$log" 2>&1 || status=$?
  seconds=$((SECONDS - start))
  return $status
}

table=$(printf '%-12s %8s %8s  %s' node 'npm ci' 'npm test' result)
failed=0
for version in "${versions[@]}"; do
  copy=$place/$version
  log=$place/$version.log
  install='-' test='-' result='no such Node'
  if bin=$(fetch_node "$version"); then
    copy_to "$copy"
    result=passed
    full=$("$bin/node" --version)
    echo "test-on-nodes: $full"
    timed "$log" env -C "$copy" PATH="$bin:$PATH" npm ci || result='npm ci failed'
    install=${seconds}s
    if [ "$result" = passed ]; then
      timed "$log" env -C "$copy" PATH="$bin:$PATH" npm test || result='npm test failed'
      test=${seconds}s
    fi
    version=$full
  fi
  if [ "$result" != passed ]; then
    failed=1
    [ -e "$log" ] && tail -n 60 "$log"
  fi
  table+=$(printf '\n%-12s %8s %8s  %s' "$version" "$install" "$test" "$result")
  rm -rf "$copy"
done

printf '\n%s\n' "$table"
exit $failed
