package io.godwit.config.simulation;

import io.godwit.config.model.Config;
import io.godwit.wire.Prefix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may happen in a network.
///
/// @param node to whom, or from whom
/// @param other the second node; empty where there is none
/// @param prefix of a route that comes or goes
/// @param config that is read
public record Deed(
        Kind kind, String node, String other, Optional<Prefix> prefix, Optional<Config> config) {
    /// What stands behind a word.
    public enum Takes {
        NODE,
        TWO_NODES,
        NODE_AND_PREFIX,
        NODE_AND_CONFIGURATION
    }

    /// The words.
    public enum Kind {
        /// Nothing passes between two nodes, and nobody is told.
        CUT(Takes.TWO_NODES),
        /// It passes again.
        HEAL(Takes.TWO_NODES),
        /// All their connections break, and both see it.
        RESET(Takes.TWO_NODES),
        /// The first reads nothing of what the second says.
        STALL(Takes.TWO_NODES),
        /// It reads again.
        RESUME(Takes.TWO_NODES),
        /// A process ends without a word; its connections are reset.
        KILL(Takes.NODE),
        /// The power fails: nobody is told.
        VANISH(Takes.NODE),
        /// A process ends in good order.
        STOP(Takes.NODE),
        /// It starts again, with nothing.
        START(Takes.NODE),
        /// An own route more.
        ORIGINATE(Takes.NODE_AND_PREFIX),
        /// An own route less.
        WITHDRAW(Takes.NODE_AND_PREFIX),
        /// `neighbor … clear` at the first, of the second.
        CLEAR(Takes.TWO_NODES),
        /// `neighbor … refresh`.
        REFRESH(Takes.TWO_NODES),
        /// `neighbor … shutdown`.
        SHUTDOWN(Takes.TWO_NODES),
        /// `neighbor … enable`.
        ENABLE(Takes.TWO_NODES),
        /// Another configuration.
        RELOAD(Takes.NODE_AND_CONFIGURATION);

        private final Takes takes;

        Kind(Takes takes) {
            this.takes = takes;
        }

        public Takes takes() {
            return takes;
        }

        /// The word in the file.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String example() {
            return word()
                    + switch (takes) {
                        case NODE -> " r1;";
                        case TWO_NODES -> " r1 r2;";
                        case NODE_AND_PREFIX -> " r1 192.0.2.0/24;";
                        case NODE_AND_CONFIGURATION -> " r1 \"r1-new.conf\";";
                    };
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
        }
    }
}
