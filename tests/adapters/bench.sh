#!/bin/sh
# Adapter of the benchmark for Godwit:  bench.sh FABRIC WORKDIR - write a configuration, become the daemon.
# FABRIC: "target AS ADDRESS PORT FAMILY", then "neighbor ADDRESS AS ROLE STREAM COUNT" per session.
set -eu
fabric=$1 dir=$2
here=$(cd "$(dirname "$0")" && pwd)
awk '
$1 == "target" {
	family = $5
	print "router { as " $2 "; id 10.77.0.1; as-sets accept; listen " $3 " port " $4 " }"
	print "group all { passive; hold-time 240; family " family "; import accept; export accept }"
}
$1 == "neighbor" {
	role = $4 == "client" ? "; route-reflector-client" : $4 == "rs" ? "; route-server-client" : ""
	print "neighbor " $2 " in all { as " $3 role " }"
}' "$fabric" > "$dir/godwit.conf"
exec "$here/../../godwit" run "$dir/godwit.conf" --socket "$dir/godwit.sock"
