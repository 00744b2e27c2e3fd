package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.session.RoleTerms;
import io.godwit.wire.cap.PeeringRole;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The words about what two ASes are to each other.
public final class RoleWords {
    private RoleWords() {}

    public static final Word<RoleTerms> ROLE =
            Word.one(
                    "role",
                    Words.OPTIONS,
                    new Role(),
                    new RoleTerms(PeeringRole.PROVIDER, false),
                    "none is said, and no leak is looked for",
                    "What we are to the neighbor, which must be the counterpart (RFC 9234): its"
                            + " `provider`, its `customer`, its route server (`rs`), a client of its"
                            + " route server (`rs-client`), or a `peer`. Routes for customers only"
                            + " are marked by ONLY_TO_CUSTOMER then, a leak that comes in is"
                            + " rejected (`otc-leak`), and none goes out. `strict` refuses a"
                            + " neighbor that says no role. `relation` is not needed beside it.",
                    "local-role",
                    "bgp-role",
                    "peer-role");

    static final List<Word<?>> ALL = List.of(ROLE);

    /// `provider`, `provider strict`.
    private static final class Role implements Argument<RoleTerms> {
        private static final List<PeeringRole> ROLES =
                Arrays.stream(PeeringRole.values()).filter(r -> r != PeeringRole.NONE).toList();
        private static final List<String> WORDS = ROLES.stream().map(PeeringRole::word).toList();
        private static final String STRICT = "strict";

        @Override
        public String grammar() {
            return String.join(" | ", WORDS) + " [strict]";
        }

        @Override
        public String what() {
            return "what we are to the neighbor";
        }

        @Override
        public Optional<RoleTerms> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> read(token, args));
        }

        private static Optional<RoleTerms> read(Token token, ArgumentReader args) {
            Optional<PeeringRole> role =
                    ROLES.stream().filter(r -> r.word().equals(token.value())).findFirst();
            if (role.isEmpty()) {
                String possible = "possible: " + NearestWord.listed(WORDS);
                args.report()
                        .error(
                                Code.WRONG_TYPE,
                                token.span(),
                                token.quoted() + " is nothing that we can be to a neighbor",
                                NearestWord.help(token.value(), WORDS, possible));
                return Optional.empty();
            }
            boolean strict = args.isNext(STRICT);
            if (strict) {
                args.skip();
            }
            return role.map(r -> new RoleTerms(r, strict));
        }

        @Override
        public String conf(RoleTerms value) {
            return value.ours().word() + (value.strict() ? " " + STRICT : "");
        }

        @Override
        public Object json(RoleTerms value) {
            return conf(value);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.oneOf(
                    WORDS.stream().flatMap(w -> Stream.of(w, w + " " + STRICT)).toList());
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            if (!(value instanceof Json.Str text)) {
                return arguments.scalar(value, this);
            }
            return Optional.of(arguments.lexed(text).stream().<Arg>map(Arg.Scalar::new).toList());
        }
    }
}
