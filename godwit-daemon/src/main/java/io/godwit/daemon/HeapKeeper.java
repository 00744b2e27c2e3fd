package io.godwit.daemon;

/// Has garbage collected while there is little of it. For a process that is a daemon and no more.
///
/// The serial collector looks for garbage in the old generation only when the largest heap allowed
/// is used up, and that is most of the machine's memory: a neighbor whose table comes and goes, or
/// who sends new attributes all the time, leaves old arrays there until then. Looking earlier is
/// cheap, as nearly all that lives are large arrays of numbers: 20 ms with a million routes.
/// Looking now and then in any case gives memory back after a large table has gone.
public final class HeapKeeper implements Runnable {
    private static final long LOOK_MILLIS = 1000;

    /// More than the young generation holds, which is collected all the time.
    private static final long SLACK_OCTETS = 96L << 20;

    private static final long SELDOM_NANOS = 60_000_000_000L;
    private static final long ANYTHING_OCTETS = 1 << 20;

    private long keptOctets;
    private long collectedNanos;

    HeapKeeper(long nowNanos) {
        collectedNanos = nowNanos;
    }

    /// Looks after the heap as long as the process lives.
    public static void start() {
        Thread.ofPlatform().daemon().name("godwit-heap").start(new HeapKeeper(System.nanoTime()));
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                if (isDue(used(), System.nanoTime())) {
                    System.gc();
                    collected(used(), System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Whether more than half of the heap in use, and more than the slack, may be garbage; or
    /// whether anything may, and the last collection is a minute ago.
    ///
    /// @param usedOctets of the heap, garbage included
    boolean isDue(long usedOctets, long nowNanos) {
        // Less than we left: the JVM has collected by itself.
        keptOctets = Math.min(keptOctets, usedOctets);
        return usedOctets > 2 * keptOctets + SLACK_OCTETS
                || nowNanos - collectedNanos > SELDOM_NANOS
                        && usedOctets > keptOctets + ANYTHING_OCTETS;
    }

    /// A collection is over.
    ///
    /// @param usedOctets of the heap after it
    void collected(long usedOctets, long nowNanos) {
        keptOctets = usedOctets;
        collectedNanos = nowNanos;
    }
}
