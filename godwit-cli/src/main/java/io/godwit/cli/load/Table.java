package io.godwit.cli.load;

import io.godwit.wire.Family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One table in one address family: its rows, and the messages that announce and withdraw it.
public final class Table {
    private static final int FIRST_OCTETS = 1 << 14;

    private final long seed;
    private final int size;
    private final Family family;
    private final Rows rows;

    /// A table of `size` prefixes, 1 to [PrefixStream#MOST].
    public Table(long seed, int size, Family family) {
        this.seed = seed;
        this.size = size;
        this.family = family;
        rows = new Rows(size);
        var table = walk();
        while (table.next()) {
            var group = table.group();
            for (int i = 0; i < group.prefixes; i++) {
                rows.add(group.addresses[i], group.lengths[i]);
            }
        }
    }

    /// How many prefixes.
    public int prefixes() {
        return size;
    }

    /// IPv4 or IPv6 unicast.
    public Family family() {
        return family;
    }

    /// A walk over the groups from the first.
    InternetTable walk() {
        return new InternetTable(seed, size);
    }

    Rows rows() {
        return rows;
    }

    /// The messages that announce a view.
    public byte[] announcement(View view) {
        return announcements(List.of(view)).get(0);
    }

    /// The messages that announce each of the views.
    public List<byte[]> announcements(List<? extends View> views) {
        return messages(views, true);
    }

    /// The messages that withdraw all that each of the views announces.
    public List<byte[]> withdrawals(List<? extends View> views) {
        return messages(views, false);
    }

    /// How many routes the views announce in all.
    public long routes(List<? extends View> views) {
        long routes = 0;
        var table = walk();
        while (table.next()) {
            for (var view : views) {
                routes += view.has(table.group()) ? table.group().prefixes : 0;
            }
        }
        return routes;
    }

    private List<byte[]> messages(List<? extends View> views, boolean announce) {
        var streams = new ArrayList<Stream>();
        views.forEach(view -> streams.add(new Stream(view)));
        var table = walk();
        while (table.next()) {
            for (var stream : streams) {
                stream.add(table.group(), announce);
            }
        }
        return streams.stream().map(Stream::octets).toList();
    }

    /// What one neighbor sends.
    private final class Stream {
        private final View view;
        private final GroupWriter writer;
        private byte[] buffer = new byte[FIRST_OCTETS];
        private int filled;

        private Stream(View view) {
            this.view = view;
            writer = new GroupWriter(view, family);
        }

        private void add(Group group, boolean announce) {
            if (!view.has(group)) {
                return;
            }
            if (filled > buffer.length - GroupWriter.most()) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            filled =
                    announce
                            ? writer.write(group, buffer, filled)
                            : writer.withdraw(group, buffer, filled);
        }

        private byte[] octets() {
            return Arrays.copyOf(buffer, filled);
        }
    }
}
