package io.godwit.config;

import io.godwit.config.parse.Given;
import io.godwit.config.parse.Values;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.words.Block;
import io.godwit.config.words.Tokens;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.json.JsonWriter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes one file in the other form of the language. Both forms say the same: whoever reads the
/// result gets the same [Config], but for the places. Comments have no machine form and are lost;
/// an `include` stays an `include`.
public final class Converter {
    private Converter() {}

    /// The file in the machine form, as pretty JSON.
    public static Rewritten toJson(String fileName, Sources sources) {
        var report = new Reporter();
        var values = new Values();
        Optional<SourceText> source = new Inputs(sources, report).single(fileName, values);
        return Rewritten.of(
                source.map(_ -> JsonWriter.writePretty(members(values, Block.FILE)) + "\n"),
                report);
    }

    /// The file in the text form, in the layout of [Formatter].
    public static Rewritten toConf(String fileName, Sources sources) {
        var report = new Reporter();
        var values = new Values();
        Optional<SourceText> source = new Inputs(sources, report).single(fileName, values);
        return Rewritten.of(source.map(_ -> conf(values)), report);
    }

    private static Map<String, Object> members(Values values, Block block) {
        var members = new LinkedHashMap<String, Object>();
        for (Word<?> word : Words.in(block)) {
            member(word, values, members);
        }
        return members;
    }

    private static <T> void member(Word<T> word, Values values, Map<String, Object> members) {
        List<Object> all = values.all(word).stream().map(given -> json(word, given)).toList();
        if (!all.isEmpty()) {
            members.put(word.jsonName(), word.repeatable() ? all : all.getFirst());
        }
    }

    private static <T> Object json(Word<T> word, Given<T> given) {
        Object value = word.argument().json(given.value());
        if (word.body().isEmpty()) {
            return value;
        }
        if (word.argument().bare() && given.body().filter(b -> !b.isEmpty()).isEmpty()) {
            return value;
        }
        var object = new LinkedHashMap<String, Object>();
        if (word.argument().bare()) {
            object.put(word.argument().head().getFirst().name(), value);
        } else {
            ((Map<?, ?>) value).forEach((name, member) -> object.put((String) name, member));
        }
        Block block = word.body().get();
        given.body()
                .ifPresent(body -> {
                    if (block.isPolicy()) {
                        object.put("statements", Tokens.json(body.policy()));
                    } else {
                        object.putAll(members(body, block));
                    }
                });
        return object;
    }

    private static boolean needsBlock(Word<?> word) {
        return word.equals(Words.ROUTER) || word.body().filter(Block::isPolicy).isPresent();
    }

    private static String conf(Values values) {
        var lines = new ArrayList<String>();
        for (Word<?> word : Words.in(Block.FILE)) {
            lines.addAll(statements(word, values, ""));
        }
        return lines.stream().collect(Collectors.joining("\n", "", lines.isEmpty() ? "" : "\n"));
    }

    private static <T> List<String> statements(Word<T> word, Values values, String indent) {
        var lines = new ArrayList<String>();
        for (Given<T> given : values.all(word)) {
            String argument = word.argument().conf(given.value());
            String head = indent + word.keyword() + (argument.isEmpty() ? "" : " " + argument);
            var inside = new ArrayList<String>();
            if (given.body().isPresent()) {
                Values body = given.body().get();
                inside.addAll(Tokens.lines(body.policy(), indent + "    "));
                for (Word<?> option : Words.in(word.body().orElseThrow())) {
                    inside.addAll(statements(option, body, indent + "    "));
                }
            }
            if (inside.isEmpty() && !needsBlock(word)) {
                lines.add(head + ";");
            } else {
                lines.add(head + " {");
                lines.addAll(inside);
                lines.add(indent + "}");
            }
        }
        return lines;
    }
}
