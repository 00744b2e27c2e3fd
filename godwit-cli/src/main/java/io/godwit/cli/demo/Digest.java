package io.godwit.cli.demo;

import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.load.Dice;
import io.godwit.cli.load.Group;
import io.godwit.cli.load.InternetTable;
import io.godwit.json.Json;
import io.godwit.wire.Address;

/// A sum over routes that does not depend on their order: equal sums and counts mean the same
/// routes. Made once from the table as it was announced, and once from what the router says it
/// holds.
final class Digest implements Receiver {
    private final StringBuilder route = new StringBuilder();
    private long routes;
    private long sum;

    /// The routes of one view of the table.
    static Digest announced(DemoView view, long seed, int size) {
        var digest = new Digest();
        var table = new InternetTable(seed, size);
        var path = new int[Group.MAX_PATH + 2];
        while (table.next()) {
            var group = table.group();
            if (view.has(group)) {
                String attributes = attributes(view, group, path);
                for (int i = 0; i < group.prefixes; i++) {
                    String prefix = Address.ofV4(group.addresses[i]) + "/" + group.lengths[i];
                    digest.add(prefix, attributes);
                }
            }
        }
        return digest;
    }

    /// Whether both saw the same routes.
    boolean same(Digest other) {
        return routes == other.routes && sum == other.sum;
    }

    @Override
    public void row(byte[] json, int off, int len) {
        var row = ControlClient.object(json, off, len);
        route.setLength(0);
        route.append(row.string("as_path").orElse(""));
        route.append('|').append(row.string("origin").orElse(""));
        route.append('|').append(row.string("next_hop").orElse(""));
        route.append('|').append(row.integer("med").orElse(Group.NO_MED));
        texts(row, "communities");
        texts(row, "large_communities");
        add(row.string("prefix").orElse(""), route.toString());
    }

    private void texts(Json.Obj row, String name) {
        route.append('|');
        for (var item : row.items(name)) {
            if (item instanceof Json.Str text) {
                route.append(text.value()).append(' ');
            }
        }
    }

    private static String attributes(DemoView view, Group group, int[] path) {
        var text = new StringBuilder();
        int length = view.path(group, path);
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(Integer.toUnsignedString(path[i]));
        }
        text.append('|')
                .append(group.origin == 0 ? "igp" : group.origin == 1 ? "egp" : "incomplete");
        text.append('|').append(Address.ofV4(view.nextHop()));
        text.append('|').append(view.med(group)).append('|');
        for (int i = 0; i < group.communityCount; i++) {
            int community = group.communities[i];
            text.append(community >>> 16).append(':').append(community & 0xFFFF).append(' ');
        }
        text.append('|');
        if (group.hasLarge) {
            text.append(Integer.toUnsignedString(group.large[0])).append(':');
            text.append(group.large[1]).append(':').append(group.large[2]).append(' ');
        }
        return text.toString();
    }

    private void add(String prefix, String attributes) {
        routes++;
        sum += hash(prefix) * 31 + hash(attributes);
        sum += Dice.hash(hash(prefix) ^ Long.rotateLeft(hash(attributes), 17));
    }

    /// FNV-1a over the characters, 64 bits.
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
