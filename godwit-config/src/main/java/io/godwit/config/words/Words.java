package io.godwit.config.words;

import io.godwit.config.model.Listen;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Addresses.NeighborHead;
import io.godwit.config.words.Listening.ListenAt;
import io.godwit.config.words.Texts.Nothing;
import io.godwit.config.words.Texts.PolicyChoice;
import io.godwit.policy.Confederation;
import io.godwit.policy.Relation;
import io.godwit.session.Secret;
import io.godwit.session.Shutdown;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The table of the language. A new word is a row here and a line where `Assembler` or
/// `NeighborAssembler` takes its value; texts, machine form, schema and documentation follow.
public final class Words {
    /// What holds without a `hold-time`.
    public static final int HOLD_TIME_SECONDS = 180;

    /// What holds without a `connect-retry`.
    public static final int CONNECT_RETRY_SECONDS = 10;

    /// What holds without a `max-neighbors`.
    public static final int MAX_NEIGHBORS_STANDARD = 100;

    static final List<Block> OPTIONS = List.of(Block.GROUP, Block.NEIGHBOR);
    private static final SourceText EXAMPLE = new SourceText("example", "", 0);
    static final Span NOWHERE = new Span(EXAMPLE, 0, 0);

    private Words() {}

    // The top of a file.

    public static final Word<Nothing> ROUTER =
            Word.block(
                    "router",
                    "router",
                    Block.ROUTER,
                    Texts.NOTHING,
                    Nothing.NOTHING,
                    "The router itself. Exactly one.",
                    "bgp");

    public static final Word<GroupName> GROUP =
            Word.block(
                    "group",
                    "groups",
                    Block.GROUP,
                    Texts.GROUP,
                    new GroupName("clients", NOWHERE),
                    "Options that several neighbors share. A neighbor that is `in` the group has"
                            + " them all and may say its own instead.",
                    "peer-group",
                    "template");

    public static final Word<NeighborHead> NEIGHBOR =
            Word.block(
                    "neighbor",
                    "neighbors",
                    Block.NEIGHBOR,
                    Addresses.NEIGHBOR,
                    new NeighborHead(
                            Address.ofV4(0x0a4d0002),
                            OptionalInt.empty(),
                            NOWHERE,
                            Optional.empty()),
                    "A neighbor, by its address. The block may be left out when the group says"
                            + " enough. With a prefix, whoever connects from these addresses is a"
                            + " neighbor, up to `max-neighbors`; we never connect. `%eth0`: the one"
                            + " router on that link, found by its router advertisements"
                            + " ([unnumbered](next-hops.md#unnumbered-links)).",
                    "neighbour",
                    "peer",
                    "protocol");

    public static final Word<String> INCLUDE =
            Word.many(
                    "include",
                    List.of(Block.FILE),
                    Texts.PATTERN,
                    "members/*.conf",
                    "",
                    "Reads other files after this one, relative to its directory. `*`, `?` and"
                            + " `[a-z]` match within a name; the files are read in the order of"
                            + " their names. A file that is named and missing is an error, a"
                            + " pattern without a match a warning.");

    // router { … }

    public static final Word<Long> ROUTER_AS =
            Word.one(
                    "as",
                    List.of(Block.ROUTER),
                    Numbers.AS,
                    65001L,
                    "",
                    "The own AS number, 1 to 4294967295, also as `1.10`; in a confederation that of the"
                            + " member AS. Required.",
                    "local-as",
                    "asn",
                    "autonomous-system");

    public static final Word<Integer> ID =
            Word.one(
                    "id",
                    List.of(Block.ROUTER),
                    Addresses.ROUTER_ID,
                    0x0a4d0001,
                    "the own IPv4 address, if exactly one is written in `listen` and"
                            + " `local-address`",
                    "The BGP identifier, not 0.0.0.0 (RFC 6286).",
                    "router-id",
                    "bgp-id",
                    "identifier");

