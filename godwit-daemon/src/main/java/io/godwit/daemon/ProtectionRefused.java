package io.godwit.daemon;

import java.io.IOException;

/// What protects a connection cannot be had, so there is no connection.
final class ProtectionRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ProtectionRefused(String why) {
        super("not connected without its protection: " + why);
    }
}
