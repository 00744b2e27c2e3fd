package io.godwit.cli.mrt;

import io.godwit.cli.Output;
import io.godwit.cli.Plural;
import io.godwit.cli.table.Paint;
import io.godwit.cli.table.TextTable;
import io.godwit.feeds.mrt.MrtTypes;
import io.godwit.wire.attr.Communities;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The counts of a file as tables.
final class MrtStatsText {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int BAR_COLUMNS = 40;
    private static final int TOP = 10;

    private final Output out;
    private final boolean color;

    MrtStatsText(Output out, boolean color) {
        this.out = out;
        this.color = color;
    }

    void print(String file, MrtStats s) {
        out.line(color ? Paint.BOLD.on(file) : file);
        out.line(Plural.of(s.records(), "record") + time(s));
        s.firstProblem()
                .ifPresent(
                        p -> out.line("!! " + Plural.of(s.damaged(), "damaged record") + ", " + p));
        types(s);
        if (s.records() > s.other()) {
            messages(s);
            families(s);
            states(s);
            peers(s);
            lengths(s);
            communities(s);
        }
    }

    private static String time(MrtStats s) {
        if (s.records() == 0) {
            return "";
        }
        String from = CLOCK.format(Instant.ofEpochSecond(s.firstSeconds()));
        String to = CLOCK.format(Instant.ofEpochSecond(s.lastSeconds()));
        long seconds = s.lastSeconds() - s.firstSeconds();
        return seconds == 0
                ? ", " + from + " UTC"
                : ", " + from + " to " + to + " UTC (" + seconds + " s)";
    }

    private void types(MrtStats s) {
        out.line("");
        TextTable table = TextTable.headed(color, "Type", ">Records");
        s.kinds()
                .forEach((kind, n) ->
                        table.row(
                                MrtTypes.name(kind.type(), kind.subtype())
                                        + (known(kind) ? "" : " (not read)"),
                                String.valueOf(n)));
        table.print(out);
    }

    private static boolean known(MrtStats.Kind kind) {
        boolean bgp4mp = kind.type() == MrtTypes.BGP4MP || kind.type() == MrtTypes.BGP4MP_ET;
        return kind.type() == MrtTypes.TABLE_DUMP
                || (kind.type() == MrtTypes.TABLE_DUMP_V2 && kind.subtype() != 7)
                || (bgp4mp && kind.subtype() != 2 && kind.subtype() != 3);
    }

    private void messages(MrtStats s) {
        String[] names = {"", "OPEN", "UPDATE", "NOTIFICATION", "KEEPALIVE", "ROUTE-REFRESH"};
        TextTable table = TextTable.headed(color, "Message", ">Count");
        boolean any = s.malformed() > 0;
        for (int type = 1; type <= 5; type++) {
            if (s.messages(type) > 0) {
                any = true;
                table.row(names[type], String.valueOf(s.messages(type)));
            }
        }
        if (s.malformed() > 0) {
            table.row("malformed", String.valueOf(s.malformed()));
        }
        if (any) {
            out.line("");
            table.print(out);
        }
    }

    private void families(MrtStats s) {
        if (s.families().isEmpty()) {
            return;
        }
        out.line("");
        TextTable table =
                TextTable.headed(color, "Family", ">RIB entries", ">Announced", ">Withdrawn");
        s.families()
                .forEach((family, sums) ->
                        table.row(
                                family.name(),
                                String.valueOf(sums.ribEntries),
                                String.valueOf(sums.announced),
                                String.valueOf(sums.withdrawn)));
        table.print(out);
    }

    private void states(MrtStats s) {
        if (s.changes().isEmpty()) {
            return;
        }
        out.line("");
        TextTable table = TextTable.headed(color, "State change", ">Count");
        s.changes()
                .forEach((change, n) ->
                        table.row(
                                MrtTypes.stateName(change.from())
                                        + " -> "
                                        + MrtTypes.stateName(change.to()),
                                String.valueOf(n)));
        table.print(out);
    }

    private void peers(MrtStats s) {
        if (s.peers().isEmpty()) {
            return;
        }
        out.line("");
        TextTable table =
                TextTable.headed(
                        color,
                        "Peer",
                        ">AS",
                        ">Messages",
                        ">Announced",
                        ">Withdrawn",
                        ">RIB entries");
        s.peers()
                .forEach((peer, sums) ->
                        table.row(
                                peer.address().toString(),
                                String.valueOf(peer.as()),
                                String.valueOf(sums.messages),
                                String.valueOf(sums.announced),
                                String.valueOf(sums.withdrawn),
                                String.valueOf(sums.ribEntries)));
        table.print(out);
    }

    /// A bar a length, the longest bar for the most frequent length.
    private void lengths(MrtStats s) {
        long[] lengths = s.pathLengths();
        long most = 0;
        for (long n : lengths) {
            most = Math.max(most, n);
        }
        if (most == 0) {
            return;
        }
        out.line("");
        TextTable table = TextTable.headed(color, ">AS path length", ">Paths", "");
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                int bar = (int) Math.ceilDiv(lengths[i] * BAR_COLUMNS, most);
                table.row(String.valueOf(i), String.valueOf(lengths[i]), "#".repeat(bar));
            }
        }
        table.print(out);
    }

    private void communities(MrtStats s) {
        out.line("");
        out.line(
                Plural.of(s.withCommunities(), "path")
                        + " of "
                        + s.paths()
                        + " with communities; "
                        + s.communities().distinct()
                        + " different ones, "
                        + s.communities().total()
                        + " in all; "
                        + s.extendedCommunities()
                        + " extended, "
                        + s.largeCommunities()
                        + " large");
        if (s.communities().total() == 0) {
            return;
        }
        TextTable table = TextTable.headed(color, "Community", ">Paths");
        for (IntCounts.Count c : s.communities().top(TOP)) {
            table.row(Communities.text(c.key()), String.valueOf(c.count()));
        }
        table.print(out);
    }
}
