package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.Texts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// `godwit import frr`: `frr.conf`, or `bgpd.conf`.
public final class FrrImporter {
    private static final Map<String, String> MOOT =
            Map.ofEntries(
                    Map.entry("frr", "it is about the daemon"),
                    Map.entry("hostname", "the system has a name"),
                    Map.entry("log", "the log goes to standard error"),
                    Map.entry("service", "it is about the daemon"),
                    Map.entry("line", "there is no terminal of its own"),
                    Map.entry("debug", "the log goes to standard error"),
                    Map.entry("password", "the control socket has permissions"),
                    Map.entry("enable", "the control socket has permissions"),
                    Map.entry("exit", ""),
                    Map.entry("end", ""),
                    Map.entry("exec-timeout", ""));
    private static final List<String> SPEAKER_MOOT =
            List.of(
                    "log-neighbor-changes",
                    "deterministic-med",
                    "network",
                    "graceful-shutdown",
                    "suppress-duplicates",
                    "fast-external-failover");

    private final Draft draft;
    private final Lists lists;
    private final RouteMaps maps;
    private final Peers peers;
    private final Redistribution redistribution;
    private Consumer<Line> section = this::top;
    private String family = "";
    private boolean speaker;
    private int multipath = 1;
    private String confederation = "";
    private final Set<String> members = new LinkedHashSet<>();

    private FrrImporter(Draft draft) {
        this.draft = draft;
        lists = new Lists(new NamedSets(draft));
        maps = new RouteMaps(draft, lists);
        peers = new Peers(draft, lists, maps);
        redistribution = new Redistribution(draft, maps);
    }

    /// Reads files, one after the other, as if they were one.
    public static void run(List<String> files, Texts texts, Draft draft) {
        var importer = new FrrImporter(draft);
        for (var file : files) {
            Line.read(file, texts.read(file, new At(file, 0))).forEach(importer::line);
        }
        importer.confederation();
        importer.redistribution.add();
        if (importer.multipath > 1) {
            draft.kernel("multipath " + importer.multipath);
        }
        importer.peers.add();
    }

    /// FRR says the number and the members apart, and the own AS is not among these.
    private void confederation() {
        if (!confederation.isEmpty()) {
            draft.router()
                    .say(
                            "confederation "
                                    + confederation
                                    + " members "
                                    + String.join(", ", members));
        }
    }

    /// A line belongs to the section that is open, unless it begins another one.
    private void line(Line line) {
        if (line.is("router") || line.is("route-map") || listed(line)) {
            section = this::top;
        }
        if (line.is("exit") || line.is("exit-route-map")) {
            section = this::top;
        } else {
            section.accept(line);
        }
    }

    /// Takes the lines of lists, which may stand anywhere.
    private static boolean listed(Line line) {
        return (line.is("ip") || line.is("ipv6") || line.is("bgp"))
                        && line.word(1).endsWith("-list")
                || line.is("bgp", "as-path", "access-list")
                || line.is("ip", "as-path", "access-list");
    }

    private void top(Line line) {
        if (line.is("router", "bgp") && line.words().size() == 3) {
            router(line);
        } else if (line.is("router")) {
            lost(
                    line,
                    line.is("router", "bgp") ? "one instance, without VRF" : "only BGP is spoken");
            section = l -> lost(l, "of the part above");
        } else if (line.is("route-map")) {
            section = maps.begin(line)::add;
        } else if (listed(line)) {
            list(line);
        } else if (line.is("rpki")) {
            section = this::rpki;
        } else if (line.is("interface") || line.is("vrf")) {
            lost(line, "interfaces are the system's");
            section = l -> lost(l, "of the part above");
        } else if (line.is("allow-reserved-ranges")) {
            draft.router().say("martians accept");
        } else if (MOOT.containsKey(line.word(0))) {
            String why = MOOT.get(line.word(0));
            if (!why.isEmpty()) {
                draft.moot(line.at(), line.text(), why);
            }
        } else {
            lost(line, "has no counterpart");
        }
    }

    private void lost(Line line, String why) {
        draft.lost(line.at(), line.text(), why);
    }

    private void router(Line line) {
        if (speaker) {
            lost(line, "one instance, without VRF");
            section = l -> lost(l, "of the part above");
            return;
        }
        speaker = true;
        draft.router().say("as " + line.word(2));
        members.add(line.word(2));
        peers.as(Long.parseLong(line.word(2)));
        section = this::bgp;
        family = "";
    }

    private void list(Line line) {
        int name = line.words().get(1).equals("as-path") ? 3 : 2;
        switch (line.word(1)) {
            case "prefix-list" -> lists.add(line.word(0) + " prefix-list", line, 2);
            case "as-path" -> lists.add("as-path", line, name);
            case "community-list", "large-community-list" -> {
                boolean typed = line.word(2).equals("standard") || line.word(2).equals("expanded");
                String word = line.word(1).replace("-list", "");
                lists.add(word, line, typed ? 3 : 2);
            }
            default -> lost(line, "has no counterpart");
        }
    }

