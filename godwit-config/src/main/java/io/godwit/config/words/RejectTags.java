package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.CommunityKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What stands behind `reject-tag`.
final class RejectTags {
    static final RejectTag EXAMPLE =
            new RejectTag(
                    CommunityKind.LARGE,
                    List.of(OptionalLong.of(64500), OptionalLong.of(65520), OptionalLong.empty()));

    static final Argument<RejectTag> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "large-community N:N:* | community N:*";
                }

                @Override
                public String what() {
                    return "`large-community` or `community`";
                }

                @Override
                public Optional<RejectTag> read(ArgumentReader args) {
                    return args.word(what()).flatMap(kind -> tag(kind, args));
                }

                @Override
                public Object json(RejectTag value) {
                    return value.toString();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("string");
                }

                @Override
                public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                    if (!(value instanceof Json.Str text)) {
                        return arguments.scalar(value, this);
                    }
                    return Optional.of(
                            arguments.lexed(text).stream().<Arg>map(Arg.Scalar::new).toList());
                }
            };

    private RejectTags() {}

    private static Optional<RejectTag> tag(Token word, ArgumentReader args) {
        Optional<CommunityKind> kind =
                List.of(CommunityKind.LARGE, CommunityKind.STANDARD).stream()
                        .filter(k -> k.word().equals(word.value()))
                        .findFirst();
        if (kind.isEmpty()) {
            args.report()
                    .error(
                            Code.UNKNOWN_WORD,
                            word.span(),
                            args.name()
                                    + " takes `large-community` or `community`, not "
                                    + word.quoted(),
                            args.example());
            return Optional.empty();
        }
        return args.word("a community with a `*`").flatMap(c -> tag(kind.get(), c, args));
    }

    private static Optional<RejectTag> tag(CommunityKind kind, Token token, ArgumentReader args) {
        var parts = new ArrayList<OptionalLong>();
        boolean numbers = true;
        for (String part : token.value().split(":", -1)) {
            OptionalLong number = Numbers.digits(part);
            parts.add(number);
            numbers &= part.equals("*") || number.isPresent() && number.getAsLong() <= kind.most();
        }
        if (!numbers
                || parts.size() != kind.parts()
                || parts.stream().filter(OptionalLong::isEmpty).count() != 1) {
            args.report()
                    .error(
                            Code.BAD_COMMUNITY,
                            token.span(),
                            token.quoted()
                                    + " is not a "
                                    + kind.word()
                                    + " with one `*`, where the code goes",
                            "for example `"
                                    + (kind == CommunityKind.LARGE ? "64500:65520:*" : "65520:*")
                                    + "`: "
                                    + kind.parts()
                                    + " parts up to "
                                    + kind.most());
            return Optional.empty();
        }
        return Optional.of(new RejectTag(kind, parts));
    }
}
