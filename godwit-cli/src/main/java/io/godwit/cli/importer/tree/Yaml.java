package io.godwit.cli.importer.tree;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Unreadable;

import java.util.ArrayList;
import java.util.List;

/// YAML as people write configurations: tables and lists by indentation, `[ ]` and `{ }` on one
/// line, plain and quoted scalars, comments, texts with `|` and `>`. Anchors, tags and several
/// documents are refused, not guessed.
public final class Yaml {
    /// @param text without indentation and comment
    private record Row(int line, int indent, String text) {}

    private final String file;
    private final List<Row> rows = new ArrayList<>();
    private int next;

    private Yaml(String file) {
        this.file = file;
    }

    /// Reads a file.
    public static Tree read(String file, String text) {
        var yaml = new Yaml(file);
        yaml.rows(text);
        if (yaml.rows.isEmpty()) {
            return Tree.table(new At(file, 0));
        }
        var tree = yaml.block(yaml.rows.get(0).indent());
        if (yaml.next < yaml.rows.size()) {
            throw yaml.wrong(yaml.rows.get(yaml.next), "not indented like what stands above");
        }
        return tree;
    }

    private void rows(String text) {
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            String plain = uncommented(line).stripTrailing();
            String body = plain.stripLeading();
            if (!body.isEmpty() && !(number == 1 && body.equals("---"))) {
                if (plain.substring(0, plain.length() - body.length()).indexOf('\t') >= 0) {
                    throw new Unreadable(new At(file, number), "indented with a tab");
                }
                rows.add(new Row(number, plain.length() - body.length(), body));
            }
        }
    }

    /// A `#` begins a comment at the start or behind a blank, outside of quotes.
    private static String uncommented(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean free = i == 0 || " [{,:-".indexOf(line.charAt(i - 1)) >= 0;
            if (quote != 0) {
                quote = c == quote && (quote != '"' || line.charAt(i - 1) != '\\') ? 0 : quote;
            } else if ((c == '"' || c == '\'') && free) {
                quote = c;
            } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private At at(Row row) {
        return new At(file, row.line());
    }

    private Unreadable wrong(Row row, String why) {
        return new Unreadable(at(row), why + ": `" + row.text() + "`");
    }

    private boolean here(int indent) {
        return next < rows.size() && rows.get(next).indent() == indent;
    }

    private static boolean item(Row row) {
        return row.text().equals("-") || row.text().startsWith("- ");
    }

    private Tree block(int indent) {
        var first = rows.get(next);
        if (item(first)) {
            return list(indent);
        }
        if (key(first) < 0) {
            next++;
            return scalar(first, first.text());
        }
        var table = Tree.table(at(first));
        while (here(indent) && !item(rows.get(next))) {
            member(table, rows.get(next));
        }
        return table;
    }

    private Tree list(int indent) {
        var list = Tree.list(at(rows.get(next)));
        while (here(indent) && item(rows.get(next))) {
            var row = rows.get(next);
            String rest = row.text().substring(1).stripLeading();
            if (rest.isEmpty()) {
                next++;
                list.add(inner(row, indent + 1));
                continue;
            }
            // What stands behind the `-` is a row of its own, further in.
            int inside = indent + row.text().length() - rest.length();
            rows.set(next, new Row(row.line(), inside, rest));
            list.add(block(inside));
        }
        return list;
    }

    private void member(Tree table, Row row) {
        int colon = key(row);
        if (colon < 0) {
            throw wrong(row, "neither `name: value` nor an item of a list");
        }
        String name = unquoted(row.text().substring(0, colon).strip());
        String value = row.text().substring(colon + 1).strip();
        next++;
        if (table.member(name) != null) {
            throw wrong(row, "twice");
        }
        table.put(
                name,
                value.isEmpty()
                        ? inner(row, row.indent())
                        : value.matches("[|>][+-]?") ? lines(row) : scalar(row, value));
    }

    /// What stands below a row; a list may stand as far left as its name.
    private Tree inner(Row above, int least) {
        if (next < rows.size()) {
            var row = rows.get(next);
            if (row.indent() > above.indent()
                    || row.indent() == least && item(row) && !item(above)) {
                return block(row.indent());
            }
        }
        return Tree.leaf(at(above), "");
    }

    private Tree lines(Row above) {
        var text = new StringBuilder();
        while (next < rows.size() && rows.get(next).indent() > above.indent()) {
            text.append(rows.get(next++).text()).append('\n');
        }
        return Tree.leaf(at(above), text.toString());
    }

    /// Where the `:` behind a name is, or -1.
    private static int key(Row row) {
        String text = row.text();
        int from = 0;
        char first = text.charAt(0);
        if (first == '"' || first == '\'') {
            from = text.indexOf(first, 1);
        } else if (first == '[' || first == '{') {
            return -1;
        }
        for (int i = Math.max(from, 0); i < text.length(); i++) {
            if (text.charAt(i) == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    private Tree scalar(Row row, String text) {
        char first = text.charAt(0);
        if (first == '&' || first == '*' || first == '!') {
            throw wrong(row, "anchors and tags are not read");
        }
        if (first == '[' || first == '{') {
            var flow = new Flow(row, text);
            var tree = flow.value();
            flow.end();
            return tree;
        }
        return Tree.leaf(at(row), plain(unquoted(text)));
    }

    private static String plain(String text) {
        return text.equals("~") || text.equals("null") ? "" : text;
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.startsWith("\"") && text.endsWith("\"")
                                || text.startsWith("'") && text.endsWith("'"));
        if (!quoted) {
            return text;
        }
        String inner = text.substring(1, text.length() - 1);
        return text.startsWith("'")
                ? inner.replace("''", "'")
                : inner.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
    }

    /// `[ a, b ]` and `{ a: b }`, perhaps over several rows.
    private final class Flow {
        private final Row row;
        private String text;
        private int at;

        Flow(Row row, String text) {
            this.row = row;
            this.text = text;
        }

        Tree value() {
            char c = peek();
            if (c == '[') {
                return list();
            }
            return c == '{' ? table() : Tree.leaf(at(row), plain(unquoted(word(",]}"))));
        }

        private Tree list() {
            var list = Tree.list(at(row));
            for (at++; peek() != ']'; ) {
                list.add(value());
                comma(']');
            }
            at++;
            return list;
        }

        private Tree table() {
            var table = Tree.table(at(row));
            for (at++; peek() != '}'; ) {
                String name = unquoted(word(":"));
                at++;
                table.put(name, value());
                comma('}');
            }
            at++;
            return table;
        }

        private void comma(char close) {
            if (peek() == ',') {
                at++;
            } else if (peek() != close) {
                throw wrong(row, "`,` or `" + close + "` is missing");
            }
        }

        private String word(String ends) {
            int from = at;
            char quote = peek();
            if (quote == '"' || quote == '\'') {
                from = at++;
                while (at < text.length() && text.charAt(at) != quote) {
                    at++;
                }
                at++;
            }
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(Math.min(from, text.length()), Math.min(at, text.length()))
                    .strip();
        }

        /// The next character that counts; goes on to the next row where the text ends.
        private char peek() {
            while (at >= text.length() || text.charAt(at) == ' ') {
                if (at >= text.length()) {
                    if (next >= rows.size()) {
                        throw wrong(row, "a bracket without its end");
                    }
                    text += " " + rows.get(next++).text();
                }
                at++;
            }
            return text.charAt(at);
        }

        void end() {
            if (!text.substring(at).isBlank()) {
                throw wrong(row, "not expected behind the bracket");
            }
        }
    }
}
