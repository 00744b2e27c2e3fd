#!/usr/bin/env python3
"""Whether 202.112.1.0/24 to 202.112.254.0/24 become 202.112.0.0/16 at real neighbors, and in the kernel.

out (bird, AS 65002) tells edge (Godwit, AS 65001) the 254 prefixes over two ASes behind it; edge aggregates, and both out
and in (FRR's bgpd, AS 65003) have to hear the one route with its attributes: what all paths begin with, ATOMIC_AGGREGATE,
AGGREGATOR. The kernel of edge drops what goes to it. Then out takes all but one back: the minimum is two, and the
aggregate has to go everywhere. Needs root, iproute2, bird and FRR; without one of them it is not run (77).
"""
import json
import pathlib
import tempfile

from igp import GODWIT, Network, ready, wait

SUMMARY = "202.112.0.0/16"
EDGE = """router { as 65001; id 10.0.0.2 }
kernel { export accept }
aggregate 202.112.0.0/16 { summary-only; minimum 2 }
neighbor 10.0.23.3 { as 65002; import accept; export accept }
neighbor 10.0.12.1 { as 65003; import accept; export accept }
"""
OUT = """router id 10.0.0.3;
protocol device { }
protocol static { ipv4; %s }
protocol bgp {
    local 10.0.23.3 as 65002; neighbor 10.0.23.2 as 65001; connect delay time 1; connect retry time 1; allow local as 2;
    ipv4 { import all; export filter { if source != RTS_STATIC then reject; if net ~ [ 202.112.0.0/17+ ] then bgp_path.prepend(64511); else bgp_path.prepend(64512); accept; }; };
}
"""
IN = """hostname in
router bgp 65003
 bgp router-id 10.0.0.1
 no bgp ebgp-requires-policy
 neighbor 10.0.12.2 remote-as 65001
 neighbor 10.0.12.2 timers connect 1
exit
"""


def feed(count):
    """The prefixes, half of them over AS 64511, half over AS 64512."""
    routes = "".join(f"route 202.112.{i}.0/24 blackhole;" for i in range(1, count + 1))
    return OUT % routes


def main():
    ready()
    with tempfile.TemporaryDirectory(prefix="gw-aggregate-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        network = Network(folder)
        try:
            run(network, folder)
        finally:
            network.close()


def run(network, folder):
    (folder / "edge.conf").write_text(EDGE)
    control = str(folder / "godwit.sock")
    network.start("edge", GODWIT, "run", str(folder / "edge.conf"), "--socket", control)
    network.bird("out", feed(254))
    network.frr("in", "bgpd", IN)

    def at_bird():
        return network.run("out", "birdc", "-s", str(folder / "out.ctl"), f"show route for {SUMMARY} all", check=False)

    def at_frr():
        vtysh = ["vtysh", "--vty_socket", str(folder / "in-frr"), "-c"]
        return json.loads(network.run("in", *vtysh, "show bgp ipv4 unicast json", check=False) or "{}").get("routes", {})

    wait("bird hears the aggregate", 30, lambda: "BGP.atomic_aggr" in at_bird())
    wait("FRR hears the aggregate alone", 30, lambda: list(at_frr()) == [SUMMARY])
    said = at_bird()
    for line in ("BGP.as_path: 65001 65002", "BGP.aggregator: 10.0.0.2 AS65001"):
        assert line in said, said
    one = at_frr()[SUMMARY][0]
    assert one["path"] == "65001 65002", one
    vtysh = ["vtysh", "--vty_socket", str(folder / "in-frr"), "-c", f"show bgp ipv4 unicast {SUMMARY} json"]
    whole = json.loads(network.run("in", *vtysh))["paths"][0]
    assert whole["atomicAggregate"] and whole["aggregatorAs"] == 65001 and whole["aggregatorId"] == "10.0.0.2", whole
    wait("the kernel drops what goes to it", 5,
         lambda: f"blackhole {SUMMARY}" in network.run("edge", "ip", "route", "show", "proto", "66"))
    (folder / "out.bird").write_text(feed(1))
    network.run("out", "birdc", "-s", str(folder / "out.ctl"), "configure")
    wait("one is less than the minimum", 10, lambda: list(at_frr()) == ["202.112.1.0/24"] and SUMMARY not in at_bird())
    wait("the kernel has it no longer", 5,
         lambda: SUMMARY not in network.run("edge", "ip", "route", "show", "proto", "66"))
    print("ok   254 prefixes are one at bird and at FRR, with its attributes; the kernel drops it, and both go with it")


if __name__ == "__main__":
    main()
