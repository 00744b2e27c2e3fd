package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A statement outside of filters: words, and perhaps what stands in `{ }` behind them.
///
/// @param body the words between the braces, read when it is known what they are
record Item(List<Token> words, Optional<List<Token>> body) {
    /// Reads the statements of a block or of a file.
    static List<Item> read(List<Token> tokens) {
        var items = new ArrayList<Item>();
        for (int i = 0; i < tokens.size(); ) {
            if (tokens.get(i).is(";")) {
                i++;
                continue;
            }
            int end = headEnd(tokens, i);
            if (end < tokens.size() && tokens.get(end).is("{")) {
                int close = close(tokens, end);
                items.add(
                        new Item(
                                tokens.subList(i, end),
                                Optional.of(tokens.subList(end + 1, close))));
                i = close + 1;
            } else {
                items.add(new Item(tokens.subList(i, end), Optional.empty()));
                i = end + 1;
            }
        }
        return items;
    }

    /// Up to the `;` or `{`; old filters declare variables between their name and the brace.
    private static int headEnd(List<Token> tokens, int from) {
        boolean code = tokens.get(from).is("filter") || tokens.get(from).is("function");
        int depth = 0;
        int i = from;
        for (; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.is("(") || token.is("[") || token.is("[=")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("=]")) {
                depth--;
            } else if (depth == 0 && (token.is("{") || (token.is(";") && !code))) {
                return i;
            }
        }
        return i;
    }

    private static int close(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is("{") ? 1 : tokens.get(i).is("}") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new Unreadable(tokens.get(open).at(), "a `{` without its `}`");
    }

    At at() {
        return words.isEmpty() ? new At("?", 0) : words.get(0).at();
    }

    /// Whether it begins with these words.
    boolean is(String... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= words.size() || !words.get(i).is(start[i])) {
                return false;
            }
        }
        return true;
    }

    /// A word, or "" behind the end.
    String word(int index) {
        return index < words.size() ? words.get(index).text() : "";
    }

    /// The word behind this one, or "".
    String after(String word) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).is(word)) {
                return words.get(i + 1).text();
            }
        }
        return "";
    }

    boolean has(String word) {
        return words.stream().anyMatch(w -> w.is(word));
    }

    /// The statements of the block.
    List<Item> items() {
        return body.map(Item::read).orElse(List.of());
    }

    String text() {
        String head = text(words);
        return body.isPresent() ? head + " { ... }" : head;
    }

    static String text(List<Token> tokens) {
        return tokens.stream()
                .map(Token::written)
                .collect(Collectors.joining(" "))
                .replaceAll(" ([,;)\\].(])", "$1")
                .replaceAll("([\\[(.]) ", "$1");
    }
}