    public static final Word<Integer> CLUSTER_ID =
            Word.one(
                    "cluster-id",
                    List.of(Block.ROUTER),
                    Addresses.CLUSTER_ID,
                    0x0a4d0001,
                    "the id",
                    "The cluster of this route reflector, not 0.0.0.0. Reflectors with the same"
                            + " clients may share one: then they ignore each other's copies of the"
                            + " clients' routes (RFC 4456 §7).",
                    "bgp-cluster-id",
                    "rr-cluster-id");

    public static final Word<Confederation> CONFEDERATION =
            Word.one(
                    "confederation",
                    List.of(Block.ROUTER),
                    Confederations.ARGUMENT,
                    new Confederation(64500, List.of(65001L, 65002L, 65003L)),
                    "none",
                    "The confederation that this router is in (RFC 5065): the AS number by which all"
                            + " others know it, and the ASes it consists of; the router's own `as`"
                            + " is one of them. A neighbor with the AS of another member is told"
                            + " LOCAL_PREF, MED and the next hop as inside of an AS. See"
                            + " [confederations](confederations.md).",
                    "confederation-id",
                    "confederation-identifier",
                    "confederation-peers");

    public static final Word<ListenAt> LISTEN =
            Word.many(
                    "listen",
                    List.of(Block.ROUTER),
                    Listening.ARGUMENT,
                    new ListenAt(false, Optional.of(Address.ofV4(0x0a4d0001)), Listen.BGP_PORT),
                    "all addresses, port 179",
                    "Where connections are taken. `listen none` takes none.",
                    "bind",
                    "listen-on");

    // group and neighbor { … }

    public static final Word<Long> AS =
            Word.one(
                    "as",
                    OPTIONS,
                    Numbers.NEIGHBOR_AS,
                    65002L,
                    "",
                    "The neighbor's AS number; the own one for an internal neighbor, or `internal`."
                            + " `external`: any other, as the neighbor says. Required, here or in"
                            + " the group.",
                    "remote-as",
                    "peer-as",
                    "asn");

    public static final Word<String> NAME =
            Word.one(
                    "name",
                    List.of(Block.NEIGHBOR),
                    Texts.text("a text", 64, 256),
                    "R2",
                    "",
                    "A short name for views, at most 64 characters.");

    public static final Word<String> DESCRIPTION =
            Word.one(
                    "description",
                    List.of(Block.NEIGHBOR),
                    Texts.text("a text", 255, 1020),
                    "transit of the east wing",
                    "",
                    "A longer text, at most 255 characters.",
                    "descr");

    public static final Word<Address> LOCAL_ADDRESS =
            Word.one(
                    "local-address",
                    OPTIONS,
                    Addresses.LOCAL,
                    Address.ofV4(0x0a4d0001),
                    "what the system chooses",
                    "The own address of the session, of the same family as the neighbor's.",
                    "update-source",
                    "source-address");

    public static final Word<Integer> PORT =
            Word.one(
                    "port",
                    OPTIONS,
                    Numbers.integer("N", "port", 1, 65535),
                    1179,
                    Integer.toString(Listen.BGP_PORT),
                    "The neighbor's TCP port.");

    public static final Word<Boolean> PASSIVE =
            Word.one(
                    "passive",
                    OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "Waits for the neighbor to connect.");

    public static final Word<Integer> MULTIHOP =
            Word.one(
                    "multihop",
                    OPTIONS,
                    Numbers.MULTIHOP,
                    2,
                    "no",
                    "An external neighbor that is not on a connected network. N is the TTL, 2 to"
                            + " 255; 255 when left out.",
                    "ebgp-multihop");

