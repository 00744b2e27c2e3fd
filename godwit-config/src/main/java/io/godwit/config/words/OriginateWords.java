package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.DefaultOriginate;
import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.Route;
import io.godwit.policy.OriginCondition.Where;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words about own routes: `originate 192.0.2.0/24 { if-route 10.0.0.0/8 }`.
public final class OriginateWords {
    private static final List<Block> IN_ORIGINATE = List.of(Block.ORIGINATE);
    private static final Prefix SOUGHT = Prefix.of(Address.ofV4(0x0a000000), 8);

    private OriginateWords() {}

    public static final Word<Prefix> ORIGINATE =
            new Word<>(
                    "originate",
                    "originate",
                    List.of(Block.FILE),
                    new Own(),
                    Optional.of(Block.ORIGINATE),
                    true,
                    Prefix.of(Address.ofV4(0xc0000200), 24),
                    "",
                    "Announces a prefix as this router's own; with conditions in a block, while all"
                            + " of them hold. `show originated` says how they stand. See"
                            + " [kernel](kernel.md#own-routes).",
                    List.of("network", "announce", "advertise"));

    public static final Word<Route> IF_ROUTE =
            Word.many(
                    "if-route",
                    IN_ORIGINATE,
                    new Sought(true),
                    new Route(SOUGHT, true, Where.LOC_RIB),
                    "",
                    "There has to be a route to exactly this prefix: a chosen path, or with `in"
                            + " kernel` a route that the kernel has not from us.",
                    "exist-map");

    public static final Word<Route> UNLESS_ROUTE =
            Word.many(
                    "unless-route",
                    IN_ORIGINATE,
                    new Sought(false),
                    new Route(SOUGHT, false, Where.LOC_RIB),
                    "",
                    "There must be no route to exactly this prefix.",
                    "non-exist-map");

    public static final Word<Address> IF_BFD =
            Word.many(
                    "if-bfd",
                    IN_ORIGINATE,
                    Addresses.WATCHED,
                    Address.ofV4(0x0a4d0002),
                    "",
                    "BFD has to find the path to this neighbor working; the neighbor needs `bfd`.");

    public static final Word<OriginCondition.Command> IF_COMMAND =
            Word.many(
                    "if-command",
                    IN_ORIGINATE,
                    new CommandArgument(),
                    new OriginCondition.Command("/usr/local/bin/check-dns", 5, 2, 1, 3),
                    "",
                    "The command has to end with exit code 0. It is run by `/bin/sh -c`, with the"
                            + " rights of the daemon, every 10 s unless `every` says otherwise, and"
                            + " killed after 5 s unless `timeout` does. `rise` says how many good"
                            + " runs in a row make the condition hold, `fall` how many bad ones make"
                            + " it not hold; both are 1 otherwise.",
                    "watchdog");

    public static final Word<DefaultOriginate> DEFAULT_ORIGINATE =
            Word.one(
                    "default-originate",
                    List.of(Block.GROUP, Block.NEIGHBOR),
                    new DefaultArgument(),
                    new DefaultOriginate(true, List.of(new Route(SOUGHT, true, Where.LOC_RIB))),
                    "no",
                    "Tells the neighbor a default route of this router, `0.0.0.0/0` and `::/0` as"
                            + " the session has the family, in place of any other and past `export`;"
                            + " with conditions, while all of them hold. When they do not, what the"
                            + " tables have is told as `export` says.",
                    "default-information");

    /// The words of the block.
    public static final List<Word<?>> CONDITIONS =
            List.of(IF_ROUTE, UNLESS_ROUTE, IF_BFD, IF_COMMAND);

    /// A prefix; without a block, it alone in the machine form.
    private static final class Own implements Argument<Prefix> {
        @Override
        public String grammar() {
            return Prefixes.ARGUMENT.grammar();
        }

        @Override
        public String what() {
            return Prefixes.ARGUMENT.what();
        }

