package io.godwit.speaker.plan;

/// What one step of a change does to what runs; the weightier, the later.
public enum Effect {
    /// Nothing else happens.
    AT_ONCE('~', "takes effect at once"),
    /// What runs goes on as it is until the next connection.
    NEXT_SESSION('~', "takes effect at the next session"),
    /// Routes meet their policy again; the session stays.
    RE_EVALUATES('~', "routes re-evaluated, no reset"),
    /// Something new: a neighbor, an own route.
    STARTS('+', "starts at once"),
    /// The session of the neighbor ends and comes again.
    RESETS('!', "session resets"),
    /// Something goes, with its session if it has one.
    ENDS('-', "ends at once"),
    /// Not while the daemon runs: a change with such a step is refused as a whole.
    NEEDS_RESTART('x', "needs a restart of the daemon");

    private final char mark;
    private final String words;

    Effect(char mark, String words) {
        this.mark = mark;
        this.words = words;
    }

    /// One character for the first column.
    public char mark() {
        return mark;
    }

    /// For people.
    public String words() {
        return words;
    }

    /// Whether a session that is up does not stay up.
    public boolean endsSession() {
        return this == RESETS || this == ENDS;
    }
}