    public static final Word<Secret> PASSWORD =
            Word.one(
                    "password",
                    OPTIONS,
                    Texts.SECRET,
                    new Secret("a word of both sides"),
                    "none",
                    "Every segment is signed with it (TCP-MD5, RFC 2385), on both sides; others are"
                            + " dropped by the kernel. At most 80 octets. No view and no log shows"
                            + " it; who may read the file may.",
                    "md5-key",
                    "md5",
                    "auth-password",
                    "authentication-key",
                    "tcp-md5");

    public static final Word<Secret> TCP_AO =
            Word.one(
                    "tcp-ao",
                    OPTIONS,
                    Texts.SECRET,
                    new Secret("a word of both sides"),
                    "none",
                    "Every segment is signed with it by TCP-AO (RFC 5925, HMAC-SHA-1-96), on both"
                            + " sides; others are dropped by the kernel. Needs Linux 6.7 built with"
                            + " `CONFIG_TCP_AO`; where the kernel lacks it the neighbor stays down"
                            + " and says so. Instead of `password`.",
                    "ao-key");

    public static final Word<Integer> TCP_AO_ID =
            Word.one(
                    "ao-id",
                    OPTIONS,
                    Numbers.integer("N", "key number", 0, 255),
                    7,
                    "1",
                    "The number of the `tcp-ao` key on both sides (SendID and RecvID, RFC 5925"
                            + " §3.1).");

    public static final Word<Integer> TTL_SECURITY =
            Word.one(
                    "ttl-security",
                    OPTIONS,
                    Numbers.TTL_SECURITY,
                    1,
                    "no",
                    "Only takes what comes from at most N hops away, 1 to 254; 1 when left out: a"
                            + " neighbor on the same link. Both sides send TTL 255 and the kernel"
                            + " drops what arrives with less (GTSM, RFC 5082). Instead of"
                            + " `multihop`.",
                    "gtsm",
                    "ebgp-ttl-security");

    public static final Word<Integer> HOLD_TIME =
            Word.one(
                    "hold-time",
                    OPTIONS,
                    Numbers.HOLD_TIME,
                    90,
                    Integer.toString(HOLD_TIME_SECONDS),
                    "What we offer: 0 (no keepalives) or 3 to 65535 seconds. The smaller of both"
                            + " sides holds (RFC 4271 §4.2).",
                    "holdtime",
                    "timers");

    public static final Word<Integer> KEEPALIVE =
            Word.one(
                    "keepalive",
                    OPTIONS,
                    Numbers.duration(1, 21845),
                    30,
                    "a third of the hold time",
                    "How often a KEEPALIVE is sent when nothing else is, 1 to 21845 seconds.",
                    "keepalive-time",
                    "keepalive-interval");

    public static final Word<Integer> CONNECT_RETRY =
            Word.one(
                    "connect-retry",
                    OPTIONS,
                    Numbers.duration(1, 65535),
                    5,
                    Integer.toString(CONNECT_RETRY_SECONDS),
                    "How long to wait after a failed connection, 1 to 65535 seconds, before jitter."
                            + " RFC 4271 §10 suggests 120, which is long for people who wait.",
                    "connect-retry-time",
                    "connect-timer");

    public static final Word<List<Family>> FAMILY =
            Word.one(
                    "family",
                    OPTIONS,
                    Texts.FAMILIES,
                    List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                    "that of the neighbor's address",
                    "What to exchange: `ipv4`, `ipv6` (unicast).",
                    "address-family",
                    "afi-safi",
                    "families");

    public static final Word<Boolean> ROUTE_REFLECTOR_CLIENT =
            Word.one(
                    "route-reflector-client",
                    OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "An internal neighbor that this router reflects routes for: it hears what other"
                            + " internal neighbors said, and they hear what it said (RFC 4456).",
                    "rr-client",
                    "reflector-client");

    public static final Word<Boolean> ROUTE_SERVER_CLIENT =
            Word.one(
                    "route-server-client",
                    OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "An external neighbor that this router is a route server for: routes of other"
                            + " neighbors reach it with AS path, next hop, MED and communities as"
                            + " they came (RFC 7947).",
                    "rs-client",
                    "transparent-as");

