package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Texts.PolicyChoice;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.RouteProtocols;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The words about the kernel: `kernel { import connected, ospf; table 254 }`.
public final class KernelWords {
    private static final List<Block> IN_KERNEL = List.of(Block.KERNEL);
    private static final long MOST = 0xffff_ffffL;

    /// Who made routes of the kernel.
    ///
    /// @param name as it is written
    /// @param numbers what it stands for
    /// @param at where it stands
    public record Protocol(String name, List<Integer> numbers, Span at) {}

    private KernelWords() {}

    public static final Word<Texts.Nothing> KERNEL =
            Word.block(
                    "kernel",
                    "kernel",
                    Block.KERNEL,
                    Texts.NOTHING,
                    Texts.Nothing.NOTHING,
                    "What is shared with the kernel of Linux. Without it no route of the kernel is"
                            + " looked at or changed.",
                    "fib",
                    "zebra");

    public static final Word<List<Protocol>> IMPORT =
            new Word<>(
                    "import",
                    "import",
                    IN_KERNEL,
                    new Protocols(),
                    Optional.of(Block.KERNEL_IMPORT),
                    true,
                    List.of(
                            new Protocol(
                                    "connected", List.of(RouteProtocols.KERNEL), Words.NOWHERE),
                            new Protocol("ospf", List.of(188), Words.NOWHERE)),
                    "",
                    "Routes of the kernel by who made them (`"
                            + String.join("`, `", RouteProtocols.names())
                            + "`, or the number of a protocol) become own routes, as long as the"
                            + " kernel uses them: ORIGIN is incomplete, MED their metric. See"
                            + " [kernel](kernel.md).",
                    List.of("redistribute", "learn"));

    public static final Word<PolicyChoice> POLICY =
            Word.one(
                    "policy",
                    List.of(Block.KERNEL_IMPORT, Block.ORIGINATE, Block.AGGREGATE),
                    Texts.POLICY,
                    PolicyChoice.ACCEPT,
                    "`accept`",
                    "What these routes meet before they are own routes: a word, or policies one"
                            + " after the other.");

    public static final Word<Long> TABLE =
            number(
                    "table",
                    1,
                    MOST,
                    RouteMark.USUAL.table(),
                    "The routing table of the kernel; 254 is the main one.");

    public static final Word<Long> PROTOCOL =
            number(
                    "protocol",
                    5,
                    RouteProtocols.MOST,
                    RouteMark.USUAL.protocol(),
                    "The number that our routes are marked with there; routes with it are never"
                            + " taken for another's.");

    public static final Word<Long> METRIC =
            number(
                    "metric",
                    1,
                    MOST,
                    RouteMark.USUAL.metric(),
                    "The metric of our routes there; lower is used.");

    public static final Word<PolicyChoice> EXPORT =
            Word.one(
                    "export",
                    IN_KERNEL,
                    Texts.POLICY,
                    PolicyChoice.ACCEPT,
                    "nothing",
                    "Which best paths the kernel gets: a word, or policies. What they change does"
                            + " not reach the kernel.",
                    "install");

    public static final Word<Integer> MULTIPATH =
            Word.one(
                    "multipath",
                    IN_KERNEL,
                    Numbers.integer("N", "number of paths", 1, 256),
                    4,
                    "1",
                    "Over how many paths the kernel shares the traffic for a prefix: those that tie"
                            + " with the best one up to the IGP cost (RFC 4271 §9.1.2.2 a to e). By"
                            + " their link bandwidth, if all have one.",
                    "maximum-paths",
                    "ecmp");

    public static final Word<Boolean> BLACKHOLE =
            Word.one(
                    "blackhole",
                    IN_KERNEL,
                    Texts.FLAG,
                    true,
                    "",
                    "Drops what goes to a prefix with the community `blackhole`, 65535:666 (RFC"
                            + " 7999). Have `export` say from whom.",
                    "rtbh");

    public static final Word<Boolean> NEXT_HOP_OBJECTS =
            Word.one(
                    "next-hop-objects",
                    IN_KERNEL,
                    Texts.FLAG,
                    true,
                    "",
                    "Routes in the kernel name next hop objects (Linux 5.3): a full table goes in"
                            + " faster, and one message re-points all routes of a next hop. Not"
                            + " beside FRR 8, which loses such routes. See"
                            + " [kernel](kernel.md#next-hop-objects).",
                    "nexthop-groups");

