#!/bin/sh
# The same for BIRD 2, with the equal filter.
set -eu
fabric=$1 dir=$2
here=$(cd "$(dirname "$0")" && pwd)
sed -n '/^function member_out/,/^}/p' "$here/route-server.bird" > "$dir/bird.conf"
awk -v dir="$dir" '
$1 == "target" {
	as = $2; address = $3; port = $4; family = $5
	print "log \"" dir "/daemon.log\" { warning, error, auth, fatal, bug };"
	print "router id 10.77.0.1;\nprotocol device { }"
}
$1 == "neighbor" {
	printf "protocol bgp n%d {\n", ++n
	printf "\tlocal %s port %d as %s;\n\tneighbor %s as %s;\n\tpassive on;\n\thold time 240;\n", address, port, as, $2, $3
	if ($4 == "rs") print "\trs client;"
	printf "\t%s { import all; export filter { member_out(%s); }; };\n}\n", family, $3
}' "$fabric" >> "$dir/bird.conf"
exec bird -f -c "$dir/bird.conf" -s "$dir/bird.ctl" -P "$dir/bird.pid"
