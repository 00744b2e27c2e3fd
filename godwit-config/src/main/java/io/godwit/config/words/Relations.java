package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Token;
import io.godwit.policy.Relation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a neighbor is in business, as an argument: `customer`, `peer`, `provider`, `route-server`.
final class Relations {
    private static final List<String> POSSIBLE =
            Arrays.stream(Relation.values())
                    .filter(relation -> relation != Relation.UNSTATED)
                    .map(Relation::word)
                    .toList();

    static final Argument<Relation> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return String.join(" | ", POSSIBLE);
                }

                @Override
                public String what() {
                    return "what the neighbor is";
                }

                @Override
                public Optional<Relation> read(ArgumentReader args) {
                    return args.word(what()).flatMap(token -> relation(token, args));
                }

                @Override
                public String conf(Relation value) {
                    return value.word();
                }

                @Override
                public Object json(Relation value) {
                    return value.word();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.oneOf(POSSIBLE);
                }
            };

    private Relations() {}

    private static Optional<Relation> relation(Token token, ArgumentReader args) {
        if (!POSSIBLE.contains(token.value())) {
            String help =
                    NearestWord.of(token.value(), POSSIBLE)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("possible: `" + String.join("`, `", POSSIBLE) + "`");
            args.report()
                    .error(
                            Code.WRONG_TYPE,
                            token.span(),
                            token.quoted() + " is nothing that a neighbor can be to us",
                            help);
            return Optional.empty();
        }
        return Arrays.stream(Relation.values())
                .filter(relation -> relation.word().equals(token.value()))
                .findFirst();
    }
}
