package io.godwit.daemon.web;

import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;

import java.util.Optional;

/// A request that is not answered with what it asked for.
final class WebFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /// What the client reads.
    ///
    /// @param error in a few words
    /// @param code stable code; empty for what only HTTP knows
    /// @param cause what is wrong, one line
    /// @param remedy what to do about it; may be empty
    public record Body(
            String error, Optional<String> code, String cause, Optional<String> remedy) {}

    private final int status;
    private final transient Body body;

    private WebFailure(int status, Body body) {
        super(body.cause());
        this.status = status;
        this.body = body;
    }

    static WebFailure of(int status, String cause, String remedy) {
        return new WebFailure(
                status, new Body(words(status), Optional.empty(), cause, Optional.of(remedy)));
    }

    /// What a command said.
    static WebFailure of(Outcome outcome) {
        int status = status(outcome.code().orElse(""));
        return new WebFailure(
                status,
                new Body(
                        words(status),
                        outcome.code(),
                        outcome.message().orElse(""),
                        outcome.help()));
    }

    /// What should not happen. What was begun ends in the middle, which a client sees.
    static WebFailure of(RuntimeException mistake) {
        return of(500, mistake.toString(), "this is a mistake of godwit: please report it");
    }

    private static int status(String code) {
        for (Fault fault : Fault.values()) {
            if (fault.code().equals(code)) {
                return switch (fault) {
                    case BAD_ARGUMENT -> 400;
                    case UNKNOWN_COMMAND, NO_SUCH_NEIGHBOR, NO_SUCH_ROUTE -> 404;
                    case NOT_ESTABLISHED, NOT_OFFERED -> 409;
                    default -> 503;
                };
            }
        }
        return 500;
    }

    private static String words(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 404 -> "not found";
            case 405 -> "method not allowed";
            case 409 -> "not possible now";
            case 414 -> "request too long";
            case 503 -> "busy";
            default -> "failed";
        };
    }

    int status() {
        return status;
    }

    Body body() {
        return body;
    }
}
