package io.godwit.config.words;

import io.godwit.config.model.CacheConfig;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The words about RPKI: `rpki { cache 192.0.2.1:323 { … } }`.
public final class RpkiWords {
    private static final List<Block> IN_RPKI = List.of(Block.RPKI);
    private static final List<Block> IN_CACHE = List.of(Block.CACHE);

    /// What `cache` says.
    ///
    /// @param port empty = the usual one
    /// @param at where it stands
    public record CacheHead(Address address, OptionalInt port, Span at) {}

    /// The name of a file.
    ///
    /// @param at where it stands, which also says what the name is relative to
    public record FileName(String name, Span at) {}

    private static final FileName EXAMPLE = new FileName("rpki.json", Words.NOWHERE);

    private RpkiWords() {}

    public static final Word<Texts.Nothing> RPKI =
            Word.block(
                    "rpki",
                    "rpki",
                    Block.RPKI,
                    Texts.NOTHING,
                    Texts.Nothing.NOTHING,
                    "Where the router learns what the RPKI says; policies ask with `rpki` and"
                            + " `aspa`.",
                    "roa",
                    "rtr");

    public static final Word<CacheHead> CACHE =
            new Word<>(
                    "cache",
                    "caches",
                    IN_RPKI,
                    new CacheArgument(),
                    Optional.of(Block.CACHE),
                    true,
                    new CacheHead(Address.ofV4(0x7f000001), OptionalInt.of(3323), Words.NOWHERE),
                    "",
                    "A cache to ask by the RTR protocol (RFC 6810, RFC 8210, 8210bis). The port is"
                            + " 323, or 324 with `tls`, if none is written.",
                    List.of("server", "validator", "rpki-server"));

    public static final Word<FileName> VRPS =
            Word.one(
                    "vrps",
                    IN_RPKI,
                    new FileArgument(),
                    EXAMPLE,
                    "",
                    "VRPs and ASPAs of a file as rpki-client and routinator export them in JSON;"
                            + " they count besides those of the caches.");

    public static final Word<FileName> SLURM =
            Word.one(
                    "slurm",
                    IN_RPKI,
                    new FileArgument(),
                    new FileName("slurm.json", Words.NOWHERE),
                    "",
                    "Local exceptions (RFC 8416).");

    public static final Word<Integer> PREFERENCE =
            Word.one(
                    "preference",
                    IN_CACHE,
                    Numbers.integer("N", "preference", 0, 65535),
                    20,
                    "" + CacheConfig.PREFERENCE,
                    "Caches with the lowest number are asked, together; others when none of these"
                            + " serves.",
                    "priority");

    public static final Word<Address> LOCAL_ADDRESS =
            Word.one(
                    "local-address",
                    IN_CACHE,
                    Addresses.LOCAL,
                    Address.ofV4(0x0a4d0001),
                    "what the system chooses",
                    "The own address of the connection.");

    public static final Word<Integer> REFRESH =
            interval("refresh", 1, 86_400, 600, "Time between two questions.");

    public static final Word<Integer> RETRY =
            interval("retry", 1, 7_200, 60, "Most time until a failed session is tried again.");

    public static final Word<Integer> EXPIRE =
            interval(
                    "expire",
                    600,
                    172_800,
                    7_200,
                    "Time that data are good for when the cache does not answer.");

    public static final Word<String> TLS =
            Word.one(
                    "tls",
                    IN_CACHE,
                    Texts.text("a DNS name", 253, 253),
                    "rpki.example.net",
                    "plain TCP",
                    "Speaks TLS; the certificate of the cache must have this DNS name.");

    public static final Word<FileName> TLS_AUTHORITIES =
            file(
                    "tls-authorities",
                    "those of the system",
                    "Certificates (PEM) of those who may sign that of the cache.");

    public static final Word<FileName> TLS_CERTIFICATE =
            file("tls-certificate", "", "The own certificate (PEM), if the cache wants one.");

    public static final Word<FileName> TLS_KEY =
            file("tls-key", "", "The key of the own certificate (PEM, PKCS #8).");

    static final List<Word<?>> ALL =
            List.of(
                    RPKI,
                    CACHE,
                    VRPS,
                    SLURM,
                    PREFERENCE,
                    LOCAL_ADDRESS,
                    REFRESH,
                    RETRY,
                    EXPIRE,
                    TLS,
                    TLS_AUTHORITIES,
                    TLS_CERTIFICATE,
                    TLS_KEY);

    private static Word<Integer> interval(
            String keyword, int least, int most, int example, String doc) {
        return Word.one(
                keyword,
                IN_CACHE,
                Numbers.duration(least, most),
                example,
                "what the cache says",
                doc);
    }

    private static Word<FileName> file(String keyword, String standard, String doc) {
        return Word.one(
                keyword,
                IN_CACHE,
                new FileArgument(),
                new FileName("cache.pem", Words.NOWHERE),
                standard,
                doc);
    }

    /// `from file "NAME"`; a string in the machine form.
    private static final class FileArgument implements Argument<FileName> {
        @Override
        public String grammar() {
            return "from file \"FILE\"";
        }

        @Override
        public String what() {
            return "`from file` and its name";
        }

        @Override
        public Optional<FileName> read(ArgumentReader args) {
            if (!args.json() && args.isNext("from")) {
                args.skip();
                if (args.isNext("file")) {
                    args.skip();
                }
            }
            return args.text("the name of a file").map(t -> new FileName(t.value(), t.span()));
        }

        @Override
        public String conf(FileName value) {
            return "from file " + Texts.quote(value.name());
        }

        @Override
        public Object json(FileName value) {
            return value.name();
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("string");
        }
    }

    /// `192.0.2.1`, `192.0.2.1:3323`, `[2001:db8::1]:3323`.
    private static final class CacheArgument implements Argument<CacheHead> {
        @Override
        public String grammar() {
            return "ADDRESS[:PORT]";
        }

        @Override
        public String what() {
            return "the address of a cache";
        }

        @Override
        public Optional<CacheHead> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> cache(token, args));
        }

        private static Optional<CacheHead> cache(Token token, ArgumentReader args) {
            Optional<Endpoints.Endpoint> read = Endpoints.read(token, CacheConfig.PORT, args);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            Address address = read.get().address();
            return address.isUnspecified() || address.isMulticast()
                    ? Endpoints.bad(token, "is not the address of a cache", CacheConfig.PORT, args)
                    : Optional.of(new CacheHead(address, read.get().port(), token.span()));
        }

        @Override
        public String conf(CacheHead value) {
            return Endpoints.conf(value.address(), value.port());
        }

        @Override
        public Object json(CacheHead value) {
            return Map.of("address", conf(value));
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("object");
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("address", "", true));
        }
    }
}
