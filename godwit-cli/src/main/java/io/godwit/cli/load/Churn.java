package io.godwit.cli.load;

import java.util.ArrayDeque;
import java.util.Arrays;

/// Changes of a converged table at an even rate, one prefix an UPDATE: of four changes two are new
/// attributes, one is a withdrawal, and one brings back what was withdrawn long before. Latency
/// runs from the moment a change was *due*, not from when a late sender got round to it, until the
/// receiver holds its outcome.
public final class Churn {
    private static final int CYCLE = 4;
    private static final int WITHDRAWAL = 2;
    private static final int RETURN = 3;

    /// Withdrawn prefixes stay away until so many more are.
    private static final int AWAY = 500;

    /// A route that is away.
    private record Gone(int row, int print, byte[] message) {}

    private final ArrayDeque<Gone> gone = new ArrayDeque<>();
    private final byte[] messages;
    private final int[] ends;
    private final int[] rows;
    private final int[] prints;
    private final long[] dueNanos;
    private final long[] latencies;
    private final long everyNanos;
    private long startNanos;
    private int planned;
    private int sent;
    private int arrived;

    private Churn(int changes, long rate, int prefixes) {
        messages = new byte[changes * 512 + GroupWriter.most()];
        ends = new int[changes + 1];
        rows = new int[changes];
        prints = new int[changes];
        dueNanos = new long[prefixes];
        latencies = new long[changes];
        everyNanos = 1_000_000_000L / rate;
    }

    /// At most `changes` changes of what a view announces, `rate` a second; fewer if the table is
    /// small, as each prefix changes once.
    public static Churn of(Table table, View view, long routerAs, int changes, long rate) {
        var churn = new Churn(changes, rate, table.prefixes());
        var writer = new GroupWriter(view, table.family());
        var internet = table.walk();
        int row = 0;
        while (churn.planned < changes && internet.next()) {
            var group = internet.group();
            int prefixes = group.prefixes;
            group.prefixes = 1; // the others of the group stay as they are
            churn.plan(group, row, view, routerAs, writer);
            row += prefixes;
        }
        return churn;
    }

    private void plan(Group group, int row, View view, long routerAs, GroupWriter writer) {
        int at = ends[planned];
        int kind = planned % CYCLE;
        if (kind == RETURN && gone.size() > AWAY) {
            var back = gone.remove();
            System.arraycopy(back.message, 0, messages, at, back.message.length);
            add(back.row, back.print, at + back.message.length);
            at = ends[planned];
            kind = planned % CYCLE;
        }
        if (planned == rows.length) {
            return;
        }
        if (kind == WITHDRAWAL) {
            int print = print(group, view, routerAs);
            int end = writer.write(group, messages, at);
            gone.add(new Gone(row, print, Arrays.copyOfRange(messages, at, end)));
            add(row, 0, writer.withdraw(group, messages, at));
        } else {
            group.origin = (group.origin + 1) % 3;
            add(row, print(group, view, routerAs), writer.write(group, messages, at));
        }
    }

    private void add(int row, int print, int end) {
        rows[planned] = row;
        prints[planned++] = print;
        ends[planned] = end;
    }

    private static int print(Group group, View view, long routerAs) {
        var path = new int[Group.MAX_PATH + 2];
        int length = view.path(group, path);
        System.arraycopy(path, 0, path, 1, length);
        path[0] = (int) routerAs;
        return Fingerprint.of(group, path, length + 1);
    }

    /// Begins now.
    void start(long nowNanos) {
        startNanos = nowNanos;
    }

    /// Hands what has become due to the sender.
    void send(long nowNanos, Endpoint sender, Holdings receiver) {
        int from = sent;
        while (sent < planned && startNanos + sent * everyNanos <= nowNanos) {
            int row = rows[sent];
            // What was not seen until now never will be: routers tell the last state only.
            arrived(row);
            dueNanos[row] = startNanos + sent * everyNanos;
            receiver.expect(row, prints[sent]);
            sent++;
        }
        if (sent > from) {
            sender.send(messages, ends[from], ends[sent]);
        }
    }

    /// The receiver holds for this row what it should.
    void arrived(int row) {
        if (dueNanos[row] != 0) {
            latencies[arrived++] = System.nanoTime() - dueNanos[row];
            dueNanos[row] = 0;
        }
    }

    /// Whether everything was sent and has arrived.
    boolean over() {
        return arrived == planned;
    }

    /// How many changes.
    public int changes() {
        return planned;
    }

    /// The latency in milliseconds that this share of the changes does not exceed.
    public double percentileMillis(double share) {
        var sorted = Arrays.copyOf(latencies, arrived);
        Arrays.sort(sorted);
        return arrived == 0
                ? Double.NaN
                : sorted[(int) Math.min(arrived - 1, Math.floor(share * arrived))] / 1e6;
    }
}
