#!/usr/bin/env bash
# Puts a real MySQL server into the user's cache folder, for tests. Nothing is installed: Debian's own packages
# from `sid` (the only release that carries MySQL) are unpacked beside the system, with the libraries they need,
# and a wrapper `bin/mysqld` starts the server through its own dynamic loader. Works as any user; takes 10-20 s.
#
#   scripts/get-mysql.sh             prints the wrapper's path; does nothing when it is there already
#   scripts/get-mysql.sh --verbose   also shows apt's own words, which name the mirror
set -euo pipefail

home=${XDG_CACHE_HOME:-$HOME/.cache}/panhuo/mysql
verbose=${1:-}

say() { printf 'get-mysql: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The first mirror of the Debian archive itself (not of security updates) in this machine's apt sources,
# be they written as `URIs:` stanzas or as `deb` lines.
find_mirror() {
  local files=() file
  for file in /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list; do
    [ -r "$file" ] && files+=("$file")
  done
  [ ${#files[@]} -gt 0 ] || return 0
  awk '
    /^[[:space:]]*#/ { next }
    tolower($1) == "uris:" || $1 == "deb" {
      for (i = 2; i <= NF; i++) if ($i ~ /:\/.*\/debian\/?$/) { print $i; exit }
    }' "${files[@]}"
}

find_keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
    if [ -r "$file" ]; then echo "$file"; return; fi
  done
}

# apt with all of its state in our folder: the system's lists, locks and package state stay untouched.
private_apt() {
  local output=/dev/null
  [ "$verbose" = --verbose ] && output=/dev/stderr
  apt-get -qq \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State="$work/state" -o Dir::State::status="$work/status" -o Dir::State::lists="$work/lists" \
    -o Dir::Cache="$work/cache" -o Dir::Cache::archives="$work/archives" \
    -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=0 \
    -o APT::Architecture="$arch" -o APT::Architectures="$arch" -o Acquire::Languages=none \
    -o Acquire::Retries=3 "$@" >"$output" 2>&1
}

write_wrapper() {
  mkdir -p "$1/bin"
  cat >"$1/bin/mysqld" <<'WRAPPER'
#!/bin/sh
# Starts the MySQL server of this folder with the libraries of this folder; takes mysqld's own options.
root=$(dirname "$(dirname "$(readlink -f "$0")")")
for loader in "$root"/usr/lib64/ld-linux-*.so.* "$root"/usr/lib/ld-linux-*.so.*; do
  [ -e "$loader" ] && break
done
libraries=$(echo "$root"/usr/lib/*-linux-gnu):$root/usr/lib/mysql/private
# The caller's options come first because --no-defaults counts only there. The folder for file imports that is
# compiled in does not exist here, and the server refuses to start while it is set.
exec "$loader" --library-path "$libraries" "$root/usr/sbin/mysqld" "$@" --basedir="$root/usr" \
  --lc-messages-dir="$root/usr/share/mysql" --character-sets-dir="$root/usr/share/mysql/charsets" \
  --plugin-dir="$root/usr/lib/mysql/plugin" --secure-file-priv=
WRAPPER
  chmod +x "$1/bin/mysqld"
}

if [ -x "$home/bin/mysqld" ]; then
  echo "$home/bin/mysqld"
  exit 0
fi

for tool in apt-get dpkg dpkg-deb awk; do
  command -v "$tool" >/dev/null || fail "$tool is missing: this recipe needs a Debian system"
done
arch=$(dpkg --print-architecture)
mirror=${DEBIAN_MIRROR:-$(find_mirror)}
[ -n "$mirror" ] || fail "no Debian mirror in the apt sources; name one in DEBIAN_MIRROR"
keyring=$(find_keyring)
[ -n "$keyring" ] || fail "the package debian-archive-keyring is missing"

mkdir -p "$(dirname "$home")"
work=$(mktemp -d "$(dirname "$home")/mysql.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/state" "$work/cache" "$work/root"
: >"$work/status"
echo "deb [signed-by=$keyring] $mirror sid main" >"$work/sources.list"

say "fetching MySQL from Debian sid"
private_apt update || fail "the package lists could not be fetched; --verbose shows why"
private_apt -y --download-only install mysql-server-core || fail "the packages could not be fetched; --verbose shows why"
for package in "$work"/archives/*.deb; do
  dpkg-deb -x "$package" "$work/root"
done
write_wrapper "$work/root"
"$work/root/bin/mysqld" --version >&2 || fail "the unpacked server does not start"

# Two runs at once: the first to get here wins, the other throws its copy away.
mv -T "$work/root" "$home" 2>/dev/null || [ -x "$home/bin/mysqld" ] || fail "cannot write to the cache folder"
echo "$home/bin/mysqld"
