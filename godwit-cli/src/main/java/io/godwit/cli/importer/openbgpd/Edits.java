package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.openbgpd.Rule.Edit;
import io.godwit.cli.importer.openbgpd.Rule.Field;

import java.util.ArrayList;
import java.util.List;

/// What stands behind `set`.
final class Edits {
    private final Draft draft;
    private final CommunityWords communities;
    private final long as;

    Edits(Draft draft, CommunityWords communities, long as) {
        this.draft = draft;
        this.communities = communities;
        this.as = as;
    }

    /// @param edits what is to be done
    /// @param keepsHop `nexthop no-modify`, which is no change of the route
    record Read(List<Edit> edits, boolean keepsHop) {}

    /// One attribute, or several in brackets.
    Read read(Words words, At at) {
        var edits = new ArrayList<Edit>();
        boolean[] keeps = new boolean[1];
        words.each(() -> {
            if (words.take("nexthop")) {
                keeps[0] |= nextHop(words, at, edits);
            } else {
                one(words, at, edits);
            }
        });
        return new Read(edits, keeps[0]);
    }

    private void one(Words words, At at, List<Edit> edits) {
        String what = words.next();
        switch (what) {
            case "localpref" -> edits.add(number("local-pref", words.next()));
            case "med", "metric" -> edits.add(number("med", words.next()));
            case "origin" -> edits.add(edit(Field.OTHER, "set origin " + words.next()));
            case "prepend-self" -> prepend(Long.toString(as), words.number(), edits);
            case "prepend-neighbor" -> prepend("peer.as", words.number(), edits);
            case "community" -> community("community", Field.COMMUNITY, words, at, edits);
            case "large-community" ->
                    community("large-community", Field.LARGE_COMMUNITY, words, at, edits);
            case "ext-community" ->
                    community("extended-community", Field.EXTENDED_COMMUNITY, words, at, edits);
            case "weight", "pftable", "rtlabel" ->
                    draft.lost(at, what + " " + words.next(), "there is no such attribute here");
            default -> throw new NotCarried(at, "set " + what, "has no counterpart");
        }
    }

    private static Edit edit(Field field, String statement) {
        return new Edit(field, Block.line(statement));
    }

    private static Edit number(String field, String value) {
        boolean relative = value.matches("[+-][0-9]+");
        return edit(
                Field.OTHER,
                "set "
                        + field
                        + " "
                        + (relative
                                ? "("
                                        + field
                                        + " "
                                        + value.charAt(0)
                                        + " "
                                        + value.substring(1)
                                        + ")"
                                : value));
    }

    private static void prepend(String who, long times, List<Edit> edits) {
        if (times > 0) {
            edits.add(edit(Field.PATH, "prepend " + who + " " + times));
        }
    }

    private void community(String kind, Field field, Words words, At at, List<Edit> edits) {
        String verb = words.take("delete") ? "remove " : "add ";
        edits.add(edit(field, verb + kind + " " + communities.read(kind, words, at)));
    }

    /// @return whether the next hop is to stay as it is
    private boolean nextHop(Words words, At at, List<Edit> edits) {
        String hop = words.next();
        switch (hop) {
            case "no-modify" -> {
                return true;
            }
            case "blackhole", "reject" ->
                    draft.lost(at, "nexthop " + hop, "write `blackhole` in `kernel`");
            default -> edits.add(edit(Field.NEXT_HOP, "set next-hop " + hop));
        }
        return false;
    }
}
