package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.List;

/// A statement of the result, perhaps with a block. Two are equal when they print equally.
///
/// @param head the words, without `;`
/// @param body the statements inside; not used when `open` is false
/// @param open whether there is a block
public record Block(String head, List<Block> body, boolean open) {
    /// A statement that ends with `;`.
    public static Block line(String head) {
        return new Block(head, List.of(), false);
    }

    /// A statement with a block, filled with [#say].
    public static Block of(String head) {
        return new Block(head, new ArrayList<>(), true);
    }

    /// A statement with this block.
    public static Block of(String head, List<Block> body) {
        return new Block(head, new ArrayList<>(body), true);
    }

    /// A comment on a line of its own.
    public static Block comment(String text) {
        return line("# " + text.replaceAll("\\s+", " "));
    }

    /// Adds a statement to the block.
    public Block say(String statement) {
        body.add(line(statement));
        return this;
    }

    /// Whether a statement with this first word is in the block.
    public boolean says(String word) {
        return body.stream().anyMatch(b -> b.head.equals(word) || b.head.startsWith(word + " "));
    }

    void print(String indent, StringBuilder to) {
        to.append(indent).append(head);
        if (open) {
            to.append(" {\n");
            body.forEach(b -> b.print(indent + "    ", to));
            to.append(indent).append("}\n");
        } else {
            to.append(head.startsWith("#") ? "\n" : ";\n");
        }
    }

    /// As text, with the end of the line.
    public String text() {
        var to = new StringBuilder();
        print("", to);
        return to.toString();
    }
}
