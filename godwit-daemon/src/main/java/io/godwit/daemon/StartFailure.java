package io.godwit.daemon;

import java.util.List;

/// The daemon cannot start: who asked for it reads why, and ends with status 1.
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String help;

    /// A reason.
    ///
    /// @param code stable code, `GW-31xx`
    /// @param message what is wrong, one line
    /// @param help what to do about it, lines; may be empty
    public StartFailure(String code, String message, String help) {
        super(message);
        this.code = code;
        this.help = help;
    }

    /// The stable code.
    ///
    /// @return e.g. `GW-3102`
    public String code() {
        return code;
    }

    /// What to do about it.
    ///
    /// @return lines; empty when there is nothing to say
    public List<String> help() {
        return help.lines().toList();
    }
}
