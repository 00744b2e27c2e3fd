package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.PrefixText;
import io.godwit.cli.importer.Statements;
import io.godwit.cli.importer.Texts;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `godwit import bird`.
public final class BirdImporter {
    private static final int DEEPEST_INCLUDE = 8;
    private static final Map<String, String> MOOT =
            Map.ofEntries(
                    Map.entry("log", "the log goes to standard error"),
                    Map.entry("debug", "the log goes to standard error"),
                    Map.entry("timeformat", "times are RFC 3339"),
                    Map.entry("watchdog", "nothing waits for a watchdog"),
                    Map.entry("table", "all routes are in one table"),
                    Map.entry("ipv4", "all routes are in one table"),
                    Map.entry("ipv6", "all routes are in one table"),
                    Map.entry("roa4", "RPKI has one table"),
                    Map.entry("roa6", "RPKI has one table"),
                    Map.entry("eval", "it only prints"));
    private static final Map<String, String> MOOT_PROTOCOLS =
            Map.of("device", "interfaces are not scanned");

    private final Draft draft;
    private final Texts texts;
    private final Definitions definitions = new Definitions();
    private final NamedSets sets;
    private final FilterRun run;
    private final List<Item> protocols = new ArrayList<>();
    private final List<Pipe> pipes = new ArrayList<>();
    private final Map<String, List<Block>> kernelExports = new TreeMap<>();

    private BirdImporter(Draft draft, Texts texts) {
        this.draft = draft;
        this.texts = texts;
        sets = new NamedSets(draft);
        run = new FilterRun(draft, definitions, sets);
    }

    /// Reads files, one after the other, as if they were one.
    public static void run(List<String> files, Texts texts, Draft draft) {
        var importer = new BirdImporter(draft, texts);
        for (var file : files) {
            importer.file(file, new At(file, 0), 0);
        }
        importer.protocols.stream()
                .filter(p -> p.word(1).equals("static"))
                .forEach(importer::fixed);
        importer.sessions();
        for (var protocol : importer.protocols) {
            importer.other(protocol);
        }
        importer.kernelExport();
    }

    private void file(String file, At at, int depth) {
        if (depth > DEEPEST_INCLUDE) {
            throw new Unreadable(at, "files include each other too deeply");
        }
        for (var item : Item.read(Lexer.read(file, texts.read(file, at)))) {
            if (item.is("include")) {
                var included = texts.included(item.word(1), item.at());
                if (included.isEmpty()) {
                    draft.moot(item.at(), item.text(), "no file matches");
                }
                included.forEach(f -> file(f, item.at(), depth + 1));
            } else {
                top(item);
            }
        }
    }

    private void top(Item item) {
        switch (item.word(0)) {
            case "router" -> routerId(item);
            case "define" ->
                    definitions
                            .values()
                            .put(
                                    item.word(1),
                                    CodeParser.expression(
                                            item.words().subList(3, item.words().size())));
            case "filter" -> definitions.filters().put(item.word(1), code(item));
            case "function" -> definitions.functions().put(item.word(1), code(item));
            case "template" -> definitions.templates().put(item.word(2), item);
            case "protocol" -> protocol(item);
            default -> {
                String why = MOOT.get(item.word(0));
                if (why != null) {
                    draft.moot(item.at(), item.text(), why);
                } else {
                    draft.lost(item.at(), item.text(), "has no counterpart");
                }
            }
        }
    }

    private void routerId(Item item) {
        if (item.is("router", "id") && item.words().size() == 3) {
            draft.router().say("id " + address(item.words().get(2)));
        } else {
            draft.lost(item.at(), item.text(), "write `router { id … }`");
        }
    }

    private String address(Token token) {
        if (token.kind() != Token.Kind.WORD) {
            return token.text();
        }
        var defined = definitions.values().get(token.text());
        return defined instanceof Code.Literal(Token literal) ? literal.text() : token.text();
    }

    /// `function name(int a; set b) -> bool`: names of parameters are the last words before `,`,
    /// `;` and `)`.
    private static Code code(Item item) {
        var parameters = new ArrayList<String>();
        var words = item.words();
        for (int i = 2; i + 1 < words.size() && item.has("("); i++) {
            boolean ends = List.of(",", ";", ")").contains(words.get(i + 1).text());
            if (ends && words.get(i).kind() == Token.Kind.WORD) {
                parameters.add(words.get(i).text());
            }
            if (words.get(i + 1).is(")")) {
                break;
            }
        }
        return new Code(
                item.word(1),
                parameters,
                CodeParser.body(item.body().orElse(List.of())),
                item.at());
    }

    private void protocol(Item item) {
        protocols.add(item);
        if (item.word(1).equals("static") && item.words().size() > 2) {
            definitions.statics().add(item.word(2));
        }
        if (item.word(1).equals("pipe")) {
            pipes.add(Pipe.of(item));
        }
    }

    // ---- protocols ----

    private void sessions() {
        var evaluation = new Evaluation(definitions, sets);
        var sessions = new ArrayList<Session>();
        for (var protocol : protocols) {
            if (protocol.word(1).equals("bgp")) {
                sessions.add(Session.of(protocol, sessions.size() + 1, definitions, evaluation));
            }
        }
        new Neighbors(draft, run, definitions, pipes).add(sessions);
    }

