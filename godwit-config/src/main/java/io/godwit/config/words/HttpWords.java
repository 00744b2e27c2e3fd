package io.godwit.config.words;

import io.godwit.config.model.HttpConfig;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The word about the HTTP interface: `http 127.0.0.1:9179`.
public final class HttpWords {
    private static final Argument<HttpConfig> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "ADDRESS[:PORT]";
                }

                @Override
                public String what() {
                    return "an own address";
                }

                @Override
                public Optional<HttpConfig> read(ArgumentReader args) {
                    return args.word(what()).flatMap(token -> http(token, args));
                }

                @Override
                public String conf(HttpConfig value) {
                    return value.text();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("string");
                }
            };

    public static final Word<HttpConfig> HTTP =
            Word.one(
                    "http",
                    List.of(Block.FILE),
                    ARGUMENT,
                    new HttpConfig(Address.ofV4(0x7f000001), HttpConfig.PORT),
                    "no HTTP",
                    "Answers over HTTP, read-only and without a password: `/api/v1`, `/metrics`"
                            + " (Prometheus), `/birdwatcher` (Alice-LG), `/healthz` and `/readyz`."
                            + " The port is "
                            + HttpConfig.PORT
                            + " if none is written.",
                    "api",
                    "metrics",
                    "prometheus",
                    "birdwatcher");

    /// The rows in the order of the documentation.
    static final List<Word<?>> ALL = List.of(HTTP);

    private HttpWords() {}

    private static Optional<HttpConfig> http(Token token, ArgumentReader args) {
        Optional<Endpoints.Endpoint> read = Endpoints.read(token, HttpConfig.PORT, args);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Address address = read.get().address();
        if (address.isMulticast()) {
            return Endpoints.bad(token, "is no own address", HttpConfig.PORT, args);
        }
        return Optional.of(new HttpConfig(address, read.get().port().orElse(HttpConfig.PORT)));
    }
}
