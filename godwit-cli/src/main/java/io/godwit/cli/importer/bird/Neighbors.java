package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixLimit;
import io.godwit.cli.importer.SeveralPaths;
import io.godwit.cli.importer.Statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sessions of BIRD as neighbors.
final class Neighbors {
    private static final String MOST_OWN_AS = "10";
    private static final Map<String, String> MOOT =
            Map.of(
                    "debug", "the log goes to standard error",
                    "interpret", "well-known communities are honored (RFC 1997)",
                    "strict", "the session has its own local address",
                    "mrtdump", "there is nothing like it",
                    "capabilities", "capabilities are always offered",
                    "enable", "capabilities are always offered");
    private static final Set<String> DONE =
            Set.of(
                    "description",
                    "multihop",
                    "ttl",
                    "direct",
                    "bfd",
                    "graceful",
                    "long",
                    "passive",
                    "hold",
                    "min",
                    "send",
                    "keepalive",
                    "connect",
                    "rr",
                    "confederation",
                    "rs",
                    "disabled",
                    "local",
                    "enforce",
                    "startup",
                    "error",
                    "disable",
                    "med");

    private final Draft draft;
    private final FilterRun run;
    private final Definitions definitions;
    private final List<Pipe> pipes;
    private final Set<String> addresses = new HashSet<>();

    Neighbors(Draft draft, FilterRun run, Definitions definitions, List<Pipe> pipes) {
        this.draft = draft;
        this.run = run;
        this.definitions = definitions;
        this.pipes = pipes;
    }

