package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.SeveralPaths;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Neighbors with their options and the policies that the rules make for them.
final class Neighbors {
    private static final List<String> DONE =
            List.of(
                    "remote-as",
                    "descr",
                    "local-address",
                    "holdtime",
                    "send-holdtime",
                    "passive",
                    "role",
                    "port",
                    "multihop",
                    "ttl-security",
                    "tcp",
                    "route-reflector",
                    "transparent-as",
                    "export",
                    "announce",
                    "down",
                    "max-prefix",
                    "enforce",
                    "set",
                    "local-as",
                    "as-override",
                    "neighbor");
    private static final Map<String, String> MOOT =
            Map.of("log", "the log says what happens", "rde", "of a client each path is asked");

    /// What is understood of statements that say several things; the others, all of them.
    private static final Pattern OFFERED =
            Pattern.compile(
                    "announce (IPv[46] (none|unicast)|(restart|refresh|as-4byte|capabilities) yes"
                            + "|(restart|policy|add-path \\S+) no|enhanced refresh .*"
                            + "|add-path (recv yes|send (all|best plus \\d+)))"
                            + "|enforce (neighbor-as .*|local-as yes)"
                            + "|max-prefix \\d+( out)?( restart \\d+)?"
                            + "|(?!announce|enforce|max-prefix).*");

    private final Draft draft;
    private final Filter filter;
    private final List<Rule> rules;
    private final List<Block> networks;
    private final Map<String, String> defaults;

    /// @param networks what comes first in `export`: attributes of own routes
    /// @param defaults `holdtime`, `connect-retry`, `transparent-as` of all
    Neighbors(Draft draft, List<Rule> rules, List<Block> networks, Map<String, String> defaults) {
        this.draft = draft;
        filter = new Filter(draft);
        this.rules = rules;
        this.networks = networks;
        this.defaults = defaults;
    }

    void add(List<Session> sessions) {
        var blocks = new LinkedHashMap<Session, Block>();
        for (var session : sessions) {
            notes(session);
            String trouble = trouble(session);
            if (trouble.isEmpty()) {
                blocks.put(session, block(session));
            } else {
                draft.lost(session.at(), "neighbor " + session.address(), trouble);
            }
        }
        var heads = new HashMap<String, String>();
        blocks.keySet().stream()
                .map(Session::group)
                .filter(g -> !g.isEmpty())
                .distinct()
                .forEach(g -> heads.put(g, group(g, blocks)));
        blocks.forEach((session, block) -> {
            String in = heads.get(session.group());
            String head = "neighbor " + session.address() + (in == null ? "" : " in " + in);
            draft.neighbor(
                    block.body().isEmpty() ? Block.line(head) : Block.of(head, block.body()));
        });
    }

    /// What all members say stands in the group.
    private String group(String name, Map<Session, Block> blocks) {
        var members =
                blocks.entrySet().stream()
                        .filter(e -> e.getKey().group().equals(name))
                        .map(Map.Entry::getValue)
                        .toList();
        var shared = new LinkedHashSet<>(members.getFirst().body());
        members.forEach(m -> shared.retainAll(m.body()));
        shared.removeIf(s -> s.head().startsWith("description "));
        members.forEach(m -> m.body().removeAll(shared));
        String own = draft.names().of("group " + name).replaceFirst("^group-", "");
        draft.group(Block.of("group " + own, List.copyOf(shared)));
        return own;
    }

    private static String trouble(Session session) {
        return session.as() == 0 ? "it has no `remote-as`, and none is guessed" : "";
    }

    private void notes(Session session) {
        for (var statement : session.said().toList()) {
            String word = statement.word(0);
            if (MOOT.containsKey(word)) {
                draft.moot(statement.at(), statement.text(), MOOT.get(word));
            } else if (!DONE.contains(word) || !OFFERED.matcher(statement.text()).matches()) {
                draft.lost(statement.at(), statement.text(), "not offered by this version");
            }
        }
    }

