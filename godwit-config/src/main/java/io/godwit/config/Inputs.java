package io.godwit.config;

import io.godwit.config.parse.BlockReader;
import io.godwit.config.parse.Given;
import io.godwit.config.parse.JsonTree;
import io.godwit.config.parse.Parser;
import io.godwit.config.parse.Values;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Lexer;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.words.Block;
import io.godwit.config.words.ChangeWords;
import io.godwit.config.words.Words;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a file and, behind it, what it includes.
final class Inputs {
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 16;

    private final Sources sources;
    private final Reporter report;
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, Span> read = new HashMap<>();
    private int files;

    Inputs(Sources sources, Reporter report) {
        this.sources = sources;
        this.report = report;
    }

    /// Reads the main file into `values`; answers with its text.
    Optional<SourceText> main(String name, Values values) {
        Optional<SourceText> source = load(name, FileKind.CONFIGURATION, Optional.empty());
        if (source.isPresent()) {
            Span start = new Span(source.get(), 0, 0);
            read.put(normalized(name), start);
            List<Statement> statements = statements(source.get());
            if (statements.isEmpty() && report.errors() == 0) {
                report.error(Code.EMPTY, start, "the file says nothing", ConfigReader.SMALLEST);
            }
            file(name, source.get(), statements, values);
            values.get(ChangeWords.SAVE_COMMANDS_TO).ifPresent(to -> saved(name, to, values));
        }
        return source;
    }

    /// What commands wrote down; nothing before the first did.
    private void saved(String main, Given<String> to, Values values) {
        String path = relative(to.value(), main);
        if (!(sources.read(path, FileKind.CONFIGURATION) instanceof Content.Missing)) {
            included(path, to.span(), values);
        }
    }

    /// Reads one file without what it includes.
    Optional<SourceText> single(String name, Values values) {
        Optional<SourceText> source = load(name, FileKind.CONFIGURATION, Optional.empty());
        source.ifPresent(s -> BlockReader.read(statements(s), Block.FILE, values, report));
        return source;
    }

    /// The text of one file.
    Optional<SourceText> textOf(String name) {
        return load(name, FileKind.CONFIGURATION, Optional.empty());
    }

    /// A whole configuration in another file.
    Optional<SourceText> part(String name, Span at, Values values) {
        String path = relative(name, at.source().name());
        // What two routers include is no repetition.
        read.clear();
        Optional<SourceText> source = load(path, FileKind.CONFIGURATION, Optional.of(at));
        source.ifPresent(s -> file(path, s, statements(s), values));
        return source;
    }

    /// A whole configuration in a block.
    void part(SourceText source, List<Statement> statements, Values values) {
        read.clear();
        file(source.name(), source, statements, values);
    }

    List<Statement> statements(SourceText source) {
        return source.json()
                ? JsonTree.statements(source, report)
                : Parser.statements(Lexer.tokens(source, report), report);
    }

    private void file(String name, SourceText source, List<Statement> statements, Values values) {
        BlockReader.read(statements, Block.FILE, values, report);
        open.push(normalized(name));
        for (Given<String> include : List.copyOf(values.all(Words.INCLUDE))) {
            if (include.span().source() == source) {
                include(name, include, values);
            }
        }
        open.pop();
    }

    /// The text of a file of data, whose name is relative to the file that names it.
    Optional<SourceText> data(String name, FileKind kind, Span at) {
        return load(relative(name, at.source().name()), kind, Optional.of(at));
    }

    private static String relative(String name, String from) {
        int slash = from.lastIndexOf('/');
        boolean asItIs = name.startsWith("/") || slash < 0;
        return normalized(asItIs ? name : from.substring(0, slash + 1) + name);
    }

    private void include(String from, Given<String> include, Values values) {
        String path = relative(include.value(), from);
        if (!Glob.isPattern(path)) {
            included(path, include.span(), values);
            return;
        }
        List<String> names = Glob.expand(path, sources);
        if (names.isEmpty()) {
            report.warning(
                    Code.INCLUDE_NOTHING,
                    include.span(),
                    "no file matches " + include.span().quoted(),
                    "looked for `" + path + "`");
        }
        for (String name : names) {
            included(name, include.span(), values);
        }
    }

