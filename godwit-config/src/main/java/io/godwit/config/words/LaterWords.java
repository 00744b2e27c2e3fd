package io.godwit.config.words;

import java.util.List;
import java.util.Optional;

/// Words that are reserved for features this version does not have. They are refused by name, never
/// ignored and never called unknown.
public final class LaterWords {
    private static final List<Block> TOP = List.of(Block.FILE);

    /// A word and what it will be for.
    public record LaterWord(String keyword, List<Block> in, String what) {}

    public static final List<LaterWord> ALL =
            List.of(
                    new LaterWord("bmp", TOP, "BMP"),
                    new LaterWord("mrt", TOP, "MRT dumps"),
                    new LaterWord("web", TOP, "web pages"),
                    new LaterWord("process", TOP, "programs beside the router"),
                    new LaterWord("snmp", TOP, "traps"),
                    new LaterWord("vrf", TOP, "routing instances"));

    private LaterWords() {}

    public static Optional<LaterWord> find(Block block, boolean json, String word) {
        return ALL.stream()
                .filter(w -> w.in().contains(block) && spelled(w, json).equals(word))
                .findFirst();
    }

    /// The word, wherever it will stand.
    public static Optional<LaterWord> find(boolean json, String word) {
        return ALL.stream().filter(w -> spelled(w, json).equals(word)).findFirst();
    }

    private static String spelled(LaterWord word, boolean json) {
        return json ? word.keyword().replace('-', '_') : word.keyword();
    }
}