    private void rpki(Line line) {
        if (line.is("rpki", "cache")) {
            int host = line.word(2).equals("tcp") ? 3 : 2;
            String at = line.word(host);
            String address = at.indexOf(':') < 0 ? at : "[" + at + "]";
            String preference = line.after("preference");
            String cache = "cache " + address + ":" + line.word(host + 1);
            draft.top(
                    Block.of("rpki")
                            .say(
                                    preference.isEmpty()
                                            ? cache
                                            : cache + " { preference " + preference + " }"));
        } else {
            draft.moot(line.at(), line.text(), "the cache says it");
        }
    }

    // ---- router bgp ----

    private void bgp(Line line) {
        switch (line.word(0)) {
            case "address-family" -> family(line);
            case "exit-address-family" -> family = "";
            case "neighbor" -> peers.line(family, line);
            case "bgp" -> speaker(line);
            case "timers" -> peers.defaults(line.tail(1));
            case "network" -> network(line);
            case "aggregate-address" -> aggregate(line);
            case "redistribute" -> redistribution.line(family, line);
            case "maximum-paths" -> multipath(line);
            default -> lost(line, "has no counterpart");
        }
    }

    private void family(Line line) {
        String given = line.word(1) + (line.word(2).isEmpty() ? "" : " " + line.word(2));
        family =
                switch (given) {
                    case "ipv4 unicast", "ipv4" -> "ipv4";
                    case "ipv6 unicast", "ipv6" -> "ipv6";
                    default -> given;
                };
        if (!family.matches("ipv[46]")) {
            lost(line, "only ipv4 and ipv6 unicast are offered");
        }
    }

    private void network(Line line) {
        draft.originate(PrefixText.parse(line.at(), line.word(1)).toString());
        if (line.words().size() > 2) {
            draft.lost(line.at(), line.text(), "set its attributes in the export policies");
        }
    }

    /// An aggregate with a set is nothing to announce otherwise (RFC 9774 §3).
    private void takesSets() {
        if (!draft.router().says("as-sets")) {
            draft.router().say("as-sets accept");
        }
    }

    private void aggregate(Line line) {
        var aggregate = Block.of("aggregate " + PrefixText.parse(line.at(), line.word(1)));
        for (var option : line.words().subList(2, line.words().size())) {
            switch (option) {
                case "summary-only" -> aggregate.say(option);
                case "as-set" -> {
                    aggregate.say(option);
                    takesSets();
                }
                case "matching-MED-only" -> aggregate.say("matching-med");
                default -> lost(line, "`" + option + "`: write a `policy` in the aggregate");
            }
            if (option.equals("route-map") || option.equals("suppress-map")) {
                break;
            }
        }
        draft.aggregate(aggregate.body().isEmpty() ? Block.line(aggregate.head()) : aggregate);
    }

    /// One number here for external, internal and both families: the largest one said.
    private void multipath(Line line) {
        String paths = line.word(line.words().size() - 1);
        boolean number = paths.matches("[0-9]{1,4}");
        multipath = Math.max(multipath, number ? Integer.parseInt(paths) : 1);
        if (!number) {
            lost(line, "write `multipath` in `kernel`");
        }
    }

    private void decision(Line line, String option) {
        if (!line.no()) {
            draft.router().say(option);
        }
    }

    private void speaker(Line line) {
        if (line.is("bgp", "router-id")) {
            draft.router().say("id " + line.word(2));
        } else if (line.is("bgp", "cluster-id")) {
            draft.router().say("cluster-id " + line.word(2));
        } else if (line.is("bgp", "confederation", "identifier")) {
            confederation = line.no() ? "" : line.word(3);
        } else if (line.is("bgp", "confederation", "peers") && !line.no()) {
            members.addAll(line.words().subList(3, line.words().size()));
        } else if (line.is("bgp", "always-compare-med")) {
            decision(line, "always-compare-med");
        } else if (line.is("bgp", "bestpath", "med", "missing-as-worst")) {
            decision(line, "missing-med-worst");
        } else if (line.is("bgp", "ebgp-requires-policy")) {
            peers.policyRequired(!line.no());
        } else if (line.is("bgp", "default", "ipv4-unicast")) {
            peers.ipv4ByDefault(!line.no());
        } else if (line.is("bgp", "minimum-holdtime") && !line.no()) {
            peers.leastHoldTime(line.tail(1));
        } else if (line.is("bgp", "suppress-fib-pending")) {
            draft.kernel("export accept");
            draft.kernel("announce-installed");
        } else if (peers.restarts().take(line)) {
            // It is written at the neighbors.
            return;
        } else if (SPEAKER_MOOT.contains(line.word(1))) {
            draft.moot(line.at(), line.text(), "it is so, or has no meaning here");
        } else if (line.is("bgp", "listen", "range")) {
            var words = List.of("neighbor", line.word(3), "peer-group", line.word(5));
            peers.line("", new Line(line.at(), false, words));
        } else {
            lost(line, "not offered by this version");
        }
    }
}