    public static final Word<Relation> RELATION =
            Word.one(
                    "relation",
                    OPTIONS,
                    Relations.ARGUMENT,
                    Relation.CUSTOMER,
                    "nobody says: as from a provider, which refuses least",
                    "What an external neighbor is to us in business: `aspa` verifies its paths by it."
                            + " `route-server` is one that we are a client of.");

    public static final Word<PolicyChoice> IMPORT =
            Word.one(
                    "import",
                    OPTIONS,
                    Texts.POLICY,
                    PolicyChoice.ACCEPT,
                    "internal: `accept`; external: nothing passes (RFC 8212)",
                    "What comes in passes or not: a word, or policies that each route meets one after"
                            + " the other.",
                    "import-policy",
                    "route-map-in");

    public static final Word<PolicyChoice> EXPORT =
            Word.one(
                    "export",
                    OPTIONS,
                    Texts.POLICY,
                    PolicyChoice.ACCEPT,
                    "internal: `accept`; external: nothing passes (RFC 8212)",
                    "What goes out passes or not: a word, or policies as with `import`.",
                    "export-policy",
                    "route-map-out");

    public static final Word<Integer> MAX_NEIGHBORS =
            Word.one(
                    "max-neighbors",
                    OPTIONS,
                    Numbers.integer("N", "number of neighbors", 1, 65000),
                    64,
                    Integer.toString(MAX_NEIGHBORS_STANDARD),
                    "How many may come from a range of addresses at a time, 1 to 65000. One that is"
                            + " down keeps its place until another needs it.",
                    "dynamic-limit",
                    "listen-limit");

    public static final Word<Shutdown> SHUTDOWN =
            Word.one(
                    "shutdown",
                    OPTIONS,
                    Texts.SHUTDOWN,
                    new Shutdown(true, "maintenance until 06:00"),
                    "no",
                    "Keeps the neighbor in the configuration without a session. The text, at most"
                            + " 255 octets, is sent to the neighbor (RFC 9003).",
                    "disabled",
                    "disable");

    public static final Word<Boolean> KEEP_REJECTED =
            Word.one(
                    "keep-rejected",
                    List.of(Block.ROUTER, Block.GROUP, Block.NEIGHBOR),
                    Texts.FLAG,
                    false,
                    "what `router` says; there `yes`",
                    "Whether routes that `import` rejects stay in memory, to be shown with their"
                            + " reason and to be judged again when a policy changes. With `no` they"
                            + " are only counted, and the neighbor is asked for its routes again"
                            + " (RFC 2918) when they may be judged otherwise.",
                    "soft-reconfiguration",
                    "import-keep-filtered",
                    "keep");

    private static final List<Word<?>> ROUTING =
            List.of(
                    ROUTER,
                    GROUP,
                    NEIGHBOR,
                    OriginateWords.ORIGINATE,
                    INCLUDE,
                    ROUTER_AS,
                    ID,
                    CLUSTER_ID,
                    CONFEDERATION,
                    LISTEN,
                    AS,
                    NAME,
                    DESCRIPTION,
                    LOCAL_ADDRESS,
                    PORT,
                    PASSIVE,
                    MULTIHOP,
                    PASSWORD,
                    TCP_AO,
                    TCP_AO_ID,
                    TTL_SECURITY,
                    HOLD_TIME,
                    KEEPALIVE,
                    CONNECT_RETRY,
                    FAMILY,
                    ROUTE_REFLECTOR_CLIENT,
                    ROUTE_SERVER_CLIENT,
                    RELATION,
                    IMPORT,
                    EXPORT,
                    KEEP_REJECTED,
                    OriginateWords.DEFAULT_ORIGINATE,
                    MAX_NEIGHBORS,
                    SHUTDOWN);

