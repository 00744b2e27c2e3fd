package io.godwit.cli;

/// The exit statuses of every command.
public final class Exit {
    /// What was asked is done.
    public static final int DONE = 0;

    /// Refused or failed: a check found errors, a wait timed out, there is no such route.
    public static final int FAILED = 1;

    /// The command line itself is wrong.
    public static final int USAGE = 2;

    /// No daemon answers on the control socket.
    public static final int NO_DAEMON = 3;

    /// The system does not let us: socket or port without permission.
    public static final int NO_PERMISSION = 4;

    private Exit() {}
}
