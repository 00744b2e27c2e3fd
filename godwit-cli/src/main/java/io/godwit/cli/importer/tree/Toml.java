package io.godwit.cli.importer.tree;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;

/// TOML, but for dates and texts over several lines.
public final class Toml {
    private final String file;
    private final String text;
    private int next;
    private int line = 1;

    private Toml(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /// Reads a file.
    public static Tree read(String file, String text) {
        return new Toml(file, text).file();
    }

    private Tree file() {
        var root = Tree.table(new At(file, 0));
        var table = root;
        for (space(); next < text.length(); space()) {
            if (peek() == '[') {
                table = header(root);
            } else {
                pair(table);
            }
        }
        return root;
    }

    private Tree header(Tree root) {
        take('[');
        boolean many = peek() == '[';
        if (many) {
            take('[');
        }
        var path = path();
        take(']');
        if (many) {
            take(']');
        }
        var tree = root;
        for (int i = 0; i + 1 < path.size(); i++) {
            tree = into(tree, path.get(i));
        }
        String last = path.get(path.size() - 1);
        if (!many) {
            return into(tree, last);
        }
        if (tree.member(last) == null) {
            tree.put(last, Tree.list(at()));
        }
        tree.member(last).add(Tree.table(at()));
        return tree.member(last).last();
    }

    /// A table inside, made when it is not there; of a list the last item.
    private Tree into(Tree tree, String name) {
        if (tree.member(name) == null) {
            tree.put(name, Tree.table(at()));
        }
        var found = tree.member(name);
        if (found.kind() == Tree.Kind.LEAF) {
            throw wrong("`" + name + "` is a value, not a table");
        }
        return found.kind() == Tree.Kind.LIST ? found.last() : found;
    }

    private void pair(Tree table) {
        var path = path();
        take('=');
        blanks();
        var tree = table;
        for (int i = 0; i + 1 < path.size(); i++) {
            tree = into(tree, path.get(i));
        }
        tree.put(path.get(path.size() - 1), value());
    }

    private List<String> path() {
        var path = new ArrayList<String>();
        do {
            if (!path.isEmpty()) {
                take('.');
            }
            blanks();
            char c = peek();
            path.add(c == '"' || c == '\'' ? quoted() : bare("A-Za-z0-9_-"));
            blanks();
        } while (peek() == '.');
        return path;
    }

    private Tree value() {
        var at = at();
        return switch (peek()) {
            case '"', '\'' -> Tree.leaf(at, quoted());
            case '[' -> list(at);
            case '{' -> table(at);
            default -> Tree.leaf(at, bare("A-Za-z0-9_.+-").replace("_", ""));
        };
    }

    private Tree list(At at) {
        var list = Tree.list(at);
        take('[');
        for (space(); peek() != ']'; space()) {
            list.add(value());
            space();
            if (peek() == ',') {
                take(',');
            } else if (peek() != ']') {
                throw wrong("`,` or `]` is missing in a list");
            }
        }
        take(']');
        return list;
    }

    private Tree table(At at) {
        var table = Tree.table(at);
        take('{');
        for (space(); peek() != '}'; space()) {
            pair(table);
            space();
            if (peek() == ',') {
                take(',');
            }
        }
        take('}');
        return table;
    }

    private String quoted() {
        char quote = text.charAt(next);
        if (text.startsWith("" + quote + quote + quote, next)) {
            throw wrong("texts over several lines are not read");
        }
        next++;
        var value = new StringBuilder();
        while (peek() != quote) {
            char c = text.charAt(next++);
            if (c == '\n' || next >= text.length()) {
                throw wrong("a text without its end");
            }
            value.append(c == '\\' && quote == '"' ? escape(text.charAt(next++)) : c);
        }
        next++;
        return value.toString();
    }

    private static char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }

    private String bare(String characters) {
        int from = next;
        while (next < text.length()
                && text.substring(next, next + 1).matches("[" + characters + "]")) {
            next++;
        }
        if (from == next) {
            throw wrong("not expected: `" + (next < text.length() ? peek() : "end") + "`");
        }
        return text.substring(from, next);
    }

    private char peek() {
        return next < text.length() ? text.charAt(next) : '\0';
    }

    private void take(char c) {
        blanks();
        if (peek() != c) {
            throw wrong("`" + c + "` is missing");
        }
        next++;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t') {
            next++;
        }
    }

    private void space() {
        while (next < text.length()) {
            char c = peek();
            if (c == '#') {
                int end = text.indexOf('\n', next);
                next = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                next++;
            } else {
                return;
            }
        }
    }

    private At at() {
        return new At(file, line);
    }

    private Unreadable wrong(String why) {
        return new Unreadable(at(), why);
    }
}
