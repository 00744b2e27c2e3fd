package io.godwit.cli.importer.bird;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The attributes of routes that filters know.
final class Attributes {
    private static final Map<String, Value> BGP =
            Map.ofEntries(
                    Map.entry("net", new Value.Net()),
                    Map.entry("bgp_path", new Value.Path()),
                    Map.entry("bgp_community", new Value.Communities(Value.Kind.STANDARD)),
                    Map.entry("bgp_large_community", new Value.Communities(Value.Kind.LARGE)),
                    Map.entry("bgp_ext_community", new Value.Communities(Value.Kind.EXTENDED)),
                    Map.entry("bgp_med", Value.Number.field("med")),
                    Map.entry("bgp_local_pref", Value.Number.field("local-pref")),
                    Map.entry("bgp_origin", new Value.Origin()),
                    Map.entry("bgp_next_hop", new Value.Address("next-hop")),
                    Map.entry("source", new Value.Source()),
                    Map.entry("proto", new Value.Protocol()));

    /// What only a router with other protocols and a forwarding table knows.
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "preference",
                    "gw",
                    "gw_mpls",
                    "gw_mpls_stack",
                    "dest",
                    "ifname",
                    "ifindex",
                    "weight",
                    "scope",
                    "igp_metric",
                    "krt_metric",
                    "krt_prefsrc",
                    "krt_realm",
                    "krt_scope",
                    "krt_source",
                    "krt_mtu",
                    "krt_advmss",
                    "ospf_metric1",
                    "ospf_metric2",
                    "ospf_tag",
                    "ospf_router_id",
                    "rip_metric",
                    "rip_tag",
                    "babel_metric",
                    "bgp_aigp",
                    "bgp_atomic_aggr",
                    "bgp_aggregator",
                    "bgp_originator_id",
                    "bgp_cluster_list",
                    "bgp_otc",
                    "onlink");

    private Attributes() {}

    static Optional<Value> of(String name) {
        return Optional.ofNullable(BGP.get(name));
    }

    static boolean elsewhere(String name) {
        return ELSEWHERE.contains(name) || name.startsWith("krt_");
    }

    static boolean known(String name) {
        return BGP.containsKey(name) || elsewhere(name);
    }

    /// As `remove` and `exists` name it.
    static Optional<String> optional(String name) {
        return switch (name) {
            case "bgp_med" -> Optional.of("med");
            case "bgp_atomic_aggr" -> Optional.of("atomic-aggregate");
            case "bgp_aggregator" -> Optional.of("aggregator");
            case "bgp_community" -> Optional.of("community");
            case "bgp_large_community" -> Optional.of("large-community");
            case "bgp_ext_community" -> Optional.of("extended-community");
            default -> Optional.empty();
        };
    }
}
