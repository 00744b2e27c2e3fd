package io.godwit.cli.simulate;

import io.godwit.cli.Console;
import io.godwit.cli.show.AnswerText;
import io.godwit.cli.show.NeighborsText;
import io.godwit.cli.show.RoutesText;
import io.godwit.json.JsonWriter;
import io.godwit.sim.Simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The tables of a node in the end, as the show commands print them.
final class Tables {
    private final Simulation simulation;
    private final Console console;
    private final boolean chinese;

    /// The tables of a node in the machine form.
    ///
    /// @param neighbors rows of `show neighbors`
    /// @param routes rows of `show routes`
    record Node(String name, boolean up, List<Record> neighbors, List<Record> routes) {}

    Tables(Simulation simulation, Console console, boolean chinese) {
        this.simulation = simulation;
        this.console = console;
        this.chinese = chinese;
    }

    void print(String node) {
        console.out().line("").line("== " + node);
        if (!simulation.isUp(node)) {
            console.out().line(chinese ? "未运行" : "not running");
            return;
        }
        print(node, "show neighbors", new NeighborsText(console, chinese));
        console.out().line("");
        print(node, "show routes", new RoutesText(console, false));
    }

    private void print(String node, String command, AnswerText text) {
        Simulation.Answered answered = simulation.ask(node, command);
        answered.heads()
                .forEach(head -> {
                    byte[] json = octets(head);
                    text.head(json, 0, json.length);
                });
        answered.rows()
                .forEach(row -> {
                    byte[] json = octets(row);
                    text.row(json, 0, json.length);
                });
        text.finish();
    }

    private static byte[] octets(Record part) {
        return JsonWriter.write(part).getBytes(StandardCharsets.UTF_8);
    }

    Node of(String node) {
        boolean up = simulation.isUp(node);
        return new Node(
                node,
                up,
                up ? simulation.ask(node, "show neighbors").rows() : List.of(),
                up ? simulation.ask(node, "show routes").rows() : List.of());
    }
}
