package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Words up to the end of the line, with what stands in brackets.
record Statement(List<Token> tokens) {
    At at() {
        return tokens.getFirst().at();
    }

    /// A word, or nothing.
    String word(int index) {
        return index < tokens.size() ? tokens.get(index).text() : "";
    }

    boolean is(String... start) {
        for (int i = 0; i < start.length; i++) {
            if (!word(i).equals(start[i])) {
                return false;
            }
        }
        return true;
    }

    /// The word behind this one.
    String after(String word) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return tokens.get(i + 1).text();
            }
        }
        return "";
    }

    /// All words, those of a list in one line.
    Words words() {
        return new Words(tokens);
    }

    /// As it was written.
    String text() {
        return text(tokens);
    }

    /// As it was written, without what is in brackets.
    String head() {
        return text(tokens.stream().takeWhile(t -> !t.is("{")).toList());
    }

    private static String text(List<Token> tokens) {
        return tokens.stream()
                .filter(t -> !t.is(Token.NEW_LINE))
                .map(t -> t.quoted() ? '"' + t.text() + '"' : t.text())
                .collect(Collectors.joining(" "));
    }

    /// The statements of the block at the end.
    List<Statement> block() {
        var all = new ArrayList<Statement>();
        var open = new ArrayList<Token>();
        int depth = 0;
        for (var token : tokens) {
            depth -= token.is("}") ? 1 : 0;
            boolean ends = depth == 0 && token.is("}") || depth == 1 && token.is(Token.NEW_LINE);
            if (ends && !open.isEmpty()) {
                all.add(new Statement(List.copyOf(open)));
                open.clear();
            } else if (depth > 0 && !ends) {
                open.add(token);
            }
            depth += token.is("{") ? 1 : 0;
        }
        return all;
    }
}
