package io.godwit.cli.demo;

import io.godwit.cli.load.InternetTable;
import io.godwit.wire.Address;

/// The address whose lookup shows most of the decision.
final class Showcase {
    private static final int LONGEST = 24;

    private Showcase() {}

    /// An address in a prefix that all neighbors announce; in a table too small for one, in its
    /// first prefix.
    static String find(long seed, int size) {
        var table = new InternetTable(seed, size);
        int fallback = 0;
        while (table.next()) {
            var group = table.group();
            if (fallback == 0) {
                fallback = group.addresses[0];
            }
            for (int i = 0; DemoView.shows(group) && i < group.prefixes; i++) {
                if (group.lengths[i] == LONGEST) {
                    return host(group.addresses[i]);
                }
            }
        }
        return host(fallback);
    }

    private static String host(int network) {
        return Address.ofV4(network | 7).toString();
    }
}
