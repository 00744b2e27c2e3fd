package io.godwit.cli.mrt;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.cli.decode.FeedInput;
import io.godwit.json.JsonWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `godwit mrt stats`: what MRT files hold, in numbers.
public final class MrtCommand {
    private static final String ABOUT =
            """
            FILE is an MRT file (RFC 6396, RFC 8050) of a collector or a router, also in gzip or
            bzip2; `-` is what is piped in. Counted are records by type, routes by family and by
            peer, state changes, AS path lengths and communities. `godwit decode FILE` shows the
            records themselves.\
            """;

    private MrtCommand() {}

    /// The command, for the grammar.
    public static Command stats() {
        return Command.of("mrt stats FILE...", "count what MRT files hold")
                .describe(ABOUT)
                .runs(MrtCommand::run);
    }

    private static int run(Arguments given, Console console) throws IOException {
        List<Object> files = new ArrayList<>();
        boolean first = true;
        long records = 0;
        for (String file : given.words("FILE")) {
            MrtStats stats = read(file, console);
            records += stats.records();
            if (given.json()) {
                files.add(MrtStatsJson.of(file, stats));
            } else {
                console.out().print(first ? "" : "\n");
                new MrtStatsText(console.out(), console.color()).print(file, stats);
            }
            first = false;
        }
        if (given.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("files", files);
            console.out().line(JsonWriter.write(answer));
        }
        return records > 0 ? Exit.DONE : Exit.FAILED;
    }

    private static MrtStats read(String file, Console console) throws IOException {
        if (!file.equals("-") && !Files.exists(Path.of(file))) {
            throw Refusal.failed(file + ": no such file", "");
        }
        FeedInput input =
                file.equals("-") ? FeedInput.of(console.in()) : FeedInput.open(Path.of(file));
        try (input) {
            if (input.kind() != FeedInput.Kind.MRT && input.kind() != FeedInput.Kind.EMPTY) {
                throw Refusal.failed(
                        file + ": not an MRT file", "godwit decode " + file + " tells what it is");
            }
            MrtStats stats = new MrtStats();
            stats.read(input.stream());
            return stats;
        }
    }
}
