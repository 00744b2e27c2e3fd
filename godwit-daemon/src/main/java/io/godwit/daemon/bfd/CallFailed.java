package io.godwit.daemon.bfd;

import java.io.IOException;

/// A call of the system that failed.
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1;

    private static final int EADDRNOTAVAIL = 99;

    private final int errno;

    CallFailed(String call, int errno) {
        super(call + ": " + words(errno));
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    private static String words(int errno) {
        return switch (errno) {
            case Datagrams.EADDRINUSE -> "another program has the port";
            case EADDRNOTAVAIL -> "the address is not on this machine";
            default -> "error " + errno;
        };
    }
}