    private void included(String name, Span at, Values values) {
        if (open.contains(name)) {
            var chain = new ArrayList<String>();
            open.descendingIterator().forEachRemaining(chain::add);
            chain.add(name);
            report.error(
                    Code.INCLUDE_LOOP,
                    at,
                    "`" + name + "` includes itself",
                    String.join(" → ", chain.subList(chain.indexOf(name), chain.size())));
            return;
        }
        Span first = read.putIfAbsent(name, at);
        if (first != null) {
            report.warning(
                    Code.NO_EFFECT,
                    at,
                    "`" + name + "` is included already",
                    "",
                    first,
                    "first here");
            return;
        }
        if (open.size() == MAX_DEPTH || ++files > MAX_FILES) {
            report.error(
                    Code.TOO_BIG,
                    at,
                    open.size() == MAX_DEPTH
                            ? "files include each other deeper than " + MAX_DEPTH + " levels"
                            : "more than " + MAX_FILES + " files are included",
                    "");
            return;
        }
        Optional<SourceText> source = load(name, FileKind.CONFIGURATION, Optional.of(at));
        source.ifPresent(s -> file(name, s, statements(s), values));
    }

    /// `a/./b/../c` is `a/c`.
    private static String normalized(String name) {
        var parts = new ArrayList<String>();
        for (String part : name.split("/", -1)) {
            boolean up = part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..");
            if (up && !parts.getLast().isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".") && !(part.isEmpty() && !parts.isEmpty())) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /// @param from the statement that includes the file; empty for the main file
    private Optional<SourceText> load(String name, FileKind kind, Optional<Span> from) {
        return switch (sources.read(name, kind)) {
            case Content.Octets(byte[] octets) -> decode(name, octets);
            case Content.TooLarge() -> {
                failed(Code.TOO_BIG, name, from, kind.excess(), kind.remedy());
                yield Optional.empty();
            }
            case Content.Missing() -> {
                failed(Code.FILE, name, from, "there is no such file", "");
                yield Optional.empty();
            }
            case Content.Unreadable(String why) -> {
                failed(Code.FILE, name, from, "cannot be read: " + why, "");
                yield Optional.empty();
            }
        };
    }

    private void failed(Code code, String name, Optional<Span> from, String message, String help) {
        if (from.isEmpty()) {
            report.fileError(code, name, message, help);
        } else {
            report.error(
                    code == Code.FILE ? Code.INCLUDE_MISSING : code,
                    from.get(),
                    "`" + name + "`: " + message,
                    help);
        }
    }

    private Optional<SourceText> decode(String name, byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        boolean mark = text.startsWith("\ufeff");
        var source = new SourceText(name, mark ? text.substring(1) : text, read.size() + 1);
        // What is no UTF-8 has become U+FFFD; only then it is worth the search.
        int good = text.indexOf('\ufffd') < 0 ? text.length() : wellFormed(octets);
        if (good < text.length()) {
            boolean utf16 =
                    octets.length > 1 && (octets[0] & 0xfe) == 0xfe && (octets[1] & 0xfe) == 0xfe;
            int at = mark ? good - 1 : good;
            report.error(
                    Code.NOT_UTF8,
                    new Span(source, at, at + 1),
                    "not UTF-8: octet 0x%02x".formatted(octets[octetOf(octets, good)] & 0xff),
                    "convert the file: `iconv -f " + (utf16 ? "UTF-16" : "GBK") + " -t UTF-8`");
            return Optional.empty();
        }
        return Optional.of(source);
    }

    /// How many characters stand before the first octet that is no UTF-8, or all of them.
    private static int wellFormed(byte[] octets) {
        CharBuffer out = CharBuffer.allocate(octets.length);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets), out, true);
        return out.position();
    }

    /// The octet where the given number of characters ends.
    private static int octetOf(byte[] octets, int chars) {
        int at = 0;
        for (int i = 0; i < chars; i++) {
            int lead = octets[at] & 0xff;
            at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            i += lead >= 0xf0 ? 1 : 0;
        }
        return at;
    }
}
