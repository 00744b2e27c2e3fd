package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.Note;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.Statements;
import io.godwit.cli.importer.Texts;
import io.godwit.cli.importer.Unreadable;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `godwit import openbgpd`: `bgpd.conf`.
public final class OpenbgpdImporter {
    private static final int DEEPEST_INCLUDE = 8;
    private static final List<String> OF_ALL =
            List.of("connect-retry", "holdtime", "send-holdtime", "transparent-as");
    private static final Map<String, String> MOOT =
            Map.of(
                    "log", "the log says what happens",
                    "socket", "the control socket has a place of its own",
                    "rde route-age ignore", "it is so",
                    "rde med compare strict", "it is so",
                    "rde evaluate all", "of a `route-server-client` each path is asked",
                    "rde evaluate default", "it is so",
                    "reject as-set yes", "it is so");

    private final Draft draft;
    private final Texts texts;
    private final Sets sets;
    private final Map<String, String> macros = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final List<Statement> rules = new ArrayList<>();
    private final List<Statement> networks = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Rule> preset = new ArrayList<>();
    private final Block rpki = Block.of("rpki");
    private boolean validated = true;
    private boolean installs;
    private long as;

    private OpenbgpdImporter(Draft draft, Texts texts) {
        this.draft = draft;
        this.texts = texts;
        sets = new Sets(new NamedSets(draft));
    }

    /// Reads files, one after the other, as if they were one.
    public static void run(List<String> files, Texts texts, Draft draft) {
        var importer = new OpenbgpdImporter(draft, texts);
        for (var file : files) {
            importer.file(file, new At(file, 0), 0);
        }
        importer.finish(new At(files.getFirst(), 0));
    }

    private void file(String file, At at, int depth) {
        if (depth > DEEPEST_INCLUDE) {
            throw new Unreadable(at, "files include each other too deeply");
        }
        Lexer.read(
                file,
                texts.read(file, at),
                macros,
                s -> {
                    if (s.is("include")) {
                        include(s, depth);
                    } else {
                        top(s);
                    }
                });
    }

    /// What rpki-client writes for OpenBGPD is a large `roa-set`; it writes the same as JSON.
    private void include(Statement include, int depth) {
        String file = include.word(1);
        if (file.endsWith("rpki-client/openbgpd")) {
            String json = file.replaceFirst("openbgpd$", "json");
            rpki.say("vrps from file " + Names.quoted(json, 255));
            draft.lost(include.at(), include.text(), "have `rpki-client -j` write " + json);
            return;
        }
        for (var one : texts.included(file, include.at())) {
            file(one, include.at(), depth + 1);
        }
    }

    private void roas(Statement statement) {
        validated = false;
        draft.lost(
                statement.at(),
                statement.head(),
                "write `rpki { vrps from file \"…\"; }` with its entries as JSON");
    }

    private void top(Statement s) {
        switch (s.word(0)) {
            case "AS" -> router(s);
            case "router-id" -> draft.router().say("id " + s.word(1));
            case "listen" -> {
                String port = s.after("port");
                draft.router().say("listen " + s.word(2) + (port.isEmpty() ? "" : " port " + port));
            }
            case "prefix-set", "as-set", "origin-set" -> sets.define(s);
            case "roa-set" -> roas(s);
            case "rtr" -> cache(s);
            case "network" -> networks.add(s);
            case "neighbor" -> sessions.add(session(s, "", List.of()));
            case "group" -> group(s);
            case "allow", "deny", "match" -> rules.add(s);
            case "fib-update" -> installs(s);
            case "rtable" -> draft.kernel("table " + s.word(1));
            default -> other(s);
        }
    }

    private void other(Statement s) {
        String why =
                MOOT.getOrDefault(
                        s.text(),
                        s.is("rde") || s.is("reject") ? "" : MOOT.getOrDefault(s.word(0), ""));
        if (s.text().equals("rde med compare always")) {
            draft.router().say("always-compare-med");
        } else if (s.text().equals("reject as-set no")) {
            draft.router().say("as-sets accept");
        } else if (s.is("holdtime") && s.word(1).equals("min")) {
            defaults.put("holdtime min", s.word(2));
        } else if (OF_ALL.contains(s.word(0)) && s.tokens().size() == 2) {
            defaults.put(s.word(0), s.word(1));
        } else if (why.isEmpty()) {
            draft.lost(s.at(), s.head(), "has no counterpart");
        } else {
            draft.moot(s.at(), s.text(), why);
        }
    }

    private void router(Statement s) {
        as = new Words(s.tokens().subList(1, s.tokens().size())).as();
        draft.router().say("as " + as);
        if (s.tokens().size() > 2) {
            draft.moot(s.at(), s.text(), "the AS for old neighbors is 23456");
        }
    }

    private void installs(Statement s) {
        installs = true;
        if (s.word(1).equals("yes")) {
            draft.kernel("export accept");
        }
    }