        @Override
        public Optional<Prefix> read(ArgumentReader args) {
            return Prefixes.ARGUMENT.read(args);
        }

        @Override
        public String conf(Prefix value) {
            return value.toString();
        }

        @Override
        public Object json(Prefix value) {
            return value;
        }

        @Override
        public Map<String, Object> schema() {
            return Prefixes.ARGUMENT.schema();
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("prefix", "", true));
        }

        @Override
        public boolean bare() {
            return true;
        }
    }

    /// `default-originate`, `default-originate if-route 10.0.0.0/8`, `default-originate no`.
    private static final class DefaultArgument implements Argument<DefaultOriginate> {
        @Override
        public String grammar() {
            return "[no | if-route PREFIX [in kernel] | unless-route PREFIX [in kernel] …]";
        }

        @Override
        public String what() {
            return "`no`, `if-route` or `unless-route`";
        }

        @Override
        public Optional<DefaultOriginate> read(ArgumentReader args) {
            if (args.isNext("no") || args.isNext("yes")) {
                boolean on = args.isNext("yes");
                args.skip();
                return Optional.of(new DefaultOriginate(on, List.of()));
            }
            List<OriginCondition> all = new ArrayList<>();
            while (args.peek().isPresent()) {
                boolean there = args.isNext("if-route");
                if (!there && !args.isNext("unless-route")) {
                    Token other = args.peek().get();
                    args.report()
                            .error(
                                    Code.UNEXPECTED_WORD,
                                    other.span(),
                                    args.name() + " takes " + what() + ", not " + other.quoted(),
                                    args.example());
                    return Optional.empty();
                }
                args.skip();
                Optional<Route> route = new Sought(there).read(args);
                if (route.isEmpty()) {
                    return Optional.empty();
                }
                all.add(route.get());
            }
            return Optional.of(new DefaultOriginate(true, all));
        }

        @Override
        public String conf(DefaultOriginate value) {
            return value.toString();
        }

        @Override
        public Object json(DefaultOriginate value) {
            return value.conditions().isEmpty() ? (Object) value.on() : value.toString();
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(Schemas.type("boolean"), Schemas.type("string"));
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            return value instanceof Json.Str text
                    ? Optional.of(arguments.words(text))
                    : arguments.scalar(value, this);
        }
    }

    /// `10.0.0.0/8 [in kernel]`; the same in a string in the machine form.
    private record Sought(boolean there) implements Argument<Route> {
        @Override
        public String grammar() {
            return "PREFIX [in kernel]";
        }

        @Override
        public String what() {
            return "a prefix";
        }

        @Override
        public Optional<Route> read(ArgumentReader args) {
            Optional<Prefix> prefix = Prefixes.ARGUMENT.read(args);
            boolean in = prefix.isPresent() && args.isNext("in");
            if (!in) {
                return prefix.map(p -> new Route(p, there, Where.LOC_RIB));
            }
            args.skip();
            return args.word("`kernel`")
                    .filter(token -> isKernel(token, args))
                    .map(_ -> new Route(prefix.get(), there, Where.KERNEL));
        }

        private static boolean isKernel(Token token, ArgumentReader args) {
            boolean good = token.value().equals("kernel");
            if (!good) {
                args.report()
                        .error(
                                Code.UNEXPECTED_WORD,
                                token.span(),
                                "routes are looked for `in kernel`, not in " + token.quoted(),
                                "without `in …`, among the chosen paths");
            }
            return good;
        }

        @Override
        public String conf(Route value) {
            return value.prefix() + (value.where() == Where.KERNEL ? " in kernel" : "");
        }

        @Override
        public Object json(Route value) {
            return conf(value);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.pattern("^[0-9a-fA-F:.]+/[0-9]{1,3}( in kernel)?$");
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            if (!(value instanceof Json.Str text)) {
                arguments.wrongType("if_route", "a string", value);
                return Optional.empty();
            }
            return Optional.of(arguments.words(text));
        }
    }
}