    /// The rows in the order of the documentation.
    public static final List<Word<?>> ALL =
            Stream.of(
                            ROUTING,
                            NextHopWords.ALL,
                            AsPathWords.ALL,
                            MigrationWords.ALL,
                            RoleWords.ALL,
                            MaintenanceWords.ALL,
                            PathWords.ALL,
                            DecisionWords.ALL,
                            LimitWords.ALL,
                            RefreshWords.ALL,
                            GracefulWords.ALL,
                            FsmWords.ALL,
                            HttpWords.ALL,
                            ChangeWords.ALL,
                            PolicyWords.ALL,
                            RpkiWords.ALL,
                            KernelWords.ALL,
                            OriginateWords.CONDITIONS,
                            AggregateWords.ALL,
                            BfdWords.ALL)
                    .flatMap(List::stream)
                    .toList();

    private static final Map<Block, Map<String, Word<?>>> BY_KEYWORD = index(false);
    private static final Map<Block, Map<String, Word<?>>> BY_JSON_NAME = index(true);

    /// A token that stands nowhere, in an example.
    static Token example(Token.Kind kind, String text) {
        return new Token(EXAMPLE, kind, 0, 0, text, false);
    }

    private static Map<Block, Map<String, Word<?>>> index(boolean json) {
        var index = new EnumMap<Block, Map<String, Word<?>>>(Block.class);
        for (Block block : Block.values()) {
            var words = new HashMap<String, Word<?>>();
            in(block).forEach(word -> words.put(word.spelled(json), word));
            index.put(block, words);
        }
        return index;
    }

    /// The words of a block, in the order of the table.
    public static List<Word<?>> in(Block block) {
        return ALL.stream().filter(word -> word.in().contains(block)).toList();
    }

    public static Optional<Word<?>> find(Block block, boolean json, String word) {
        return Optional.ofNullable((json ? BY_JSON_NAME : BY_KEYWORD).get(block).get(word));
    }

    /// The blocks where a word could stand; empty when there is no such word.
    public static List<Block> blocksOf(boolean json, String word) {
        return Arrays.stream(Block.values()).filter(b -> find(b, json, word).isPresent()).toList();
    }

    /// Whether a statement of the block, of this version or of a later one, begins so.
    public static boolean beginsStatement(Block block, Token token) {
        return token.is(Token.Kind.WORD)
                && (find(block, false, token.value()).isPresent()
                        || LaterWords.find(block, false, token.value()).isPresent());
    }

    /// Whether the word stands at the top of files and not in the block that `opener` opens.
    public static boolean onlyAtTop(Token opener, Token word) {
        return beginsStatement(Block.FILE, word)
                && bodyOf(opener.value()).map(body -> !beginsStatement(body, word)).orElse(true);
    }

    /// Whether a word belongs inside the block that `opener` opens and not at the top.
    public static boolean onlyInside(Token opener, Token word) {
        Optional<Block> body = bodyOf(opener.value());
        return body.isPresent()
                && beginsStatement(body.get(), word)
                && !beginsStatement(Block.FILE, word);
    }

    private static Optional<Block> bodyOf(String word) {
        return find(Block.FILE, false, word).flatMap(Word::body);
    }

    /// Where among the arguments of a statement at the top of a file the words of its inside begin;
    /// -1 when it opens no block or has no such word.
    public static int bodyBegins(Token word, List<Arg> args) {
        Optional<Block> body = bodyOf(word.value());
        if (body.isEmpty() || !word.is(Token.Kind.WORD)) {
            return -1;
        }
        int head = body.get() == Block.ROUTER || body.get() == Block.RPKI ? 0 : 1;
        for (int i = head; i < args.size(); i++) {
            if (args.get(i) instanceof Arg.Scalar(Token token)
                    && beginsStatement(body.get(), token)
                    && !isGroupName(args, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isGroupName(List<Arg> args, int i) {
        return i == 2
                && args.get(1) instanceof Arg.Scalar(Token before)
                && before.value().equals("in");
    }
}