    /// Static routes are announced; where they lead is not known to a BGP speaker.
    private void fixed(Item protocol) {
        for (var item : protocol.items()) {
            boolean roa = item.has("max") || item.is("route") && item.has("as");
            if (item.is("route") && !roa) {
                route(item);
            } else if (item.is("ipv4") || item.is("ipv6")) {
                item.items().stream()
                        .filter(i -> i.is("import", "filter") || i.is("import", "where"))
                        .forEach(
                                i -> draft.lost(i.at(), i.text(), "put it in the export policies"));
            } else if (item.is("disabled")) {
                draft.lost(item.at(), "protocol static", "it was disabled; its routes are here");
            } else if (!item.is("description") && !item.is("check")) {
                draft.lost(item.at(), item.text(), "has no counterpart");
            }
        }
    }

    private void route(Item item) {
        var token = item.words().get(1);
        if (token.kind() != Token.Kind.PREFIX && token.kind() != Token.Kind.ADDRESS) {
            draft.lost(item.at(), item.text(), "not a prefix");
            return;
        }
        draft.originate(PrefixText.parse(token.at(), token.text()).toString());
        if (item.has("via") || item.has("recursive")) {
            draft.lost(
                    item.at(), item.text(), "the prefix is originated, but nothing is forwarded");
        }
        if (item.body().isPresent()) {
            draft.lost(item.at(), item.text(), "set its attributes in the export policies");
        }
    }

    private void other(Item protocol) {
        String kind = protocol.word(1);
        switch (kind) {
            case "bgp", "static" -> {}
            case "pipe" -> Pipe.of(protocol).notes(draft);
            case "rpki" -> rpki(protocol);
            case "kernel" -> kernel(protocol);
            case "direct" -> {
                if (protocol.items().stream().noneMatch(i -> i.is("disabled"))) {
                    draft.kernel("import connected");
                }
            }
            default -> {
                String why = MOOT_PROTOCOLS.get(kind);
                if (why != null) {
                    draft.moot(protocol.at(), protocol.text(), why);
                } else {
                    draft.lost(protocol.at(), protocol.text(), "only BGP is spoken here");
                }
            }
        }
    }

    /// Usually `ipv4 { export all; }`.
    private void kernel(Item protocol) {
        for (var item : protocol.items()) {
            if (item.is("ipv4") || item.is("ipv6")) {
                kernelChannel(item);
            } else if (item.is("kernel") && item.word(1).equals("table")) {
                draft.kernel("table " + item.word(2));
            } else if (item.is("metric")) {
                draft.kernel("metric " + item.word(1));
            } else if (item.is("merge", "paths")) {
                // 16 is the limit that BIRD has when none is said
                String paths = item.has("limit") ? item.after("limit") : "16";
                draft.kernel(
                        item.has("off") || item.has("no") ? "multipath 1" : "multipath " + paths);
            } else if (item.is("learn")) {
                draft.lost(item.at(), item.text(), "write `import` with their protocols");
            } else if (!item.is("persist") && !item.is("scan") && !item.is("description")) {
                draft.lost(item.at(), item.text(), "has no counterpart");
            }
        }
    }

    private void kernelChannel(Item channel) {
        for (var item : channel.items()) {
            if (item.is("export") && Channel.understood(item)) {
                var choice = Channel.choice(item, definitions);
                var scope = Scope.of(new Scope.Peer("", "", 0), true);
                kernelExports.put(
                        channel.word(0),
                        choice.nothing()
                                ? Statements.reject("export none")
                                : run.run(choice.filters(), scope));
            } else if (!item.is("import")) {
                draft.lost(item.at(), item.text(), "has no counterpart");
            }
        }
    }

    /// One policy for both families; what no protocol takes does not go to the kernel.
    private void kernelExport() {
        if (!kernelExports.isEmpty()) {
            for (var family : List.of("ipv4", "ipv6")) {
                kernelExports.putIfAbsent(family, Statements.reject("no kernel protocol"));
            }
            draft.kernel("export " + Directions.of(draft, "kernel-export", kernelExports));
        }
    }

    private void rpki(Item protocol) {
        String host = "";
        String port = "323";
        for (var item : protocol.items()) {
            switch (item.word(0)) {
                case "remote" -> {
                    host = item.word(1);
                    port = item.has("port") ? item.after("port") : port;
                }
                case "port" -> port = item.word(1);
                case "roa4", "roa6" -> {}
                case "retry", "refresh", "expire" ->
                        draft.moot(item.at(), item.text(), "the cache says it");
                case "transport" -> {
                    if (!item.has("tcp")) {
                        draft.lost(item.at(), item.text(), "write `tls`, or a tunnel of your own");
                    }
                }
                default -> draft.lost(item.at(), item.text(), "has no counterpart");
            }
        }
        if (host.isEmpty()) {
            throw new Unreadable(protocol.at(), "no `remote` in protocol rpki");
        }
        String at = host.indexOf(':') < 0 ? host : "[" + host + "]";
        draft.top(Block.of("rpki").say("cache " + at + ":" + port));
    }

    /// A number, or a name that is defined as one.
    static long number(Token token, Evaluation evaluation) {
        var value =
                token.kind() == Token.Kind.WORD
                        ? evaluation.of(
                                new Code.Name(token.at(), token.text()),
                                Scope.of(new Scope.Peer("", "", 0), false))
                        : evaluation.of(new Code.Literal(token), Scope.of(null, false));
        if (value instanceof Value.Number number && number.known().isPresent()) {
            return number.known().get();
        }
        throw new NotCarried(token.at(), token.text(), "not a number");
    }
}
