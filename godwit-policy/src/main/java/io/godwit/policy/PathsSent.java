package io.godwit.policy;

/// What becomes of AS numbers in the AS_PATHs that an external neighbor is told.
///
/// @param privates what becomes of those for private use
/// @param override whether the neighbor's own is told as ours, so that sites of one AS behind us
///   hear each other
public record PathsSent(Privates privates, boolean override) {
    /// They stay as they are.
    public static final PathsSent PLAIN = new PathsSent(Privates.STAY, false);

    /// What becomes of AS numbers for private use (RFC 6996 §4).
    public enum Privates {
        /// They are told.
        STAY("no"),
        /// They are left out of paths that have no others.
        REMOVED("yes"),
        /// They are left out.
        ALL_REMOVED("all"),
        /// In paths that have no others each is told as ours.
        REPLACED("replace-as"),
        /// Each is told as ours.
        ALL_REPLACED("all replace-as");

        private final String text;

        Privates(String text) {
            this.text = text;
        }

        /// Arguments of `remove-private-as`.
        public String text() {
            return text;
        }

        /// Whether ours stands where they were: the length stays.
        public boolean replaces() {
            return this == REPLACED || this == ALL_REPLACED;
        }

        /// Whether paths with other numbers, too, are told without.
        public boolean all() {
            return this == ALL_REMOVED || this == ALL_REPLACED;
        }
    }

    /// Whether an AS number is for private use: 64512 to 65534, 4200000000 to 4294967294 (RFC 6996
    /// §5).
    public static boolean isPrivate(int as) {
        long number = Integer.toUnsignedLong(as);
        return number >= 64512 && number <= 65534
                || number >= 4_200_000_000L && number <= 4_294_967_294L;
    }
}
