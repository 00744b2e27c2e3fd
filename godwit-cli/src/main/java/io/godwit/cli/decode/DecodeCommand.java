package io.godwit.cli.decode;

import io.godwit.cli.Arguments;
import io.godwit.cli.Command;
import io.godwit.cli.Console;
import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `godwit decode`: BGP messages from hexadecimal text, MRT files, packet captures or a pipe.
public final class DecodeCommand {
    private static final String ABOUT =
            """
            INPUT is hexadecimal text (blanks, colons, 0x, offsets of hexdump and xxd are fine), or a
            file: text, MRT, pcap, pcapng, plain octets, each also in gzip or bzip2; `-` is what is
            piped in. A message in text is shown octet by octet with its meaning, the clause of the
            RFC, and what a router would make of it. Of a file each message is one line, unless
            --full is given.\
            """;

    private DecodeCommand() {}

    /// The command, for the grammar.
    public static Command command() {
        return Command.of("decode [INPUT...]", "explain BGP messages: hex, MRT or capture file")
                .describe(ABOUT)
                .flag("--full", "of a file, every octet of every message")
                .option("--limit", "N", "stop after N messages or records")
                .flag("--asn2", "AS_PATH has 2-octet AS numbers (else inferred)")
                .flag("--asn4", "AS_PATH has 4-octet AS numbers (else inferred)")
                .option("--add-path", "FAMILIES", "NLRI have Path Identifiers: ipv4,ipv6 or none")
                .flag("--ebgp", "judge as from an external neighbor")
                .flag("--jsonl", "one JSON object a line")
                .flag("--neutral", "read lines of hex or JSON, answer in the neutral schema")
                .runs(DecodeCommand::run);
    }

    private static int run(Arguments given, Console console) throws IOException {
        if (given.has("--neutral")) {
            NeutralStream.run(console);
            return Exit.DONE;
        }
        DecodeOptions options = options(given);
        List<String> words = given.words("INPUT");
        List<Path> files = files(words);
        Report report =
                given.json()
                        ? new JsonReport(console, options, given.has("--jsonl"))
                        : new TextReport(console, options);
        Walk walk = new Walk(options, report, given.has("--full"));
        if (words.isEmpty() || words.equals(List.of("-"))) {
            walk.feed("", FeedInput.of(console.in()));
        } else if (files.isEmpty()) {
            walk.text("", String.join(" ", words));
        } else {
            for (Path file : files) {
                try (FeedInput input = FeedInput.open(file)) {
                    walk.feed(files.size() > 1 ? file.toString() : "", input);
                }
            }
        }
        report.end();
        if (walk.told == 0) {
            throw Refusal.failed("no BGP message in the input", "");
        }
        return Exit.DONE;
    }

    /// From one input after the other to the report.
    private static final class Walk {
        private final DecodeOptions options;
        private final Report report;
        private final boolean full;
        private long told;

        Walk(DecodeOptions options, Report report, boolean full) {
            this.options = options;
            this.report = report;
            this.full = full;
        }

        void text(String name, String text) {
            HexText hex = HexText.read(text);
            if (!hex.problem().isEmpty()) {
                throw Refusal.failed(
                        "neither a file nor hexadecimal: " + hex.problem(),
                        "godwit decode ffff…001304, or a file, or - for what is piped in");
            }
            report.begin(name, true);
            FeedWalk walk = new FeedWalk(options, report);
            walk.octets(hex.octets());
            told += walk.told();
        }

        void feed(String name, FeedInput input) throws IOException {
            if (input.kind() == FeedInput.Kind.TEXT) {
                text(name, new String(input.stream().readAllBytes(), StandardCharsets.UTF_8));
                return;
            }
            report.begin(name, full);
            FeedWalk walk = new FeedWalk(options, report);
            switch (input.kind()) {
                case MRT -> walk.mrt(input.stream());
                case CAPTURE -> walk.capture(input.stream());
                case BGP -> walk.octets(input.stream().readAllBytes());
                case EMPTY, TEXT -> {
                    // Nothing to walk.
                }
            }
            told += walk.told();
        }
    }

    private static DecodeOptions options(Arguments given) {
        if (given.has("--asn2") && given.has("--asn4")) {
            throw Refusal.usage("--asn2 and --asn4 exclude each other", "");
        }
        Optional<Boolean> asn4 =
                given.has("--asn4")
                        ? Optional.of(true)
                        : given.has("--asn2") ? Optional.of(false) : Optional.empty();
        long limit = given.number("--limit", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        Optional<List<Family>> addPath = given.option("--add-path").map(DecodeCommand::families);
        return new DecodeOptions(asn4, addPath, given.has("--ebgp"), limit);
    }

    private static List<Family> families(String names) {
        List<Family> families = new ArrayList<>();
        for (String name : names.equals("none") ? new String[0] : names.split(",")) {
            families.add(
                    Families.byName(name.strip())
                            .orElseThrow(() ->
                                    Refusal.usage(
                                            "--add-path: no family `" + name + "`",
                                            "write ipv4,ipv6, another name, or AFI/SAFI")));
        }
        return families;
    }

    /// The words as files; none when they are hexadecimal text.
    private static List<Path> files(List<String> words) {
        List<Path> files = new ArrayList<>();
        for (String word : words) {
            if (word.equals("-")) {
                continue;
            }
            boolean path = word.contains("/") || !HexText.read(word).problem().isEmpty();
            try {
                Path file = Path.of(word);
                if (Files.isRegularFile(file) || (path && Files.exists(file))) {
                    files.add(file);
                } else if (word.contains("/")) {
                    throw Refusal.failed(word + ": no such file", "");
                }
            } catch (InvalidPathException e) {
                // Then it is text.
            }
        }
        return files;
    }
}
