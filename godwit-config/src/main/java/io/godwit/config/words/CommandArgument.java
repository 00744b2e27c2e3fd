package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.OriginCondition.Command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A command and how often it is run: `"check" every 5s timeout 2s rise 2 fall 3`; an object in the
/// machine form.
final class CommandArgument implements Argument<Command> {
    private static final int EVERY = 10;
    private static final int TIMEOUT = 5;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_RUNS = 1000;
    private static final Argument<String> COMMAND = Texts.text("a command", 4096, 4096);
    private static final List<String> MEMBERS =
            List.of("command", "every", "timeout", "rise", "fall");

    @Override
    public String grammar() {
        return "\"COMMAND\" [every TIME] [timeout TIME] [rise N] [fall N]";
    }

    @Override
    public String what() {
        return "a command";
    }

    @Override
    public Optional<Command> read(ArgumentReader args) {
        Optional<String> command = COMMAND.read(args);
        Map<String, Integer> said = new HashMap<>();
        while (command.isPresent() && !args.atEnd()) {
            Optional<Token> option = args.word("`every`, `timeout`, `rise` or `fall`");
            if (option.isEmpty() || !isNew(option.get(), said, args)) {
                return Optional.empty();
            }
            String name = option.get().value();
            Optional<Integer> value =
                    name.equals("every") || name.equals("timeout")
                            ? args.word("a time").flatMap(token -> seconds(token, args))
                            : args.word("a number")
                                    .flatMap(t -> Numbers.inRange(t, name, 1, MOST_RUNS, args));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            said.put(name, value.get());
        }
        return command.map(text ->
                new Command(
                        text,
                        said.getOrDefault("every", EVERY),
                        said.getOrDefault("timeout", TIMEOUT),
                        said.getOrDefault("rise", 1),
                        said.getOrDefault("fall", 1)));
    }

    private static boolean isNew(Token option, Map<String, Integer> said, ArgumentReader args) {
        String name = option.value();
        boolean known = !name.equals("command") && MEMBERS.contains(name);
        if (!known || said.containsKey(name)) {
            args.report()
                    .error(
                            Code.UNEXPECTED_WORD,
                            option.span(),
                            known
                                    ? "second `" + name + "`"
                                    : option.quoted() + " does not belong behind a command",
                            "possible: `every`, `timeout`, `rise`, `fall`");
            return false;
        }
        return true;
    }

    /// `5s`, `2m`, `1h`, or seconds.
    private static Optional<Integer> seconds(Token token, ArgumentReader args) {
        String text = token.value();
        int unit = text.endsWith("h") ? 3600 : text.endsWith("m") ? 60 : 1;
        boolean bare = unit == 1 && !text.endsWith("s");
        OptionalLong count = Numbers.digits(bare ? text : text.substring(0, text.length() - 1));
        if (count.isEmpty() || count.getAsLong() < 1 || count.getAsLong() > MOST_SECONDS / unit) {
            args.report()
                    .error(
                            count.isEmpty() ? Code.WRONG_TYPE : Code.OUT_OF_RANGE,
                            token.span(),
                            token.quoted() + " is not a time from 1s to 24h",
                            "for example `5s`");
            return Optional.empty();
        }
        return Optional.of((int) count.getAsLong() * unit);
    }

    @Override
    public String conf(Command value) {
        return COMMAND.conf(value.command())
                + " every "
                + value.everySeconds()
                + "s timeout "
                + value.timeoutSeconds()
                + "s"
                + (value.rise() == 1 ? "" : " rise " + value.rise())
                + (value.fall() == 1 ? "" : " fall " + value.fall());
    }

    @Override
    public Object json(Command value) {
        var members = new LinkedHashMap<String, Object>();
        members.put("command", value.command());
        members.put("every", value.everySeconds());
        members.put("timeout", value.timeoutSeconds());
        members.put("rise", value.rise());
        members.put("fall", value.fall());
        return members;
    }

    @Override
    public Map<String, Object> schema() {
        var members = new LinkedHashMap<String, Object>();
        members.put("command", Schemas.text(4096));
        members.put("every", Schemas.integer(1, MOST_SECONDS));
        members.put("timeout", Schemas.integer(1, MOST_SECONDS));
        members.put("rise", Schemas.integer(1, MOST_RUNS));
        members.put("fall", Schemas.integer(1, MOST_RUNS));
        return Schemas.object(members, List.of("command"));
    }

    @Override
    public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
        if (!(value instanceof Json.Obj object)) {
            arguments.wrongType("if_command", "objects with a command", value);
            return Optional.empty();
        }
        Optional<Json> command = object.get("command");
        if (!arguments.onlyMembers(object, MEMBERS, "`if_command`") || command.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Arg>> first = arguments.scalar(command.get(), COMMAND);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var args = new ArrayList<>(first.get());
        for (Json.Member member : object.members()) {
            if (!member.name().equals("command")) {
                Optional<List<Arg>> number =
                        arguments.scalar(
                                member.value(), Numbers.integer("N", "number", 1, MOST_SECONDS));
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                args.add(arguments.word(member.name(), member.value()));
                args.addAll(number.get());
            }
        }
        return Optional.of(args);
    }
}
