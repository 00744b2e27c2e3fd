package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.List;

/// Bodies of policies as importers put them together.
public final class Statements {
    private static final int LABEL = 60;

    private Statements() {}

    /// `if` with both branches, as short as it can be said: a branch that always ends needs no
    /// `else` behind it.
    public static List<Block> choose(Condition condition, List<Block> then, List<Block> otherwise) {
        if (condition instanceof Condition.Always always) {
            return always.holds() ? then : otherwise;
        }
        if (then.equals(otherwise)) {
            return then;
        }
        var all = new ArrayList<Block>();
        boolean turned =
                ends(otherwise) && (!ends(then) || otherwise.size() == 1 && then.size() > 1);
        if (then.isEmpty() || turned) {
            all.add(when(condition.not(), otherwise));
            all.addAll(then);
        } else if (otherwise.isEmpty() || ends(then)) {
            all.add(when(condition, then));
            all.addAll(otherwise);
        } else {
            all.add(Block.of("if " + condition.text(), then));
            all.add(Block.of("else", otherwise));
        }
        return all;
    }

    private static Block when(Condition condition, List<Block> then) {
        boolean one =
                then.size() == 1 && !then.get(0).open() && !then.get(0).head().contains(" if ");
        return one && !then.get(0).head().startsWith("#")
                ? Block.line(then.get(0).head() + " if " + condition.text())
                : Block.of("if " + condition.text(), then);
    }

    /// Whether no route comes out behind these statements.
    public static boolean ends(List<Block> body) {
        if (body.isEmpty()) {
            return false;
        }
        var last = body.get(body.size() - 1);
        if (!last.open()) {
            return last.head().matches("(accept|reject \"[^\"]*\")");
        }
        return last.head().equals("else")
                && ends(last.body())
                && ends(body.get(body.size() - 2).body());
    }

    /// `accept;`
    public static List<Block> accept() {
        return List.of(Block.line("accept"));
    }

    /// `reject "label";`
    public static List<Block> reject(String label) {
        String clean = label.replace("\"", "'").replace("\\", "/").strip();
        return List.of(
                Block.line("reject " + Names.quoted(clean.isEmpty() ? "rejected" : clean, LABEL)));
    }

    /// What stands for something that cannot be said: the route does not pass, and the place says
    /// why. Guessing could let through what was rejected before.
    public static List<Block> notCarried(Note note) {
        return List.of(
                Block.comment("not carried over, see " + note.at() + ": " + note.what()),
                Block.line("reject \"not-carried-over\""));
    }
}
