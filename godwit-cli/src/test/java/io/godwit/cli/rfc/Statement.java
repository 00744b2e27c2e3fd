package io.godwit.cli.rfc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One statement of an RFC, in our words: a line of `docs/rfc/NNNN.tsv`.
///
/// @param id RFC, section and number within it in reading order: `4271-6.1-3`; the number alone
///   where the whole document is one list of questions
/// @param level MUST, SHOULD, MAY, with NOT where it forbids
/// @param state what Godwit does about it
/// @param where the classes that do it, as `wire/Framer`; in the answers of RFC 4276 the statements
///   that say more
/// @param why what is missing, or why nothing is to be done
record Statement(
        String id, String level, State state, String text, List<String> where, String why) {

    enum State {
        /// Does what the statement says.
        DONE("done"),
        /// Does it in part, or otherwise; `why` says what is different.
        PART("part"),
        /// Does not do it; `why` says why.
        NOT("not"),
        /// Asks nothing of Godwit: for instance an option that is not offered.
        NONE("n/a"),
        /// Answers of the implementation report.
        YES("yes"),
        NO("no"),
        OTHER("other");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean needsCode() {
            return this == DONE || this == PART;
        }

        boolean needsReason() {
            return this == PART || this == NOT || this == NONE || this == NO || this == OTHER;
        }

        static State of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state: " + word);
        }
    }

    String rfc() {
        return id.substring(0, id.indexOf('-'));
    }

    String section() {
        return id.substring(id.indexOf('-') + 1, id.lastIndexOf('-'));
    }

    static List<Statement> read(Path file) throws IOException {
        List<Statement> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(parse(line));
            }
        }
        return rows;
    }

    private static Statement parse(String line) {
        String[] f = line.split("\t", -1);
        if (f.length != 6) {
            throw new IllegalArgumentException(f.length + " columns instead of 6: " + line);
        }
        List<String> where = f[4].isBlank() ? List.of() : List.of(f[4].split(" "));
        return new Statement(f[0], f[1], State.of(f[2]), f[3], where, f[5]);
    }
}