    private Block block(Session session) {
        var block = Block.of("neighbor").say("as " + session.as());
        say(session, s -> block.say("description " + Names.quoted(text(s), 255)), "descr");
        session.said("local-address")
                .filter(s -> s.word(1).indexOf(':') >= 0 == session.v6())
                .reduce((_, later) -> later)
                .ifPresent(s -> block.say("local-address " + s.word(1)));
        say(session, s -> block.say("port " + s.word(1)), "port");
        if (session.on("passive")) {
            block.say("passive");
        }
        session.last("role")
                .filter(s -> !s.word(1).equals("none"))
                .ifPresent(s -> block.say("role " + s.word(1)));
        // There what it tells stays as it is, and it hears of the other AS only.
        session.last("local-as")
                .ifPresent(s -> block.say("local-as " + s.word(1) + " no-prepend replace-as"));
        if (session.on("as-override")) {
            block.say("as-override");
        }
        transport(session, block);
        timers(session, block);
        families(session, block);
        paths(session, block);
        limits(session, block);
        if (!session.internal()) {
            // RFC 8326 is the affair of filters there.
            block.say("honor-graceful-shutdown no");
        }
        if (session.last("announce", "restart").filter(s -> s.word(2).equals("no")).isPresent()) {
            block.say("graceful-restart no");
        }
        say(session, s -> reflector(s, block), "route-reflector");
        say(session, s -> block.say(("shutdown " + quotedOrNothing(text(s))).strip()), "down");
        policies(session, block);
        return block;
    }

    private void timers(Session session, Block block) {
        Map<Boolean, String> hold = new HashMap<>();
        session.said("holdtime")
                .forEach(s -> {
                    boolean least = s.word(1).equals("min");
                    hold.put(least, s.word(least ? 2 : 1));
                });
        timer(hold.get(false), "holdtime", "hold-time", block);
        timer(hold.get(true), "holdtime min", "min-hold-time", block);
        String send = session.last("send-holdtime").map(s -> s.word(1)).orElse(null);
        timer(send, "send-holdtime", "send-hold-time", block);
        timer(null, "connect-retry", "connect-retry", block);
    }

    private void timer(String own, String ofAll, String ours, Block block) {
        String time = own == null ? defaults.get(ofAll) : own;
        if (time != null) {
            block.say(ours + " " + time);
        }
    }

    private static void say(Session session, Consumer<Statement> to, String... start) {
        session.last(start).ifPresent(to);
    }

    /// What stands behind the first word.
    private static String text(Statement statement) {
        return new Statement(statement.tokens().subList(1, statement.tokens().size()))
                .text()
                .replace("\"", "");
    }

    private static String quotedOrNothing(String text) {
        return text.isEmpty() ? "" : Names.quoted(text, 120);
    }

    private void transport(Session session, Block block) {
        String hops = session.last("multihop").map(s -> s.word(1)).orElse("");
        if (session.on("ttl-security")) {
            block.say(("ttl-security " + hops).strip());
        } else if (!hops.isEmpty() && !session.internal()) {
            block.say("multihop " + hops);
        }
        session.last("tcp", "md5sig")
                .ifPresent(s -> {
                    var secret =
                            s.is("tcp", "md5sig", "password")
                                    ? Names.secret(s.word(3))
                                    : Optional.<String>empty();
                    secret.ifPresentOrElse(
                            p -> block.say("password " + p),
                            () -> draft.lost(s.at(), "tcp md5sig", "write it as `password`"));
                });
    }

    /// There prefixes of all families count together, here those of each.
    private static void limits(Session session, Block block) {
        session.said("max-prefix")
                .filter(s -> !s.word(2).equals("out"))
                .reduce((_, later) -> later)
                .ifPresent(s ->
                        block.say(
                                "max-prefix "
                                        + s.word(1)
                                        + (s.word(2).equals("restart")
                                                ? " { action restart " + s.word(3) + "m }"
                                                : "")));
        session.said("max-prefix")
                .filter(s -> s.word(2).equals("out"))
                .reduce((_, later) -> later)
                .ifPresent(s -> block.say("max-prefix-out " + s.word(1)));
    }

