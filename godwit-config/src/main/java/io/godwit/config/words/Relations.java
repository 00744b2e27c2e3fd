package io.godwit.config.words;

import io.godwit.config.syntax.Token;
import io.godwit.policy.Relation;

import java.util.Arrays;

/// What a neighbor is in business, as an argument: `customer`, `peer`, `provider`, `route-server`.
final class Relations {
    static final Argument<Relation> ARGUMENT =
            new Choice<>(
                    "what the neighbor is",
                    Arrays.stream(Relation.values())
                            .filter(relation -> relation != Relation.UNSTATED)
                            .toList(),
                    Relation::word) {
                @Override
                String wrong(Token token, ArgumentReader args) {
                    return token.quoted() + " is nothing that a neighbor can be to us";
                }
            };

    private Relations() {}
}