    private void cache(Statement s) {
        String port = "323";
        var options = new ArrayList<String>();
        for (var option : s.block()) {
            switch (option.word(0)) {
                case "port" -> port = option.word(1);
                case "local-address" -> options.add("local-address " + option.word(1));
                case "descr" -> draft.moot(option.at(), option.text(), "the address names it");
                default -> draft.lost(option.at(), option.text(), "has no counterpart");
            }
        }
        String host = s.word(1);
        String at = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        var cache = Block.of("cache " + at);
        options.forEach(cache::say);
        rpki.body().add(options.isEmpty() ? Block.line(cache.head()) : cache);
    }

    // ---- neighbors ----

    private void group(Statement group) {
        var members = group.block();
        var shared = members.stream().filter(m -> !m.is("neighbor")).toList();
        preset(shared, new Rule.Who("group", group.word(1)), true);
        for (var member : members) {
            if (member.is("neighbor")) {
                sessions.add(session(member, group.word(1), shared));
            }
        }
    }

    private Session session(Statement neighbor, String group, List<Statement> shared) {
        var session = Session.of(neighbor, group, shared, as);
        preset(session.own(), new Rule.Who("address", session.address()), false);
        return session;
    }

    /// `set` of a neighbor or a group is a rule before all others; those of groups come first. What
    /// is put in front of the path and the next hop are about what goes out.
    private void preset(List<Statement> statements, Rule.Who who, boolean first) {
        for (var s : statements) {
            if (!s.is("set")) {
                continue;
            }
            var read = preset(s);
            for (boolean out : new boolean[] {false, true}) {
                var part = read.edits().stream().filter(e -> out == isOut(e)).toList();
                boolean keeps = out && read.keepsHop();
                if (!part.isEmpty() || keeps) {
                    var rule =
                            new Rule(
                                    s.at(),
                                    "",
                                    Rule.Action.MATCH,
                                    false,
                                    out,
                                    List.of(who),
                                    Condition.TRUE,
                                    EnumSet.noneOf(Rule.Field.class),
                                    part,
                                    keeps,
                                    Optional.<Note>empty());
                    preset.add(first ? 0 : preset.size(), rule);
                }
            }
        }
    }

    private Edits.Read preset(Statement s) {
        try {
            var words = s.words();
            words.next();
            return edits().read(words, s.at());
        } catch (NotCarried e) {
            draft.note(e.note());
            return new Edits.Read(List.of(), false);
        }
    }

    private boolean isOut(Rule.Edit edit) {
        return edit.field() == Rule.Field.NEXT_HOP
                || edit.statement().head().startsWith("prepend " + as + " ");
    }

    private CommunityWords communities() {
        return new CommunityWords(as);
    }

    private Edits edits() {
        return new Edits(draft, communities(), as);
    }

    // ---- the end ----

    private void finish(At file) {
        if (!rpki.body().isEmpty()) {
            draft.top(rpki);
        }
        if (!installs) {
            draft.lost(
                    file,
                    "fib-update",
                    "not said, and on OpenBSD it is yes: write `kernel { export accept }`");
        }
        var own = new ArrayList<Block>();
        networks.forEach(n -> network(n, own));
        var all = new ArrayList<>(preset);
        for (var rule : rules) {
            all.add(new RuleReader(rule, sets, edits(), communities(), as, validated).read());
        }
        new Neighbors(draft, all, own, defaults).add(sessions);
    }

    /// What is set for a network is set where it goes out.
    private void network(Statement network, List<Block> own) {
        var words = network.words();
        words.next();
        String what = words.next();
        var prefixes = new ArrayList<Prefix>();
        switch (what) {
            case "prefix-set" -> prefixes.addAll(sets.members(words.next(), network.at()));
            case "inet", "inet6" -> {
                redistributed(network, words.next());
                return;
            }
            default -> prefixes.add(PrefixText.parse(network.at(), what));
        }
        prefixes.forEach(p -> draft.originate(p.toString()));
        if (!words.take("set")) {
            return;
        }
        try {
            var changes =
                    edits().read(words, network.at()).edits().stream()
                            .map(Rule.Edit::statement)
                            .toList();
            var meant =
                    Condition.compare("route.source", "=", "local")
                            .and(
                                    sets.among(
                                            prefixes.stream()
                                                    .map(p ->
                                                            new Sets.Entry(
                                                                    p,
                                                                    List.of(
                                                                            new Sets.Lengths(
                                                                                    p.length(),
                                                                                    p.length()))))
                                                    .toList()));
            own.addAll(Statements.choose(meant, changes, List.of()));
        } catch (NotCarried e) {
            draft.note(e.note());
        }
    }

    private void redistributed(Statement network, String protocol) {
        if (!protocol.matches("connected|static")) {
            draft.lost(network.at(), network.text(), "has no counterpart");
            return;
        }
        draft.kernel("import " + protocol);
        boolean both =
                networks.stream()
                                .filter(n -> n.word(2).equals(protocol))
                                .map(n -> n.word(1))
                                .distinct()
                                .count()
                        == 2;
        if (!both || network.tokens().size() > 3) {
            draft.lost(
                    network.at(),
                    network.text(),
                    "of both families, as they are: write a `policy` in `import " + protocol + "`");
        }
    }
}
