package io.godwit.cli.importer.arouteserver;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.arouteserver.ArouteserverImporter.Member;
import io.godwit.cli.importer.tree.Tree;

import java.util.ArrayList;
import java.util.List;

/// What a client's routes have to be, with the reject codes that arouteserver has for it.
final class ClientIn {
    /// Of IPv6 only what is within 2000::/3; all else has a rule of its own.
    private static final List<String> BOGONS =
            List.of(
                    "0.0.0.0/0",
                    "0.0.0.0/8+",
                    "10.0.0.0/8+",
                    "100.64.0.0/10+",
                    "127.0.0.0/8+",
                    "169.254.0.0/16+",
                    "172.16.0.0/12+",
                    "192.0.0.0/24+",
                    "192.0.2.0/24+",
                    "192.168.0.0/16+",
                    "198.18.0.0/15+",
                    "198.51.100.0/24+",
                    "203.0.113.0/24+",
                    "224.0.0.0/3+",
                    "2001:2::/48+",
                    "2001:10::/28+",
                    "2001:db8::/32+",
                    "2002::/16+",
                    "3ffe::/16+");

    private final Tree filtering;
    private final Tree general;
    private final List<Member> members;
    private final NamedSets sets;
    private final List<Block> body = new ArrayList<>();

    ClientIn(Tree general, List<Member> members, NamedSets sets) {
        this.general = general;
        filtering = general.get("filtering").orElse(general);
        this.members = members;
        this.sets = sets;
    }

    List<Block> body() {
        path();
        prefixes();
        irr();
        boolean rpki =
                filtering.on("rpki_bgp_origin_validation", "enabled")
                        && !off("rpki_bgp_origin_validation", "reject_invalid");
        if (rpki) {
            reject(14, "rpki-invalid", Condition.compare("rpki", "=", "invalid"));
        }
        if (general.on("graceful_shutdown", "enabled")) {
            body.add(
                    Block.line(
                            "set local-pref "
                                    + general.number("graceful_shutdown", "local_pref").orElse(0)
                                    + " if community has 65535:0"));
        }
        body.add(Block.line("accept"));
        return body;
    }

    private void reject(int code, String label, Condition condition) {
        if (!condition.equals(Condition.FALSE)) {
            body.add(Block.line("reject " + code + " \"" + label + "\" if " + condition.text()));
        }
    }

    private boolean off(String... path) {
        return filtering.string(path).filter(v -> v.equalsIgnoreCase("false")).isPresent();
    }

    private void path() {
        reject(
                1,
                "as-path-too-long",
                Condition.compare(
                        "as-path.length",
                        ">",
                        Long.toString(filtering.number("max_as_path_len").orElse(32))));
        reject(5, "invalid-next-hop", nextHop());
        reject(6, "first-as", Condition.compare("as-path.first", "!=", "peer.as"));
        if (!off("reject_invalid_as_in_as_path")) {
            var invalid = List.of("23456", "64496..131071", "4200000000..4294967295");
            reject(
                    7,
                    "invalid-as",
                    Condition.ask("as-path any " + sets.use("as-set", "invalid-as", invalid)));
        }
        any(8, "transit-free-as", "transit_free");
        any(15, "never-via-route-servers", "never_via_route_servers");
    }

    private void any(int code, String label, String key) {
        var numbers = new ArrayList<String>();
        for (var text : filtering.strings(key, "asns")) {
            for (var as : text.strip().split("[,\\s]+")) {
                numbers.add(as.replaceFirst("^AS", ""));
            }
        }
        filtering.string(key, "action");
        numbers.removeIf(n -> !n.matches("[0-9]+"));
        if (!numbers.isEmpty()) {
            reject(code, label, Condition.ask("as-path any " + sets.use("as-set", label, numbers)));
        }
    }

