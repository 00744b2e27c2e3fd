#!/usr/bin/env bash
# Adapter of the interop labs for Godwit: one verb, run as root inside the node's network namespace.
#   LAB_NODE, LAB_DIR (private folder), LAB_CONF (neutral configuration, JSON)
# Exit status 69 = not offered.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
godwit=${GODWIT:-$here/../../godwit}
translate() { python3 -B "$here/lab.py" "$@"; }
ctl() { "$godwit" "$@" --socket "$LAB_DIR/godwit.sock"; }

absent() { echo "not offered: $*" >&2; exit 69; }
die() { echo "$*" >&2; exit 1; }

# A first start builds, for minutes: longer than a verb may take. So `features`, which every lab asks first, sees to it; a
# restart after a crash has no time to lose with that.
built() {
  [ -x "$godwit" ] || die "no $godwit"
  setsid "$godwit" version >/dev/null 2>&1 </dev/null &
  local build=$! end=$((SECONDS + 15))
  while kill -0 $build 2>/dev/null; do
    [ $SECONDS -ge $end ] && die "$godwit is still being built: try again in a minute (\`$godwit version\` waits for it)"
    sleep 0.1
  done
  wait $build || die "$godwit does not start: $("$godwit" version 2>&1 | tail -n 5)"
}

start() {
  : >"$LAB_DIR/pids"
  translate render >"$LAB_DIR/godwit.conf" || absent "what $LAB_CONF asks for"
  setsid "$godwit" run "$LAB_DIR/godwit.conf" --socket "$LAB_DIR/godwit.sock" >>"$LAB_DIR/godwit.log" 2>&1 </dev/null &
  echo $! >"$LAB_DIR/pids"
  local end=$((SECONDS + 30))
  until [ -S "$LAB_DIR/godwit.sock" ] && ctl version --daemon >/dev/null 2>&1; do
    kill -0 "$(cat "$LAB_DIR/pids")" 2>/dev/null || die "godwit ended: $(tail -n 10 "$LAB_DIR/godwit.log")"
    [ $SECONDS -ge $end ] && die "godwit does not answer: $(tail -n 10 "$LAB_DIR/godwit.log")"
    sleep 0.1
  done
}

stop() {
  local pid i
  pid=$(cat "$LAB_DIR/pids" 2>/dev/null) || return 0
  kill -TERM "$pid" 2>/dev/null || return 0
  for i in $(seq 80); do
    kill -0 "$pid" 2>/dev/null || return 0
    grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null && return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null
}

verb=${1:?verb}; shift
case $verb in
  features) built; echo ipv4 ipv6 ibgp as4 passive hold multihop transit dual rr rs confed redistribute fib aggregate shutdown shutdown-text md5 gtsm refresh refresh-ask addpath attrs diag blackhole extnh bfd gr-helper gr-restart role med local-pref communities prepend rpki ;;
  start) start ;; # `restart` says nothing new: the socket of the daemon that was killed is still there
  stop) stop ;;
  neighbors) ctl show neighbors --json | translate neighbors ;;
  rib) ctl show routes --family "$1" --json | translate rib ;;
  originate) ctl originate "$1" >/dev/null ;;
  withdraw) ctl withdraw "$1" >/dev/null ;;
  refresh) ctl neighbor "$1" refresh >/dev/null ;;
  shutdown) ctl neighbor "$1" shutdown "${2:-}" >/dev/null ;;
  enable) ctl neighbor "$1" enable >/dev/null ;;
  explain) ctl show neighbor "$1" ;;
  log) cat "$LAB_DIR/godwit.log" ;;
  *) absent "$verb" ;;
esac