    public static final Word<Boolean> ANNOUNCE_INSTALLED =
            Word.one(
                    "announce-installed",
                    IN_KERNEL,
                    Texts.FLAG,
                    true,
                    "",
                    "Announces what the kernel is to have only when it has it, and not what it"
                            + " refuses. Withdrawals do not wait. See"
                            + " [kernel](kernel.md#announced-when-installed).",
                    "suppress-fib-pending",
                    "wait-for-install");

    static final List<Word<?>> ALL =
            List.of(
                    KERNEL,
                    IMPORT,
                    POLICY,
                    EXPORT,
                    MULTIPATH,
                    BLACKHOLE,
                    NEXT_HOP_OBJECTS,
                    ANNOUNCE_INSTALLED,
                    TABLE,
                    PROTOCOL,
                    METRIC);

    private static Word<Long> number(
            String keyword, long least, long most, long standard, String doc) {
        return Word.one(
                keyword, IN_KERNEL, new Count(keyword, least, most), standard, "" + standard, doc);
    }

    /// A number of up to 32 bits.
    private record Count(String noun, long least, long most) implements Argument<Long> {
        @Override
        public String grammar() {
            return "N";
        }

        @Override
        public String what() {
            return "a number";
        }

        @Override
        public Optional<Long> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> number(token, args));
        }

        private Optional<Long> number(Token token, ArgumentReader args) {
            OptionalLong value = Numbers.digits(token.value());
            if (value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most) {
                return Optional.of(value.getAsLong());
            }
            args.report()
                    .error(
                            Code.OUT_OF_RANGE,
                            token.span(),
                            noun + " is " + least + " to " + most + ", not " + token.quoted(),
                            "");
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.integer(least, most);
        }
    }

    /// `connected, ospf, 42`; one string in the machine form.
    private static final class Protocols implements Argument<List<Protocol>> {
        @Override
        public String grammar() {
            return "PROTOCOL, …";
        }

        @Override
        public String what() {
            return "who made the routes";
        }

        @Override
        public Optional<List<Protocol>> read(ArgumentReader args) {
            Optional<List<Token>> tokens =
                    args.json() ? args.word(what()).map(Protocols::split) : args.list(what());
            if (tokens.isEmpty()) {
                return Optional.empty();
            }
            var all = new ArrayList<Protocol>();
            for (Token token : tokens.get()) {
                Optional<Protocol> protocol = protocol(token, args);
                if (protocol.isEmpty()) {
                    return Optional.empty();
                }
                all.add(protocol.get());
            }
            return Optional.of(all);
        }

        private static List<Token> split(Token token) {
            var all = new ArrayList<Token>();
            for (String name : token.value().split(",", -1)) {
                all.add(
                        new Token(
                                token.source(),
                                token.kind(),
                                token.start(),
                                token.end(),
                                name.strip(),
                                false));
            }
            return all;
        }

        private static Optional<Protocol> protocol(Token token, ArgumentReader args) {
            Optional<List<Integer>> numbers = RouteProtocols.find(token.value());
            if (numbers.isPresent()) {
                return Optional.of(new Protocol(token.value(), numbers.get(), token.span()));
            }
            OptionalLong number = Numbers.digits(token.value());
            if (number.isPresent() && number.getAsLong() <= RouteProtocols.MOST) {
                var only = List.of((int) number.getAsLong());
                return Optional.of(new Protocol(token.value(), only, token.span()));
            }
            List<String> names = List.copyOf(RouteProtocols.names());
            args.report()
                    .error(
                            Code.WRONG_TYPE,
                            token.span(),
                            "no protocol of the kernel is called " + token.quoted(),
                            NearestWord.help(
                                    token.value(),
                                    names,
                                    NearestWord.listed(names)
                                            + ", or its number from 0 to 255 (`ip route` shows it"
                                            + " behind `proto`)"));
            return Optional.empty();
        }

        @Override
        public String conf(List<Protocol> value) {
            return value.stream().map(Protocol::name).collect(Collectors.joining(", "));
        }

        @Override
        public Object json(List<Protocol> value) {
            return Map.of("protocols", conf(value));
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("object");
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("protocols", "", true));
        }
    }
}