    /// `strict`: that of the neighbor; `same-as`: that of any client of its AS.
    private Condition nextHop() {
        Condition foreign = Condition.compare("next-hop", "!=", "peer.address");
        String policy = filtering.string("next_hop", "policy").orElse("strict");
        for (var member : members) {
            var allowed =
                    new ArrayList<>(
                            member.client()
                                    .strings(
                                            "cfg",
                                            "filtering",
                                            "next_hop",
                                            "authorized_addresses_list"));
            String own =
                    member.client().string("cfg", "filtering", "next_hop", "policy").orElse(policy);
            if (own.equals("same-as")) {
                members.stream()
                        .filter(m -> m.as() == member.as())
                        .forEach(m -> allowed.addAll(m.addresses()));
            }
            if (allowed.size() > 1 || !allowed.isEmpty() && !own.equals("same-as")) {
                var hosts =
                        allowed.stream()
                                .distinct()
                                .map(a -> a + (a.indexOf(':') < 0 ? "/32" : "/128"))
                                .toList();
                foreign =
                        foreign.and(
                                Condition.compare("peer.as", "!=", Long.toString(member.as()))
                                        .or(
                                                Condition.in(
                                                                "next-hop",
                                                                sets.use("prefix-set", "", hosts))
                                                        .not()));
            }
        }
        return foreign;
    }

    private void prefixes() {
        reject(2, "bogon-prefix", Condition.in("prefix", sets.use("prefix-set", "bogons", BOGONS)));
        var black = entries(filtering.list("global_black_list_pref"));
        if (!black.isEmpty()) {
            reject(
                    3,
                    "blacklisted",
                    Condition.in("prefix", sets.use("prefix-set", "blacklist", black)));
        }
        reject(
                10,
                "not-global-unicast",
                Condition.compare("family", "=", "ipv6")
                        .and(Condition.in("prefix", "[ 2000::/3+ ]").not()));
        for (var member : members) {
            var own = entries(member.client().list("cfg", "filtering", "black_list_pref"));
            if (!own.isEmpty()) {
                reject(11, "blacklisted-for-client", ofMember(member).and(in(own)));
            }
        }
        length("ipv4", 8, 24);
        length("ipv6", 12, 48);
    }

    private void length(String family, long least, long most) {
        String key = family + "_pref_len";
        String range =
                filtering.number(key, "min").orElse(least)
                        + ".."
                        + filtering.number(key, "max").orElse(most);
        reject(
                13,
                "prefix-length",
                Condition.in("prefix.length", range)
                        .not()
                        .and(Condition.compare("family", "=", family)));
    }

    private static Condition ofMember(Member member) {
        return Condition.compare("peer.as", "=", Long.toString(member.as()));
    }

    private Condition in(List<String> entries) {
        return Condition.in("prefix", sets.use("prefix-set", "", entries));
    }

    private void irr() {
        Condition origin = Condition.in("as-path.last", "peer.irr-origins").not();
        Condition prefix = Condition.in("prefix", "peer.irr-prefixes").not();
        for (var member : members) {
            var irrdb = member.client().get("cfg", "filtering", "irrdb");
            var asns = irrdb.map(i -> i.strings("white_list_asn")).orElse(List.of());
            if (!asns.isEmpty()) {
                var set = "[ " + String.join(", ", asns) + " ]";
                origin = origin.and(ofMember(member).and(Condition.in("as-path.last", set)).not());
            }
            var white = irrdb.map(i -> entries(i.list("white_list_pref"))).orElse(List.of());
            if (!white.isEmpty()) {
                prefix = prefix.and(ofMember(member).and(in(white)).not());
            }
        }
        if (!off("irrdb", "enforce_origin_in_as_set")) {
            reject(9, "origin-not-in-irr", origin);
        }
        if (!off("irrdb", "enforce_prefix_in_as_set")) {
            reject(12, "prefix-not-in-irr", prefix);
        }
    }

    /// Prefixes as arouteserver writes them: without `exact`, `ge` and `le`, all within are meant.
    private static List<String> entries(List<Tree> list) {
        var entries = new ArrayList<String>();
        for (var entry : list) {
            if (entry.kind() != Tree.Kind.TABLE) {
                continue;
            }
            entry.string("comment");
            String text =
                    entry.string("prefix").orElse("") + "/" + entry.string("length").orElse("");
            var prefix = PrefixText.parse(entry.at(), text);
            int own = prefix.length();
            int bits = prefix.address().bits();
            boolean exact = entry.on("exact");
            entries.addAll(
                    PrefixText.range(
                            prefix,
                            (int) entry.number("ge").orElse(own),
                            exact ? own : (int) entry.number("le").orElse(bits)));
        }
        return entries;
    }
}
