package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.Confederation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The argument of `confederation`: `100 members 65001, 65002`.
final class Confederations {
    private static final List<String> MEMBERS = List.of("id", "members");

    private Confederations() {}

    static final Argument<Confederation> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "N members N, …";
                }

                @Override
                public String what() {
                    return "an AS number, `members` and their AS numbers";
                }

                @Override
                public Optional<Confederation> read(ArgumentReader args) {
                    return confederation(args);
                }

                @Override
                public String conf(Confederation value) {
                    return value.id()
                            + " members "
                            + value.members().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "));
                }

                @Override
                public Object json(Confederation value) {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("id", value.id());
                    members.put("members", value.members());
                    return members;
                }

                @Override
                public Map<String, Object> schema() {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("id", Numbers.AS.schema());
                    members.put("members", Schemas.array(Numbers.AS.schema()));
                    return Schemas.object(members, MEMBERS);
                }

                @Override
                public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                    if (value instanceof Json.Obj object) {
                        return confederationFromJson(object, arguments);
                    }
                    arguments.wrongType("confederation", "an object", value);
                    return Optional.empty();
                }
            };

    private static Optional<Confederation> confederation(ArgumentReader args) {
        Optional<Long> id = args.word("an AS number").flatMap(t -> Numbers.as(t, args.report()));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (!args.isNext("members")) {
            args.report()
                    .error(
                            Code.MISSING_VALUE,
                            args.behind(),
                            args.name() + " needs `members` and their AS numbers",
                            args.example());
            return Optional.empty();
        }
        args.skip();
        return args.list("an AS number")
                .flatMap(tokens -> members(tokens, args))
                .map(members -> new Confederation(id.get(), members));
    }

    private static Optional<List<Long>> members(List<Token> tokens, ArgumentReader args) {
        var members = new LinkedHashMap<Long, Token>();
        for (Token token : tokens) {
            Optional<Long> as = Numbers.as(token, args.report());
            if (as.isEmpty()) {
                return Optional.empty();
            }
            Token first = members.putIfAbsent(as.get(), token);
            if (first != null) {
                args.report()
                        .error(
                                Code.WRONG_CONFEDERATION,
                                token.span(),
                                "member AS " + as.get() + " twice",
                                "remove one",
                                first.span(),
                                "first here");
                return Optional.empty();
            }
        }
        return Optional.of(new ArrayList<>(members.keySet()));
    }

    private static Optional<List<Arg>> confederationFromJson(
            Json.Obj object, JsonArguments arguments) {
        if (!arguments.onlyMembers(object, MEMBERS, "`confederation`")) {
            return Optional.empty();
        }
        var args = new ArrayList<Arg>();
        Optional<Json> id = object.get("id");
        if (id.isPresent()) {
            Optional<List<Arg>> scalar = arguments.scalar(id.get(), Numbers.AS);
            if (scalar.isEmpty()) {
                return scalar;
            }
            args.addAll(scalar.get());
        }
        Optional<Json> members = object.get("members");
        if (members.isPresent()) {
            Optional<Arg> list =
                    members.get() instanceof Json.Arr array
                            ? arguments.list(array)
                            : Optional.empty();
            if (list.isEmpty()) {
                if (!(members.get() instanceof Json.Arr)) {
                    arguments.wrongType("members", "an array", members.get());
                }
                return Optional.empty();
            }
            args.add(arguments.word("members", members.get()));
            args.add(list.get());
        }
        return Optional.of(args);
    }
}
