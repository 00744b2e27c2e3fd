package io.godwit.speaker;

/// Why a command is refused. Codes are stable; `godwit explain CODE` tells more.
public enum Fault {
    /// No command of that name.
    UNKNOWN_COMMAND("GW-3001", 2),
    /// An argument is missing, unknown, or cannot be read.
    BAD_ARGUMENT("GW-3002", 2),
    /// No configured neighbor has that address or name.
    NO_SUCH_NEIGHBOR("GW-3003", 1),
    /// No path to that prefix.
    NO_SUCH_ROUTE("GW-3004", 1),
    /// `wait` gave up.
    TIMED_OUT("GW-3005", 1),
    /// The speaker is stopping.
    STOPPING("GW-3006", 1),
    /// The command needs an Established session.
    NOT_ESTABLISHED("GW-3007", 1),
    /// The neighbor did not offer what the command needs.
    NOT_OFFERED("GW-3008", 1),
    /// Too many commands at once.
    BUSY("GW-3009", 1),
    /// The tables are at a limit.
    TABLES_FULL("GW-3010", 1),
    /// The new configuration has errors.
    BAD_CONFIGURATION("GW-3011", 1),
    /// The change would do more than it may.
    CHANGE_REFUSED("GW-3012", 1),
    /// No change waits for a word, or there is nothing to go back to.
    NO_CHANGE("GW-3013", 1),
    /// A row of the answer cannot be written: a mistake of this program.
    UNWRITABLE("GW-3014", 1),
    /// There was no restart, or it is over.
    NO_RESTART("GW-3015", 1);

    private final String code;
    private final int status;

    Fault(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /// The stable code.
    ///
    /// @return e.g. `GW-3001`
    public String code() {
        return code;
    }

    /// The exit status of the command.
    ///
    /// @return 1 refused or failed, 2 not understood
    public int status() {
        return status;
    }
}
