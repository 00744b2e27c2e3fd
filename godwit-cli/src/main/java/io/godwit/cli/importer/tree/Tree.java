package io.godwit.cli.importer.tree;

import io.godwit.cli.importer.At;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// A value with its place, which remembers whether anybody looked at it: what nobody looked at is
/// not carried over.
public final class Tree {
    private final At at;
    private final Map<String, Tree> members = new LinkedHashMap<>();
    private final List<Tree> items = new ArrayList<>();
    private final Kind kind;
    private final String text;
    private boolean used;

    /// What a value is.
    public enum Kind {
        TABLE,
        LIST,
        /// A text, number, truth value, or nothing (`""`).
        LEAF
    }

    private Tree(At at, Kind kind, String text) {
        this.at = at;
        this.kind = kind;
        this.text = text;
    }

    static Tree table(At at) {
        return new Tree(at, Kind.TABLE, "");
    }

    static Tree list(At at) {
        return new Tree(at, Kind.LIST, "");
    }

    static Tree leaf(At at, String text) {
        return new Tree(at, Kind.LEAF, text);
    }

    Tree put(String name, Tree value) {
        members.put(name, value);
        return this;
    }

    Tree add(Tree item) {
        items.add(item);
        return this;
    }

    Tree member(String name) {
        return members.get(name);
    }

    Tree last() {
        return items.get(items.size() - 1);
    }

    /// Where it stands.
    public At at() {
        return at;
    }

    /// What it is.
    public Kind kind() {
        return kind;
    }

    /// The text of a leaf.
    public String text() {
        used = true;
        return text;
    }

    /// A value inside of tables, by the names on the way.
    public Optional<Tree> get(String... path) {
        Tree tree = this;
        for (var name : path) {
            tree.used = true;
            tree = tree.members.get(name);
            if (tree == null) {
                return Optional.empty();
            }
        }
        return Optional.of(tree);
    }

    /// The text of a leaf inside; empty when it is not there.
    public Optional<String> string(String... path) {
        return get(path).filter(t -> t.kind == Kind.LEAF).map(Tree::text);
    }

    /// A number inside; empty when it is not there, or no number.
    public OptionalLong number(String... path) {
        try {
            return string(path)
                    .map(t -> OptionalLong.of(Long.parseLong(t)))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// Whether a truth value inside is there and true.
    public boolean on(String... path) {
        return string(path).filter(t -> t.equalsIgnoreCase("true") || t.equals("yes")).isPresent();
    }

    /// The items of a list inside; one value counts as a list of it.
    public List<Tree> list(String... path) {
        var tree = get(path);
        if (tree.isEmpty()) {
            return List.of();
        }
        tree.get().used = true;
        return tree.get().kind == Kind.LIST ? tree.get().items : List.of(tree.get());
    }

    /// The texts of a list inside.
    public List<String> strings(String... path) {
        return list(path).stream().map(Tree::text).toList();
    }

    /// The members of a table, in order.
    public Map<String, Tree> members() {
        used = true;
        return members;
    }

    /// Marks this and all inside as seen.
    public void skip() {
        used = true;
        members.values().forEach(Tree::skip);
        items.forEach(Tree::skip);
    }

    /// Tells of every leaf that nobody looked at, with the names on the way to it.
    public void unused(String path, BiConsumer<String, Tree> to) {
        if (kind == Kind.LEAF) {
            if (!used) {
                to.accept(path + " = " + text, this);
            }
            return;
        }
        if (!used && !path.isEmpty()) {
            to.accept(path, this);
            return;
        }
        members.forEach(
                (name, value) -> value.unused(path.isEmpty() ? name : path + "." + name, to));
        items.forEach(item -> item.unused(path, to));
    }
}