    private static void families(Session session, Block block) {
        var families = new ArrayList<String>();
        for (var family : List.of("IPv4", "IPv6")) {
            var said = session.last("announce", family).map(s -> s.word(2));
            boolean usual = family.equals("IPv6") == session.v6();
            if (said.map("unicast"::equals).orElse(usual)) {
                families.add(family.toLowerCase(Locale.ROOT));
            }
        }
        boolean usual = families.equals(List.of(session.v6() ? "ipv6" : "ipv4"));
        if (!usual && !families.isEmpty()) {
            block.say("family " + String.join(", ", families));
        }
    }

    /// There, `best plus 2` is the best one and two more.
    private static void paths(Session session, Block block) {
        Optional<String> send =
                session.last("announce", "add-path", "send")
                        .filter(s -> s.text().matches(".* (all|best plus \\d+)"))
                        .map(s ->
                                s.word(3).equals("best")
                                        ? "best " + (1 + Long.parseLong(s.word(5)))
                                        : "all");
        SeveralPaths.say(session.on("announce", "add-path", "recv"), send, block);
    }

    private void reflector(Statement statement, Block block) {
        block.say("route-reflector-client");
        if (!statement.word(1).isEmpty() && !draft.router().says("cluster-id")) {
            draft.router().say("cluster-id " + statement.word(1));
        }
    }

    // ---- policies ----

    private void policies(Session session, Block block) {
        boolean client =
                !session.internal()
                        && session.last("transparent-as")
                                .map(s -> s.word(1))
                                .orElse(defaults.getOrDefault("transparent-as", "no"))
                                .equals("yes");
        if (client) {
            block.say("route-server-client");
        }
        var in = body(session, false);
        if (!session.internal()
                && !session.last("enforce", "neighbor-as")
                        .filter(s -> s.word(2).equals("no"))
                        .isPresent()
                && (in.size() > 1 || !Statements.ends(in) || in.equals(Statements.accept()))) {
            in.addFirst(Block.line("reject \"first-as\" if as-path.first != peer.as"));
        }
        var out = new ArrayList<>(networks);
        out.addAll(body(session, true));
        if (out.size() == networks.size() + 1
                && !out.getLast().open()
                && out.getLast().head().startsWith("reject")) {
            out.subList(0, networks.size()).clear();
        }
        if (!client && rules.stream().anyMatch(r -> r.isFor(session, true) && r.keepsHop())) {
            hop(session, block);
        }
        String name = session.group().isEmpty() ? session.address() : session.group();
        block.say("import " + Directions.of(draft, name + "-in", Map.of("ipv4", in)));
        String export = session.last("export").map(s -> s.word(1)).orElse("");
        if (export.equals("default-route")) {
            block.say("default-originate");
        }
        block.say(
                "export "
                        + (export.isEmpty()
                                ? Directions.of(draft, name + "-out", Map.of("ipv4", out))
                                : "reject"));
    }

    private List<Block> body(Session session, boolean out) {
        return new ArrayList<>(
                filter.body(rules.stream().filter(r -> r.isFor(session, out)).toList()));
    }

    /// `nexthop no-modify` is about sessions over several hops, whatever the route.
    private void hop(Session session, Block block) {
        for (var rule : rules) {
            if (!rule.isFor(session, true) || !rule.keepsHop()) {
                continue;
            }
            boolean hops = session.last("multihop").isPresent() && !session.internal();
            if (!hops) {
                draft.moot(rule.at(), "nexthop no-modify", "it is about `multihop`");
            } else if (rule.condition().equals(Condition.TRUE)) {
                if (!block.says("next-hop")) {
                    block.say("next-hop unchanged");
                }
            } else {
                draft.lost(rule.at(), "nexthop no-modify", "`next-hop` is of the neighbor");
            }
        }
    }
}
