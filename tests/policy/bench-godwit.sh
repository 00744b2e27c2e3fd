#!/bin/sh
# Adapter of the benchmark for Godwit as tests/adapters/bench.sh, with the export policy of examples/route-server.
set -eu
fabric=$1 dir=$2
here=$(cd "$(dirname "$0")" && pwd)
sed -n '/^policy member-out/,/^}/p' "$here/../../examples/route-server/policy.conf" > "$dir/godwit.conf"
awk '
$1 == "target" {
	family = $5
	print "router { as " $2 "; id 10.77.0.1; listen " $3 " port " $4 " }"
	print "group all { passive; hold-time 240; family " family "; import accept; export member-out }"
}
$1 == "neighbor" {
	role = $4 == "client" ? "; route-reflector-client" : $4 == "rs" ? "; route-server-client" : ""
	print "neighbor " $2 " in all { as " $3 role " }"
}' "$fabric" >> "$dir/godwit.conf"
exec "$here/../../godwit" run "$dir/godwit.conf" --socket "$dir/godwit.sock"