    /// The AS that most sessions have is the router's.
    void add(List<Session> sessions) {
        var counts =
                sessions.stream()
                        .filter(s -> s.localAs() != 0)
                        .collect(Collectors.groupingBy(Session::localAs, Collectors.counting()));
        long as =
                counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0L);
        if (as != 0) {
            draft.router().say("as " + as);
        }
        sessions.stream()
                .flatMap(s -> s.option("rr", "cluster", "id").stream())
                .findFirst()
                .ifPresent(id -> draft.router().say("cluster-id " + id.word(3)));
        confederation(sessions, as);
        med(sessions);
        listen(sessions);
        for (var session : sessions) {
            String trouble = trouble(session);
            if (trouble.isEmpty()) {
                add(session, as);
            } else {
                draft.lost(session.at(), "protocol bgp " + session.name(), trouble);
            }
        }
    }

    /// Each session says whether MED is a metric like any other.
    private void med(List<Session> sessions) {
        if (sessions.stream().anyMatch(s -> s.on("med", "metric"))) {
            draft.router().say("always-compare-med");
        }
    }

    /// Each session says whether its neighbor is a member; the own AS is one anyway.
    private void confederation(List<Session> sessions, long as) {
        var id =
                sessions.stream()
                        .flatMap(s -> s.options().stream())
                        .filter(o -> o.is("confederation") && !o.is("confederation", "member"))
                        .findFirst();
        if (id.isPresent()) {
            String members =
                    Stream.concat(
                                    Stream.of(as),
                                    sessions.stream()
                                            .filter(s -> s.on("confederation", "member"))
                                            .map(Session::as))
                            .distinct()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
            draft.router().say("confederation " + id.get().word(1) + " members " + members);
        }
    }

    /// Where sessions say that they wait on another port than usual.
    private void listen(List<Session> sessions) {
        sessions.stream()
                .filter(s -> s.localPort() != 0)
                .map(s -> (s.localAddress() + " port " + s.localPort()).strip())
                .distinct()
                .forEach(at -> draft.router().say("listen " + at));
    }

    private String trouble(Session session) {
        if (session.address().isEmpty()) {
            return "it has no neighbor";
        }
        if (session.address().toLowerCase(java.util.Locale.ROOT).startsWith("fe80")) {
            return "a link-local neighbor is written with its link: `fe80::2%eth0`";
        }
        if (session.as() == 0) {
            return "the AS of the neighbor is not said, and is never guessed";
        }
        return addresses.add(session.address())
                ? ""
                : "a session with the same neighbor stands before it";
    }

    private void add(Session session, long routerAs) {
        var block = Block.of("neighbor " + session.address());
        boolean any = session.as() == Session.EXTERNAL;
        block.say("as " + (any ? "external" : Long.toString(session.as())));
        block.say("name " + Names.quoted(session.name(), 64));
        session.option("description")
                .ifPresent(d -> block.say("description " + Names.quoted(d.word(1), 255)));
        if (!session.localAddress().isEmpty()) {
            block.say("local-address " + session.localAddress());
        }
        if (session.port() != 0) {
            block.say("port " + session.port());
        }
        if (session.localAs() != 0 && session.localAs() != routerAs) {
            // There each session has an AS of its own, and nobody hears of the others.
            block.say("local-as " + session.localAs() + " no-prepend replace-as");
        }
        session.option("allow", "local", "as").ifPresent(o -> ownAs(o, block));
        options(session, block);
        if (!session.internal()) {
            // RFC 8326 is the affair of filters there.
            block.say("honor-graceful-shutdown no");
        }
        families(session, block);
        draft.neighbor(block);
        for (var option : session.options()) {
            listed(option);
        }
    }

    private void options(Session session, Block block) {
        distance(session, block);
        session.option("password")
                .flatMap(p -> Names.secret(p.word(1)))
                .ifPresent(secret -> block.say("password " + secret));
        if (session.on("passive")) {
            block.say("passive");
        }
        timer(session, block, "hold-time", "hold", "time");
        timer(session, block, "keepalive", "keepalive", "time");
        timer(session, block, "connect-retry", "connect", "retry", "time");
        timer(session, block, "min-hold-time", "min", "hold", "time");
        timer(session, block, "send-hold-time", "send", "hold", "time");
        session.option("error", "wait", "time").ifPresent(o -> pauses(o, block));
        if (session.on("rr", "client")) {
            block.say("route-reflector-client");
        }
        if (session.on("rs", "client")) {
            block.say("route-server-client");
        }
        session.option("local", "role").ifPresent(r -> block.say("role " + role(r, session)));
        if (session.on("disabled")) {
            block.say("shutdown");
        }
        bfd(session, block);
        restarts(session, block);
    }

    /// `allow local as 2`; any number of times if nothing is said.
    private static void ownAs(Item option, Block block) {
        block.say("allow-own-as " + (option.words().size() > 3 ? option.word(3) : MOST_OWN_AS));
    }

    /// `error wait time 60, 300`
    private static void pauses(Item option, Block block) {
        block.say("idle-hold " + option.word(3));
        if (option.words().size() > 5) {
            block.say("idle-hold-max " + option.word(5));
        }
    }

    /// There the names of route servers have another hyphen.
    private static String role(Item local, Session session) {
        return local.word(2).replace('_', '-').replace("rs-server", "rs")
                + (session.on("require", "roles") ? " strict" : "");
    }

    /// There `aware` is what is meant unless it is said: to help only.
    private static void restarts(Session session, Block block) {
        session.options().stream()
                .filter(o -> o.is("graceful", "restart") && !o.is("graceful", "restart", "time"))
                .reduce((_, last) -> last)
                .ifPresent(o -> block.say("graceful-restart " + mode(o, 2)));
        timer(session, block, "restart-time", "graceful", "restart", "time");
        longLived(session, block);
    }

    /// What one channel says holds for all families; the session's word goes before.
    private static void longLived(Session session, Block block) {
        var said = new ArrayList<Item>();
        session.channels().values().forEach(said::addAll);
        said.addAll(session.options());
        said.stream()
                .filter(o -> o.is("long", "lived", "graceful", "restart"))
                .reduce((_, last) -> last)
                .ifPresent(o -> block.say("long-lived-restart " + mode(o, 4)));
        said.stream()
                .filter(o -> o.is("long", "lived", "stale", "time"))
                .reduce((_, last) -> last)
                .ifPresent(o -> block.say("long-lived-stale-time " + o.word(4)));
    }

    private static String mode(Item option, int at) {
        return switch (option.word(at)) {
            case "aware" -> "helper";
            case "off", "no" -> "no";
            default -> "yes";
        };
    }

    /// Internal sessions are over several hops there unless they are `direct`; the times stand in
    /// `protocol bfd`, or in a block of the option.
    private void bfd(Session session, Block block) {
        if (!session.on("bfd")) {
            return;
        }
        var words = new ArrayList<String>();
        session.option("bfd").ifPresent(bfd -> times(bfd, words));
        if (words.isEmpty()) {
            draft.moot(
                    session.at(),
                    "times of BFD",
                    "300ms × 3 is used; `bfd { interval 200ms; multiplier 3 }` says others");
        }
        if (session.internal() && !session.on("direct")) {
            words.addFirst("multihop");
        }
        block.say(words.isEmpty() ? "bfd" : "bfd { " + String.join("; ", words) + " }");
    }

    /// `min rx interval 50 ms`, `min tx interval 1 s`: the slower of both is the interval.
    private void times(Item bfd, List<String> words) {
        long slower = 0;
        for (var item : bfd.items()) {
            String value = item.after("interval");
            if (value.matches("[0-9]{1,6}")
                    && !item.is("idle")
                    && (item.has("ms") || item.has("s"))) {
                slower = Math.max(slower, Long.parseLong(value) * (item.has("s") ? 1000 : 1));
            } else if (item.is("multiplier")) {
                words.add("multiplier " + item.word(1));
            } else {
                draft.lost(item.at(), "bfd { " + item.text() + " }", "has no counterpart");
            }
        }
        if (slower > 0) {
            words.addFirst("interval " + slower + "ms");
        }
    }

    /// There GTSM counts the hops of `multihop`; here it says its own.
    private static void distance(Session session, Block block) {
        var multihop = session.option("multihop");
        if (session.on("ttl", "security")) {
            block.say(("ttl-security " + multihop.map(m -> m.word(1)).orElse("")).strip());
        } else if (!session.internal()) {
            multihop.ifPresent(m -> block.say(("multihop " + m.word(1)).strip()));
        }
    }

    private static void timer(Session session, Block block, String word, String... start) {
        session.option(start)
                .ifPresent(o -> block.say(word + " " + o.words().get(start.length).text()));
    }

    private void listed(Item option) {
        String first = option.word(0);
        if (MOOT.containsKey(first)) {
            draft.moot(option.at(), option.text(), MOOT.get(first));
        } else if (first.equals("password")) {
            secret(option);
        } else if (!DONE.contains(first)
                && !option.is("require", "roles")
                && !option.is("allow", "local", "as")) {
            draft.lost(option.at(), option.text(), "not offered by this version");
        }
    }

    private void secret(Item option) {
        if (Names.secret(option.word(1)).isEmpty()) {
            draft.lost(option.at(), "password", "no key of TCP-MD5 (80 octets at most)");
        }
    }

    // ---- channels ----

    private void families(Session session, Block block) {
        var imports = new LinkedHashMap<String, List<Block>>();
        var exports = new LinkedHashMap<String, List<Block>>();
        for (var channel : session.channels().entrySet()) {
            String family = channel.getKey();
            if (!family.matches("ipv[46]")) {
                draft.lost(session.at(), family, "only ipv4 and ipv6 unicast are offered");
                continue;
            }
            var items = channel.getValue();
            var settings = new Channel(family, items);
            imports.put(family, body(session, settings, false));
            exports.put(family, body(session, settings, true));
            items.stream()
                    .filter(i -> !Channel.understood(i) && !Channel.isLimit(i))
                    .forEach(this::channelOption);
        }
        if (imports.isEmpty()) {
            return;
        }
        nextHops(session, block);
        paths(session, block);
        limits(session, block);
        block.say("family " + String.join(", ", imports.keySet()));
        block.say("import " + Directions.of(draft, name(session, false), imports));
        block.say("export " + Directions.of(draft, name(session, true), exports));
    }

    /// All families have what one has.
    private static void paths(Session session, Block block) {
        boolean receives = false;
        boolean sends = false;
        for (var channel : session.channels().entrySet()) {
            var settings = new Channel(channel.getKey(), channel.getValue());
            receives |= settings.paths("rx");
            sends |= settings.paths("tx");
        }
        SeveralPaths.say(receives, sends ? Optional.of("all") : Optional.empty(), block);
    }

    private void limits(Session session, Block block) {
        var limits = new HashMap<String, PrefixLimit>();
        var out = new TreeSet<String>();
        for (var channel : session.channels().entrySet()) {
            var settings = new Channel(channel.getKey(), channel.getValue());
            settings.limit().ifPresent(limit -> limits.put(settings.family(), limit));
            settings.limit("export").ifPresent(limit -> out.add(limit.word(2)));
            if (settings.limit("import").isPresent()) {
                settings.limit("receive")
                        .ifPresent(i ->
                                draft.lost(
                                        i.at(), i.text(), "the limit of `import` is carried over"));
            }
        }
        PrefixLimit.say(
                limits,
                session.channels().containsKey("ipv4"),
                session.channels().containsKey("ipv6"),
                block);
        if (out.size() == 1) {
            block.say("max-prefix-out " + out.first());
        } else if (!out.isEmpty()) {
            draft.lost(session.at(), "export limit", "`max-prefix-out` is one for all families");
        }
    }

    /// Families may differ; then the policy of the one says it.
    private static void nextHops(Session session, Block block) {
        if (differ(session)) {
            return;
        }
        session.channels()
                .forEach((family, items) -> {
                    String rule = new Channel(family, items).nextHop();
                    if (!rule.isEmpty() && !block.says("next-hop")) {
                        block.say("next-hop " + plain(rule, session));
                    }
                    if (family.equals("ipv4") && new Channel(family, items).extendedNextHop()) {
                        block.say("extended-nexthop");
                    }
                });
    }

    /// Only what a reflector passes on makes `self-always` another thing than `self`.
    private static String plain(String rule, Session session) {
        return rule.equals("self-always") && !session.on("rr", "client") ? "self" : rule;
    }

    private static boolean differ(Session session) {
        return session.channels().entrySet().stream()
                        .map(c -> new Channel(c.getKey(), c.getValue()).nextHop())
                        .distinct()
                        .count()
                > 1;
    }

    private void channelOption(Item option) {
        if (option.is("import", "keep")) {
            draft.moot(option.at(), option.text(), "rejected routes are kept");
        } else {
            draft.lost(option.at(), option.text(), "not offered by this version");
        }
    }

    /// The name of the only filter, or one made of the session's.
    private String name(Session session, boolean export) {
        var names = new HashSet<String>();
        for (var items : session.channels().values()) {
            Channel.last(items, export ? "export" : "import")
                    .filter(i -> i.word(1).equals("filter") && i.body().isEmpty())
                    .ifPresent(i -> names.add(i.word(2)));
        }
        return names.size() == 1
                ? names.iterator().next()
                : session.name() + (export ? "-export" : "-import");
    }

    private List<Block> body(Session session, Channel channel, boolean export) {
        var peerFacts = new Scope.Peer(session.name(), session.address(), session.as());
        var filters = new ArrayList<Code>();
        var own = channel.filter(export, definitions);
        var pipe = pipe(session, channel);
        var piped = pipe.flatMap(p -> export ? p.exportFilter() : p.importFilter());
        var between =
                piped.map(i -> Channel.choice(i, definitions))
                        .orElse(pipe.isPresent() && export ? Channel.NONE : Channel.ALL);
        for (var choice : export ? List.of(between, own) : List.of(own, between)) {
            if (choice.nothing()) {
                return Statements.reject("nothing passes");
            }
            filters.addAll(choice.filters());
        }
        var body = new ArrayList<Block>();
        if (!export && session.on("enforce", "first", "as")) {
            body.add(Block.line("reject \"first-as\" if as-path.first != peer.as"));
        }
        if (export && differ(session) && channel.nextHop().equals("unchanged")) {
            draft.lost(session.at(), "next hop keep", "in one of the families only");
        } else if (export && differ(session) && !channel.nextHop().isEmpty()) {
            body.add(Block.line("set next-hop self"));
        }
        try {
            body.addAll(run.run(filters, Scope.of(peerFacts, export)));
        } catch (NotCarried e) {
            draft.note(e.note());
            body.addAll(Statements.notCarried(e.note()));
        }
        return body;
    }

    private Optional<Pipe> pipe(Session session, Channel channel) {
        String table = channel.table();
        if (table.isEmpty() || table.startsWith("master")) {
            return Optional.empty();
        }
        var pipe = pipes.stream().filter(p -> p.own().equals(table)).findFirst();
        var turned = pipes.stream().filter(p -> p.table().equals(table)).findFirst();
        if (pipe.isEmpty() && turned.isPresent()) {
            var p = turned.get();
            return Optional.of(new Pipe(p.own(), p.table(), p.fromAll(), p.toAll(), p.rest()));
        }
        if (pipe.isEmpty()) {
            draft.lost(session.at(), "table " + table, "all routes are in one table here");
        }
        return pipe;
    }
}
