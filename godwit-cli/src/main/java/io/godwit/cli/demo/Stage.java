package io.godwit.cli.demo;

import io.godwit.cli.Console;

/// What the demo prints, from several threads, one line at a time. On a terminal a line of progress
/// stands below and is written over; elsewhere progress is a line now and then.
final class Stage {
    private static final long PLAIN_NANOS = 1_000_000_000L;

    private final Console console;
    private final long startNanos = System.nanoTime();
    private boolean pending;
    private boolean muted;
    private long saidNanos = startNanos;

    Stage(Console console) {
        this.console = console;
    }

    /// A line.
    synchronized void line(String text) {
        if (muted) {
            return;
        }
        erase();
        console.out().line(text).flush();
    }

    /// A line that begins with the seconds since the start.
    synchronized void event(String text) {
        line(seconds() + text);
    }

    /// Progress, replaced by whatever is printed next.
    synchronized void progress(String text) {
        if (console.terminal()) {
            erase();
            console.out().print(seconds() + text).flush();
            pending = true;
        } else if (System.nanoTime() - saidNanos >= PLAIN_NANOS) {
            saidNanos = System.nanoTime();
            line(seconds() + text);
        }
    }

    /// The play is over: what still happens is of no interest.
    synchronized void mute() {
        erase();
        console.out().flush();
        muted = true;
    }

    private void erase() {
        if (pending) {
            console.out().print("\r\033[K");
            pending = false;
        }
    }

    private String seconds() {
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        String text = millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
        return " ".repeat(Math.max(0, 8 - text.length())) + text + "  ";
    }
}
