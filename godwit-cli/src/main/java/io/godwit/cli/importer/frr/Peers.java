package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixLimit;
import io.godwit.cli.importer.SeveralPaths;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The lines `neighbor …` of FRR, of neighbors and of their groups.
final class Peers {
    /// What is said of a neighbor or a group.
    ///
    /// @param said the line for each thing that can be said, by family and words
    private record Peer(String name, List<Line> lines, Map<String, Line> said) {
        Peer(String name) {
            this(name, new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    private static final String LINK = " interface";
    private static final List<String> TWO_WORDS = List.of("timers", "capability", "send-community");
    private static final List<String> DIRECTED =
            List.of("route-map", "prefix-list", "filter-list", "distribute-list");
    private static final List<String> DONE =
            List.of(
                    "remote-as",
                    "interface",
                    "peer-group",
                    "description",
                    "ebgp-multihop",
                    "ttl-security",
                    "update-source",
                    "timers",
                    "passive",
                    "shutdown",
                    "bfd",
                    "port",
                    "activate",
                    "route-map",
                    "prefix-list",
                    "filter-list",
                    "next-hop-self",
                    "route-reflector-client",
                    "route-server-client",
                    "default-originate",
                    "local-role",
                    "aigp",
                    "allowas-in",
                    "local-as",
                    "remove-private-AS",
                    "as-override",
                    "maximum-prefix",
                    "maximum-prefix-out",
                    "addpath-tx-all-paths",
                    "addpath-tx-best-selected",
                    "addpath-rx-paths-limit",
                    "disable-addpath-rx",
                    "enforce-first-as");
    private static final Map<String, String> MOOT =
            Map.of(
                    "soft-reconfiguration", "received routes are always kept",
                    "send-community", "communities are always sent",
                    "disable-connected-check",
                            "write `multihop` if it is not on a connected network",
                    "advertisement-interval", "updates are sent at once");

    private final Draft draft;
    private final Lists lists;
    private final RouteMaps maps;
    private final Map<String, Peer> groups = new LinkedHashMap<>();
    private final Map<String, Peer> neighbors = new LinkedHashMap<>();
    private final Names groupNames = new Names();
    private boolean policyRequired = true;
    private boolean ipv4ByDefault = true;
    private long as;
    private Line timers;
    private Line leastHoldTime;
    private final Restarts restarts = new Restarts();

    Peers(Draft draft, Lists lists, RouteMaps maps) {
        this.draft = draft;
        this.lists = lists;
        this.maps = maps;
    }

    void as(long own) {
        as = own;
    }

    void policyRequired(boolean required) {
        policyRequired = required;
    }

    void ipv4ByDefault(boolean on) {
        ipv4ByDefault = on;
    }

    Restarts restarts() {
        return restarts;
    }

    /// `timers bgp 3 9`
    void defaults(Line line) {
        timers = line;
    }

    /// `minimum-holdtime 9`
    void leastHoldTime(Line line) {
        leastHoldTime = line;
    }

    void line(String family, Line line) {
        var what = line.tail(2);
        String name = line.word(1);
        if (what.is("peer-group") && what.words().size() == 1) {
            groups.putIfAbsent(name, new Peer(name));
            return;
        }
        var peer =
                groups.containsKey(name)
                        ? groups.get(name)
                        : neighbors.computeIfAbsent(name, Peer::new);
        peer.lines().add(line);
        if (what.is("interface")) {
            // `interface [v6only] remote-as external`, `interface peer-group fabric`
            peer.said().put(LINK, what);
            what = what.tail(what.is("interface", "v6only") ? 2 : 1);
            if (what.words().size() < 2) {
                return;
            }
        }
        peer.said().put(key(family, what), new Line(line.at(), line.no(), what.words()));
    }

    /// What a line says: `route-map in` of a family, `timers connect`.
    private static String key(String family, Line what) {
        String first = what.word(0);
        String second =
                DIRECTED.contains(first)
                        ? what.word(2)
                        : TWO_WORDS.contains(first) && what.word(1).matches("[a-z][a-z-]*")
                                ? what.word(1)
                                : "";
        return family + " " + first + (second.isEmpty() ? "" : " " + second);
    }

    // ---- neighbors ----

    void add() {
        var blocks = new LinkedHashMap<String, Block>();
        for (var group : groups.values()) {
            var block = Block.of("group " + groupNames.of(group.name()));
            options(group.name(), group.said(), block);
            blocks.put(group.name(), block);
            group.lines().forEach(this::listed);
        }
        var used = new ArrayList<String>();
        for (var neighbor : neighbors.values()) {
            var member = neighbor.said().get(" peer-group");
            String group = member == null ? "" : member.word(1);
            neighbor(neighbor, group, blocks.get(group), used);
            neighbor.lines().forEach(this::listed);
        }
        used.stream().distinct().forEach(g -> draft.group(blocks.get(g)));
    }

    private void neighbor(Peer neighbor, String group, Block shared, List<String> used) {
        var all = new LinkedHashMap<String, Line>();
        if (groups.containsKey(group)) {
            all.putAll(groups.get(group).said());
        }
        all.putAll(neighbor.said());
        String trouble = trouble(neighbor.name(), all);
        if (!trouble.isEmpty()) {
            draft.lost(neighbor.lines().get(0).at(), "neighbor " + neighbor.name(), trouble);
            return;
        }
        String head = "neighbor " + place(neighbor.name(), all.get(LINK));
        var full = Block.of(shared == null ? head : head + " in " + groupNames.of(group));
        options(neighbor.name(), all, full);
        if (shared != null) {
            full.body().removeIf(shared.body()::contains);
            used.add(group);
        }
        restarts.ofAll(all, full);
        policies(neighbor.name(), all, full);
        draft.neighbor(full);
    }

    private static boolean isAddress(String name) {
        return name.matches("[0-9a-fA-F:./]*[:.][0-9a-fA-F:./]*");
    }

    /// `%eth0` for who has no address; `fe80::2%eth0`.
    private static String place(String name, Line link) {
        if (!isAddress(name)) {
            return "%" + name;
        }
        return link == null ? name : name + "%" + link.word(1);
    }

    private static String trouble(String name, Map<String, Line> all) {
        if (!isAddress(name) && !all.containsKey(LINK)) {
            return "it has neither an address nor an `interface`";
        }
        var as = all.get(" remote-as");
        if (as == null) {
            return "it has no `remote-as`";
        }
        return as.word(1).matches("[0-9.]+|internal|external")
                ? ""
                : "the AS of the neighbor is not said, and is never guessed";
    }

    private void options(String name, Map<String, Line> said, Block block) {
        var as = said.get(" remote-as");
        if (as != null) {
            block.say(
                    "as " + (as.word(1).equals("internal") ? Long.toString(this.as) : as.word(1)));
        }
        var description = said.get(" description");
        if (description != null && neighbors.containsKey(name)) {
            block.say("description " + Names.quoted(description.from(1), 255));
        }
        say(said, " update-source", line -> local(line, block));
        say(said, " port", line -> block.say("port " + line.word(1)));
        say(said, " passive", line -> flag(line, block, "passive"));
        say(
                said,
                " password",
                line -> Names.secret(line.from(1)).ifPresent(s -> block.say("password " + s)));
        say(said, " local-role", line -> role(line, block));
        say(said, " aigp", line -> flag(line, block, "aigp"));
        say(said, " ttl-security", line -> near(line, block));
        say(said, " ebgp-multihop", line -> block.say(("multihop " + line.word(1)).strip()));
        timers(said, block);
        for (var family : List.of("", "ipv4", "ipv6")) {
            for (var word : List.of("route-reflector-client", "route-server-client")) {
                say(
                        said,
                        family + " " + word,
                        line -> {
                            if (!block.says(word)) {
                                flag(line, block, word);
                            }
                        });
            }
        }
        for (var family : List.of("", "ipv4", "ipv6")) {
            say(said, family + " default-originate", line -> defaultRoute(line, block));
        }
        for (var family : List.of("", "ipv4", "ipv6")) {
            say(said, family + " allowas-in", line -> ownAs(line, block));
            say(said, family + " remove-private-AS", line -> removePrivate(line, block));
            say(said, family + " as-override", line -> override(line, block));
        }
        say(said, " local-as", line -> localAs(line, block));
        paths(said, block);
        limits(said, block);
        filters(said, block);
        say(said, " shutdown", line -> shutdown(line, block));
        say(said, " bfd", line -> bfd(line, block));
        Restarts.own(said, block);
    }

    /// `bfd`, or `bfd MULTIPLIER MIN-RX MIN-TX` in milliseconds: the slower of both is the
    /// interval.
    private void bfd(Line line, Block block) {
        boolean times = line.words().size() == 4 && line.from(1).matches("[0-9 ]+");
        if (line.no() || !times) {
            flag(line, block, "bfd");
        } else {
            int slower = Math.max(Integer.parseInt(line.word(2)), Integer.parseInt(line.word(3)));
            block.say("bfd { interval " + slower + "ms; multiplier " + line.word(1) + " }");
        }
        if (!times && line.words().size() > 1) {
            draft.lost(
                    line.at(),
                    "bfd " + line.from(1),
                    "its times are `bfd { interval 300ms; multiplier 3 }`");
        }
    }

    /// `allowas-in 2`; three times if nothing is said.
    private void ownAs(Line line, Block block) {
        if (line.word(1).equals("origin")) {
            draft.lost(line.at(), "allowas-in origin", "has no counterpart");
        } else if (!line.no() && !block.says("allow-own-as")) {
            block.say("allow-own-as " + (line.word(1).isEmpty() ? "3" : line.word(1)));
        }
    }

    /// `local-as 64510 no-prepend replace-as dual-as`
    private static void localAs(Line line, Block block) {
        if (!line.no()) {
            block.say("local-as " + line.from(1));
        }
    }

    /// `remove-private-AS all replace-AS`
    private static void removePrivate(Line line, Block block) {
        if (!line.no() && !block.says("remove-private-as")) {
            String how = line.from(1).toLowerCase(java.util.Locale.ROOT);
            block.say(("remove-private-as " + how).strip());
        }
    }

    private void override(Line line, Block block) {
        if (!block.says("as-override")) {
            flag(line, block, "as-override");
        }
    }

    /// `maximum-prefix 1000 80 restart 5`, `maximum-prefix 1000 warning-only`; what the import
    /// policy accepts counts, but for `force`.
    private static void limits(Map<String, Line> said, Block block) {
        var limits = new HashMap<String, PrefixLimit>();
        for (var family : List.of("", "ipv4", "ipv6")) {
            String of = family.isEmpty() ? "ipv4" : family;
            say(said, family + " maximum-prefix", line -> limits.put(of, limit(line)));
            say(said, family + " maximum-prefix-out", line -> limitOut(line, block));
        }
        limits.values().removeIf(limit -> limit.most().isEmpty());
        PrefixLimit.say(limits, true, true, block);
    }

    /// `capability orf prefix-list both`: what it may say; what is said to it is another word.
    private void filters(Map<String, Line> said, Block block) {
        for (var family : List.of("", "ipv4", "ipv6")) {
            say(
                    said,
                    family + " capability orf",
                    line -> {
                        String way = line.no() ? "" : line.word(3);
                        if (way.matches("receive|both") && !block.says("orf")) {
                            block.say("orf receive");
                        }
                        if (way.matches("send|both")) {
                            draft.lost(
                                    line.at(),
                                    line.text(),
                                    "write `orf send` and what it is to send as `orf-prefixes`");
                        }
                    });
        }
    }

    private static void limitOut(Line line, Block block) {
        if (!line.no() && !block.says("max-prefix-out")) {
            block.say("max-prefix-out " + line.word(1));
        }
    }

    private static PrefixLimit limit(Line line) {
        if (line.no()) {
            return new PrefixLimit("", "", "", false);
        }
        String minutes = line.after("restart");
        String action =
                line.words().contains("warning-only")
                        ? "warn"
                        : minutes.isEmpty() ? "" : "restart " + minutes + "m";
        String warn = line.word(2).matches("[0-9]+") ? line.word(2) : "";
        return new PrefixLimit(line.word(1), action, warn, !line.words().contains("force"));
    }

    /// `local-role rs-server strict-mode`
    private static void role(Line line, Block block) {
        if (!line.no()) {
            String strict = line.word(2).equals("strict-mode") ? " strict" : "";
            block.say("role " + line.word(1).replace("rs-server", "rs") + strict);
        }
    }

    private void defaultRoute(Line line, Block block) {
        if (!block.says("default-originate")) {
            flag(line, block, "default-originate");
        }
        if (line.word(1).equals("route-map")) {
            draft.lost(
                    line.at(),
                    "default-originate " + line.from(1),
                    "write its prefixes as `default-originate if-route PREFIX`");
        }
    }

    private static void say(Map<String, Line> said, String key, Consumer<Line> to) {
        var line = said.get(key);
        if (line != null) {
            to.accept(line);
        }
    }

    private static void flag(Line line, Block block, String word) {
        block.say(line.no() ? word + " no" : word);
    }

    private void local(Line line, Block block) {
        if (line.word(1).matches("[0-9a-fA-F:.]+")) {
            block.say("local-address " + line.word(1));
        } else {
            draft.lost(line.at(), line.text(), "write the address of the interface");
        }
    }

    private void timers(Map<String, Line> said, Block block) {
        var own = said.get(" timers");
        var line = own != null ? own.tail(1) : timers == null ? null : timers.tail(1);
        if (line != null && neighborOrSaid(own, block)) {
            block.say("hold-time " + line.word(1));
            if (!line.word(0).equals("0")) {
                block.say("keepalive " + line.word(0));
            }
        }
        say(said, " timers connect", l -> block.say("connect-retry " + l.word(2)));
        say(said, " timers delayopen", l -> block.say("delay-open " + l.word(2)));
        if (leastHoldTime != null && block.head().startsWith("neighbor")) {
            block.say("min-hold-time " + leastHoldTime.word(1));
        }
    }

    /// The timers of all are written at the neighbors, a group has only its own.
    private static boolean neighborOrSaid(Line own, Block block) {
        return own != null || block.head().startsWith("neighbor");
    }

    /// There, several paths are received unless that is switched off; here, where somebody speaks
    /// of them. All families have what one has.
    private static void paths(Map<String, Line> said, Block block) {
        var best = on(said, "addpath-tx-best-selected").map(line -> "best " + line.word(1));
        var all = on(said, "addpath-tx-all-paths").map(_ -> "all");
        var limit = on(said, "addpath-rx-paths-limit");
        boolean spoken = best.isPresent() || all.isPresent() || limit.isPresent();
        boolean receive = spoken && on(said, "disable-addpath-rx").isEmpty();
        SeveralPaths.say(receive, best.or(() -> all), block);
        limit.filter(_ -> receive).ifPresent(line -> block.say("paths-limit " + line.word(1)));
    }

    private static Optional<Line> on(Map<String, Line> said, String word) {
        for (var family : List.of("ipv4", "ipv6", "")) {
            var line = said.get(family + " " + word);
            if (line != null) {
                return Optional.of(line).filter(l -> !l.no());
            }
        }
        return Optional.empty();
    }

    private static void near(Line line, Block block) {
        block.say(line.no() ? "ttl-security no" : ("ttl-security " + line.after("hops")).strip());
    }

    private static void shutdown(Line line, Block block) {
        String text = line.word(1).equals("message") ? line.from(2) : "";
        block.say(
                line.no()
                        ? "shutdown no"
                        : text.isEmpty() ? "shutdown" : "shutdown " + Names.quoted(text, 120));
    }

    private void listed(Line line) {
        var what = line.tail(2);
        String first = what.word(0);
        if (first.equals("password")) {
            if (Names.secret(what.from(1)).isEmpty()) {
                draft.lost(
                        line.at(),
                        "neighbor " + line.word(1) + " password",
                        "no key of TCP-MD5 (80 octets at most)");
            }
        } else if (MOOT.containsKey(first) && !(line.no() && first.equals("send-community"))) {
            draft.moot(line.at(), line.text(), MOOT.get(first));
        } else if (!DONE.contains(first) && !isDone(what) && !Restarts.isOf(first)) {
            draft.lost(line.at(), line.text(), "not offered by this version");
        }
    }

    private static boolean isDone(Line what) {
        return isNextHopAlone(what)
                || what.is("capability", "extended-nexthop")
                || what.is("capability", "orf");
    }

    // ---- policies ----

    private void policies(String name, Map<String, Line> said, Block block) {
        var imports = new TreeMap<String, List<Block>>();
        var exports = new TreeMap<String, List<Block>>();
        for (var family : List.of("ipv4", "ipv6")) {
            if (isOn(said, family)) {
                imports.put(family, body(said, family, "in"));
                exports.put(family, body(said, family, "out"));
            }
        }
        if (imports.isEmpty()) {
            return;
        }
        String rule = nextHop(said, imports.keySet().iterator().next());
        if (!rule.isEmpty() && !differ(said)) {
            block.say("next-hop " + rule);
        }
        var extended = said.get(" capability extended-nexthop");
        // Who has no address has it unless it is said.
        boolean unnumbered = said.containsKey(LINK) && !isAddress(name);
        if (extended == null ? unnumbered : !extended.no()) {
            block.say("extended-nexthop");
        }
        block.say("family " + String.join(", ", imports.keySet()));
        block.say("import " + Directions.of(draft, like(said, "in", name), imports));
        block.say("export " + Directions.of(draft, like(said, "out", name), exports));
    }

    private static String like(Map<String, Line> said, String way, String name) {
        var names = new ArrayList<String>();
        for (var family : List.of("", "ipv4", "ipv6")) {
            var line = said.get(family + " route-map " + way);
            if (line != null) {
                names.add(line.word(1));
            }
        }
        return names.stream().distinct().count() == 1
                ? names.get(0)
                : "neighbor-" + name + "-" + way;
    }

    /// The rule for next hops, or empty for the usual one.
    private static String nextHop(Map<String, Line> said, String family) {
        var unchanged = said.get(family + " attribute-unchanged");
        if (unchanged != null && !unchanged.no() && isNextHopAlone(unchanged)) {
            return "unchanged";
        }
        var self = said.get(family + " next-hop-self");
        if (self == null || self.no()) {
            return "";
        }
        return self.word(1).matches("force|all") ? "self-always" : "self";
    }

    private static boolean isNextHopAlone(Line unchanged) {
        return unchanged.is("attribute-unchanged", "next-hop") && unchanged.word(2).isEmpty();
    }

    private static boolean isSelf(String rule) {
        return rule.startsWith("self");
    }

    /// Whether both families are exchanged with different rules; then the policies say it.
    private boolean differ(Map<String, Line> said) {
        return isOn(said, "ipv4")
                && isOn(said, "ipv6")
                && !nextHop(said, "ipv4").equals(nextHop(said, "ipv6"));
    }

    private boolean isOn(Map<String, Line> said, String family) {
        var activate = said.get(family + " activate");
        return activate == null ? family.equals("ipv4") && ipv4ByDefault : !activate.no();
    }

    /// Lines outside of a family are about IPv4.
    private static Line directed(Map<String, Line> said, String family, String word, String way) {
        var line = said.get(family + " " + word + " " + way);
        if (line == null && family.equals("ipv4")) {
            line = said.get(" " + word + " " + way);
        }
        return line == null || line.no() ? null : line;
    }

    private List<Block> body(Map<String, Line> said, String family, String way) {
        var body = new ArrayList<Block>();
        var prefixes = directed(said, family, "prefix-list", way);
        var paths = directed(said, family, "filter-list", way);
        var access = directed(said, family, "distribute-list", way);
        var map = directed(said, family, "route-map", way);
        if (way.equals("in")
                && said.containsKey(" enforce-first-as")
                && !said.get(" enforce-first-as").no()) {
            body.add(Block.line("reject \"first-as\" if as-path.first != peer.as"));
        }
        if (way.equals("out") && isSelf(nextHop(said, family)) && differ(said)) {
            body.add(Block.line("set next-hop self"));
        }
        try {
            if (access != null) {
                throw new NotCarried(access.at(), access.text(), "has no counterpart");
            }
            if (prefixes != null) {
                String kind = family.equals("ipv4") ? "ip" : "ipv6";
                filter(
                        "prefix-list",
                        prefixes,
                        lists.prefixes(kind, prefixes.word(1), "prefix"),
                        body);
            }
            if (paths != null) {
                filter("filter-list", paths, lists.paths(paths.word(1)), body);
            }
        } catch (NotCarried e) {
            draft.note(e.note());
            body.addAll(Statements.notCarried(e.note()));
            return body;
        }
        boolean internal =
                said.get(" remote-as").word(1).equals(Long.toString(as))
                        || said.get(" remote-as").is("remote-as", "internal");
        boolean none = map == null && prefixes == null && paths == null;
        if (none && policyRequired && !internal) {
            return Statements.reject("no policy");
        }
        if (!Statements.ends(body)) {
            body.addAll(map == null ? Statements.accept() : maps.body(map.word(1)));
        }
        return body;
    }

    private static void filter(String kind, Line line, Condition permitted, List<Block> body) {
        body.addAll(
                Statements.choose(
                        permitted.not(), Statements.reject(kind + " " + line.word(1)), List.of()));
    }
}
