package io.godwit.cli;

import java.util.Optional;

/// A command that ends without doing what was asked. Thrown from wherever that becomes clear,
/// printed in one place ([Main]) as text or, with `--json`, as one object `{"error":{…}}`.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String help;

    /// `status` is one of [Exit]; `code` is a stable `GW-nnnn` or empty; `help` says what to do
    /// next, or is empty.
    public Refusal(int status, String code, String message, String help) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.help = help;
    }

    /// Something failed for a reason that has no code of its own.
    public static Refusal failed(String message, String help) {
        return new Refusal(Exit.FAILED, "", message, help);
    }

    /// The command line is wrong.
    public static Refusal usage(String message, String help) {
        return new Refusal(Exit.USAGE, "", message, help);
    }

    /// The exit status, one of [Exit].
    public int status() {
        return status;
    }

    /// The stable code, if there is one.
    public Optional<String> code() {
        return code.isEmpty() ? Optional.empty() : Optional.of(code);
    }

    /// What to do next, if something is known.
    public Optional<String> help() {
        return help.isEmpty() ? Optional.empty() : Optional.of(help);
    }
}
