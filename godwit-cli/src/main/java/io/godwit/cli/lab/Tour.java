package io.godwit.cli.lab;

import io.godwit.cli.Console;
import io.godwit.cli.lab.Guide.Prose;
import io.godwit.cli.lab.Guide.Step;
import io.godwit.cli.table.Wrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Leads somebody through the guide: the text, each command with its answer, and room to try others
/// between.
final class Tour {
    /// What the tour itself says, by language.
    private record Words(String help, String notYet, String end, String noNode) {}

    private static final Words ENGLISH =
            new Words(
                    "Enter runs the command shown. `R1 COMMAND` runs another in a node, `R1` alone opens a shell"
                            + " there, `n` goes on without, `q` ends the lab.",
                    "(not yet as the text says; Enter tries again, `n` goes on) missing: ",
                    "That was the lab. Try more (`R1 COMMAND`, `R1`), or Enter to end it.",
                    "no such node; nodes: ");
    private static final Words CHINESE =
            new Words(
                    "按回车运行所显示的命令。输入 `R1 命令` 可在该节点运行别的命令，只输入 `R1` 则打开它的 shell，`n` 跳过，`q` 结束实验。",
                    "（还不是文中所说的样子；按回车再试一次，`n` 继续往下）缺少：",
                    "实验到此结束。可以继续尝试（`R1 命令`、`R1`），按回车结束。",
                    "没有这个节点；现有节点：");

    private static final int COLUMNS = 100;

    private final Lab lab;
    private final Console console;
    private final Words words;
    private final Trial trial;

    Tour(Lab lab, Console console, String language) {
        this.lab = lab;
        this.console = console;
        trial = new Trial(lab);
        words = language.equals("zh") ? CHINESE : ENGLISH;
    }

    /// Goes through the guide, until its end or a `q`.
    void lead(Guide guide) throws IOException, InterruptedException {
        say("").say(words.help()).say("");
        for (var part : guide.parts()) {
            switch (part) {
                case Prose prose -> prose(prose.text()).say("");
                case Step step -> {
                    if (!step(step)) {
                        return;
                    }
                }
            }
        }
        say(words.end());
        while (ask("> ")) {
            continue;
        }
    }

    /// Shows a command, waits for Enter, runs it; false if it is enough.
    private boolean step(Step step) throws IOException, InterruptedException {
        String prompt = step.node() + "$ " + step.command() + " ";
        while (true) {
            console.out().print(prompt).flush();
            String line = read();
            if (line == null || line.equals("q")) {
                return false;
            }
            if (line.equals("n") || (line.isEmpty() && shows(step))) {
                say("");
                return true;
            }
            if (!line.isEmpty()) {
                other(line);
            }
        }
    }

    /// Runs a step; whether its answer is what the text says.
    private boolean shows(Step step) throws IOException, InterruptedException {
        String answer = trial.answer(step).text();
        console.out().print(answer);
        var missing = step.missingIn(answer);
        missing.ifPresent(line -> say(words.notYet() + line));
        return missing.isEmpty();
    }

    /// Reads a line and does it; false for an empty one, a `q`, and the end of the input.
    private boolean ask(String prompt) throws IOException, InterruptedException {
        console.out().print(prompt).flush();
        String line = read();
        if (line == null || line.isEmpty() || line.equals("q")) {
            return false;
        }
        other(line);
        return true;
    }

    private void other(String line) throws IOException, InterruptedException {
        int space = line.indexOf(' ');
        String node = space < 0 ? line : line.substring(0, space);
        if (!lab.topology().nodes().containsKey(node)) {
            say(words.noNode() + String.join(", ", lab.topology().nodes().keySet()));
            return;
        }
        run(node, space < 0 ? "exec ${SHELL:-sh}" : line.substring(space + 1));
    }

    private void run(String name, String command) throws IOException, InterruptedException {
        console.out().flush();
        var node = lab.node(name);
        Calls.attended(
                node.inside(List.of("sh", "-c", command)), node.environment(lab.environment()));
    }

    /// Markdown, as it is written but for long lines; drawings and tables keep theirs.
    private Tour prose(String text) {
        boolean drawn = false;
        for (var line : text.lines().toList()) {
            boolean fence = line.startsWith("```");
            drawn ^= fence;
            if (drawn || fence || line.startsWith("|")) {
                say(line);
            } else {
                Wrap.lines(line, COLUMNS).forEach(this::say);
            }
        }
        return this;
    }

    private Tour say(String text) {
        console.out().line(text);
        return this;
    }

    /// A line of the input, not an octet more: what follows is for the commands that run. `null` at
    /// its end.
    private String read() throws IOException {
        var line = new ByteArrayOutputStream();
        int octet;
        while ((octet = console.in().read()) >= 0 && octet != '\n') {
            line.write(octet);
        }
        if (octet < 0 && line.size() == 0) {
            say("");
            return null;
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
