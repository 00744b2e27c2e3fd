package io.godwit.cli.lab;

import io.godwit.cli.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The guided text of a lab: its README, read as parts of text and steps.
///
/// A step is a command in a `console` block, `NODE$ COMMAND`, with what is to be seen below it.
/// Each line of that must come in the answer, in this order; lines between are free, blanks count
/// once, `…` stands for anything. `(nothing)` asks for an empty answer. So the text cannot say what
/// is not so: the labs run in every test of the project.
///
/// @param parts in the order of the text
record Guide(List<Part> parts) {
    /// A piece of the text.
    sealed interface Part permits Prose, Step {}

    /// Lines to read.
    record Prose(String text) implements Part {}

    /// A command and what it shows.
    ///
    /// @param line of the file, for messages
    record Step(String node, String command, List<String> seen, int line) implements Part {
        /// The first line that was to be seen and is not in the answer.
        Optional<String> missingIn(String answer) {
            var lines = answer.lines().map(Guide::plain).toList();
            if (seen.equals(List.of(NOTHING))) {
                return answer.isBlank() ? Optional.empty() : Optional.of(NOTHING);
            }
            int at = 0;
            for (var wanted : seen) {
                var pattern = pattern(wanted);
                while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
                    at++;
                }
                if (at++ >= lines.size()) {
                    return Optional.of(wanted);
                }
            }
            return Optional.empty();
        }
    }

    private static final String NOTHING = "(nothing)";
    private static final Pattern PROMPT = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\$ (.+)");

    /// The guide of a lab in a language, `en` or `zh`; English where there is no other.
    static Guide read(Topology topology, String language) throws IOException {
        Path zh = topology.folder().resolve("README.zh.md");
        Path file =
                language.equals("zh") && Files.exists(zh)
                        ? zh
                        : topology.folder().resolve("README.md");
        if (!Files.exists(file)) {
            throw Refusal.failed("there is no " + file, "a lab's text is its README.md");
        }
        var guide = of(Files.readAllLines(file));
        for (var step : guide.steps()) {
            if (!topology.nodes().containsKey(step.node())) {
                throw Refusal.failed(
                        file + ":" + step.line() + ": the lab has no node " + step.node(),
                        "nodes: " + String.join(", ", topology.nodes().keySet()));
            }
        }
        return guide;
    }

    static Guide of(List<String> lines) {
        var parts = new ArrayList<Part>();
        var prose = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals("```console")) {
                prose.append(lines.get(i)).append('\n');
                continue;
            }
            if (!prose.toString().isBlank()) {
                parts.add(new Prose(prose.toString().strip()));
            }
            prose.setLength(0);
            i = console(lines, i + 1, parts);
        }
        if (!prose.toString().isBlank()) {
            parts.add(new Prose(prose.toString().strip()));
        }
        return new Guide(List.copyOf(parts));
    }

    /// Reads a block; where it ends.
    private static int console(List<String> lines, int from, List<Part> parts) {
        List<String> seen = new ArrayList<>();
        int at = from;
        for (; at < lines.size() && !lines.get(at).equals("```"); at++) {
            Matcher prompt = PROMPT.matcher(lines.get(at));
            if (prompt.matches()) {
                seen = new ArrayList<>();
                parts.add(new Step(prompt.group(1), prompt.group(2), seen, at + 1));
            } else if (!lines.get(at).isBlank()) {
                seen.add(lines.get(at).strip());
            }
        }
        return at;
    }

    List<Step> steps() {
        return parts.stream().filter(Step.class::isInstance).map(Step.class::cast).toList();
    }

    private static String plain(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static Pattern pattern(String wanted) {
        var pattern = new StringBuilder();
        for (var piece : plain(wanted).split(" ?… ?", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(piece));
        }
        return Pattern.compile(pattern.toString());
    }
}
