package io.godwit.rib;

import io.godwit.policy.Place;
import io.godwit.policy.RejectPoint;
import io.godwit.policy.Trace;
import io.godwit.rib.RouteChange.Kind;
import io.godwit.rib.out.Examination;
import io.godwit.rib.out.Examination.Finding;
import io.godwit.rib.out.Obstacle;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts into words what an export policy makes of a prefix, and another one of it: cold.
final class ExportWords {
    private final AttrStore store;

    ExportWords(AttrStore store) {
        this.store = store;
    }

    /// How a prefix changes for a member.
    RouteChange change(
            Kind kind,
            RouteTable routes,
            int row,
            PathList paths,
            Examination now,
            Examination then) {
        boolean v6 = routes.isV6();
        List<Finding> before = now.of(routes, row, paths);
        List<Finding> after = then.of(routes, row, paths);
        List<String> was = now.sent().map(sent -> words(sent, v6)).orElse(List.of());
        List<String> is = then.sent().map(sent -> words(sent, v6)).orElse(List.of());
        int told = told(now.sent().isPresent() ? before : after).attr();
        return new RouteChange(
                kind,
                Tables.prefix(routes, row).toString(),
                BlockText.of(store, store.raw(told)).parts(v6).asPath(),
                now.sent().isPresent() ? sent(was, is) : why(before.getFirst()),
                then.sent().isPresent() ? sent(is, was) : why(after.getFirst()));
    }

    /// The path that is told, else the best one.
    private static Finding told(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.obstacle() == Obstacle.NONE)
                .findFirst()
                .orElseGet(findings::getFirst);
    }

    /// With what the other does not say.
    private static String sent(List<String> words, List<String> others) {
        List<String> all = new ArrayList<>(List.of("sent"));
        words.stream().filter(word -> !others.contains(word)).forEach(all::add);
        return String.join(", ", all);
    }

    /// What keeps a path from being told: the label of a statement and where it is, or a rule.
    private static String why(Finding finding) {
        return why(finding.obstacle(), finding.trace().flatMap(Trace::rejected));
    }

    /// The same.
    static String why(Obstacle obstacle, Optional<RejectPoint> by) {
        String what = by.map(RejectPoint::label).orElse(obstacle.text());
        String where = by.map(ExportWords::where).orElse(obstacle.rule());
        return where.isEmpty() ? what : what + " (" + where + ")";
    }

    static String where(RejectPoint by) {
        return by.at().equals(Place.NONE) ? by.policy() : by.policy() + ", " + by.at();
    }

    private static List<String> words(Examination.Sent sent, boolean v6) {
        BlockText.Parts parts = parts(sent, v6);
        List<String> words = new ArrayList<>();
        words.add("as-path " + parts.asPath());
        words.add("next-hop " + sent.nextHop());
        words.addAll(parts.words());
        return words;
    }

    /// What is sent, as it is shown.
    static BlockText.Parts parts(Examination.Sent sent, boolean v6) {
        Context written = new Context(sent.asn4(), false, false, false, 65535, true, true);
        return BlockText.of(sent.attributes(), written).parts(v6);
    }
}
