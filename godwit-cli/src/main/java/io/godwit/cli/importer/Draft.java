package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an importer makes: a configuration and the list of what is not in it.
public final class Draft {
    private final String from;
    private final Block router = Block.of("router");
    private final List<Block> top = new ArrayList<>();
    private final List<Block> sets = new ArrayList<>();
    private final Map<List<Block>, String> policies = new LinkedHashMap<>();
    private final Map<String, List<Block>> policyByName = new LinkedHashMap<>();
    private final List<Block> groups = new ArrayList<>();
    private final List<Block> neighbors = new ArrayList<>();
    private final Set<String> originates = new LinkedHashSet<>();
    private final Set<Block> aggregates = new LinkedHashSet<>();
    private final Set<Block> kernel = new LinkedHashSet<>();
    private final Set<Note> notes = new LinkedHashSet<>();
    private final Names names = new Names();
    private final Names policyNames = new Names();

    /// @param from what was imported, for the first line
    public Draft(String from) {
        this.from = from;
    }

    /// `router { … }`.
    public Block router() {
        return router;
    }

    /// Names of sets.
    public Names names() {
        return names;
    }

    /// A statement at the top, such as `rpki { … }`.
    public void top(Block statement) {
        top.add(statement);
    }

    /// A set: `prefix-set bogons [ … ]`.
    public void set(Block set) {
        sets.add(set);
    }

    /// A policy. One that says the same as an earlier one is that one.
    ///
    /// @return its name
    public String policy(String like, List<Block> body) {
        return policies.computeIfAbsent(
                List.copyOf(body),
                same -> {
                    String name = policyNames.fresh(like);
                    policyByName.put(name, same);
                    return name;
                });
    }

    /// A group.
    public void group(Block group) {
        groups.add(group);
    }

    /// A neighbor.
    public void neighbor(Block neighbor) {
        neighbors.add(neighbor);
    }

    /// How many neighbors there are so far.
    public int neighbors() {
        return neighbors.size();
    }

    /// `originate PREFIX;`
    public void originate(String prefix) {
        originates.add(prefix);
    }

    /// `aggregate PREFIX { … }`
    public void aggregate(Block aggregate) {
        aggregates.add(aggregate);
    }

    /// A statement of `kernel { … }`; the same one twice is one.
    public void kernel(String statement) {
        kernel(Block.line(statement));
    }

    /// One with a block of its own.
    public void kernel(Block statement) {
        kernel.add(statement);
    }

    /// Something that is not carried over and may matter.
    public void lost(At at, String what, String why) {
        note(new Note(at, shortened(what), why, true));
    }

    /// Something that means nothing here.
    public void moot(At at, String what, String why) {
        note(new Note(at, shortened(what), why, false));
    }

    /// One more note; the same one twice is one.
    public void note(Note note) {
        notes.add(note);
    }

    /// All notes, in the order in which they were made.
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    private static String shortened(String what) {
        String line = what.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= 70 ? line : line.substring(0, 67) + "...";
    }

    /// The configuration. What is not carried over stands at the top, as comments.
    public String text() {
        var to = new StringBuilder("# Made by `godwit import` from " + from + ".\n");
        var lost = notes.stream().filter(Note::lost).toList();
        if (!lost.isEmpty()) {
            to.append("# Not carried over, to be looked at:\n");
            lost.forEach(n -> to.append("#   ").append(n.line()).append('\n'));
        }
        section(List.of(router), to);
        section(top, to);
        section(sets, to);
        policyByName.forEach(
                (name, body) -> section(List.of(Block.of("policy " + name, body)), to));
        groups.forEach(g -> section(List.of(g), to));
        if (!kernel.isEmpty()) {
            section(List.of(Block.of("kernel", List.copyOf(kernel))), to);
        }
        section(originates.stream().map(p -> Block.line("originate " + p)).toList(), to);
        section(List.copyOf(aggregates), to);
        neighbors.forEach(n -> section(List.of(n), to));
        return to.toString();
    }

    private static void section(List<Block> blocks, StringBuilder to) {
        if (!blocks.isEmpty()) {
            to.append('\n');
            blocks.forEach(b -> b.print("", to));
        }
    }
}
