package io.godwit.config.policy;

/// Leaves a statement whose error has been reported; what follows in it would only repeat it.
final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    NotUnderstood() {
        super(null, null, false, false);
    }
}
