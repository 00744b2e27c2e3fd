package io.godwit.cli.load;

import io.godwit.wire.Family;

import java.util.Arrays;

/// One table in one address family: its rows, and the messages that announce and withdraw it.
public final class Table {
    private static final int FIRST_OCTETS = 1 << 16;

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
        return messages(view, true);
    }

    /// The messages that withdraw all that a view announces.
    public byte[] withdrawal(View view) {
        return messages(view, false);
    }

    /// How many prefixes a view announces.
    public int routes(View view) {
        int routes = 0;
        var table = walk();
        while (table.next()) {
            routes += view.has(table.group()) ? table.group().prefixes : 0;
        }
        return routes;
    }

    private byte[] messages(View view, boolean announce) {
        var writer = new GroupWriter(view, family);
        var buffer = new byte[FIRST_OCTETS];
        int filled = 0;
        var table = walk();
        while (table.next()) {
            if (!view.has(table.group())) {
                continue;
            }
            if (filled > buffer.length - GroupWriter.most()) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            filled =
                    announce
                            ? writer.write(table.group(), buffer, filled)
                            : writer.withdraw(table.group(), buffer, filled);
        }
        return Arrays.copyOf(buffer, filled);
    }
}
