package io.godwit.policy.rpki;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Validation;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;

/// All that is known of the RPKI, from caches, files and local exceptions: answers for routes, and
/// says which prefixes to ask for again when something changed. For one thread.
public final class RpkiTables implements Validation {
    /// How many sources there can be.
    public static final int MAX_SOURCES = VrpTable.MAX_SOURCES;

    final VrpTable vrps = new VrpTable();
    final Changes changes = new Changes();
    private final List<RpkiSource> open = new ArrayList<>();
    private Slurm slurm = Slurm.NONE;

    private AspaTable aspas = AspaTable.EMPTY;
    private boolean pathsChanged;

    /// Empty ones.
    public RpkiTables() {}

    /// Tables of just these.
    public static RpkiTables of(List<Vrp> vrps, List<Aspa> aspas) {
        var tables = new RpkiTables();
        RpkiSource source = tables.open();
        source.begin(true);
        vrps.forEach(source::announce);
        AspaTable.of(aspas).aspas().forEach(source::announce);
        source.commit();
        source.count(true);
        return tables;
    }

    @Override
    public int origin(boolean v6, long high, long low, int length, int originAs) {
        return vrps.origin(v6, high, low, length, originAs);
    }

    @Override
    public String whyInvalid(Prefix prefix, long originAs) {
        List<Covering> covering = covering(prefix, originAs);
        return covering.isEmpty() || covering.stream().anyMatch(Covering::matches)
                ? ""
                : Covering.whyInvalid(covering, originAs);
    }

    @Override
    public int path(byte[] block, int off, int len, PeerFacts neighbor) {
        return aspas.path(block, off, len, neighbor);
    }

    /// Another source, which holds nothing and does not count yet.
    ///
    /// @throws IllegalStateException if there are [#MAX_SOURCES]
    public RpkiSource open() {
        int number = 0;
        while (number < open.size() && open.get(number) != null) {
            number++;
        }
        if (number == MAX_SOURCES) {
            throw new IllegalStateException("more than " + MAX_SOURCES + " sources");
        }
        var source = new RpkiSource(this, number);
        if (number == open.size()) {
            open.add(source);
        } else {
            open.set(number, source);
        }
        return source;
    }

    void close(RpkiSource source) {
        open.set(source.number(), null);
    }

    /// Replaces the local exceptions.
    public void slurm(Slurm slurm) {
        this.slurm = slurm;
        vrps.filter(slurm::filters, changes);
        vrps.clear(VrpTable.ASSERTIONS);
        slurm.assertions().forEach(vrp -> vrps.announce(VrpTable.ASSERTIONS, vrp));
        vrps.commit(VrpTable.ASSERTIONS, changes);
        aspasChanged();
    }

    /// The sources that count have changed.
    void recount() {
        long held = 0;
        for (RpkiSource source : open) {
            if (source != null && source.counts()) {
                held |= VrpTable.held(source.number());
            }
        }
        vrps.count(held, changes);
    }

    /// Something that an ASPA says has changed: any path may be concerned.
    void aspasChanged() {
        AspaTable after = aspas(open, List.of(), slurm);
        if (!after.aspas().equals(aspas.aspas())) {
            aspas = after;
            pathsChanged = true;
        }
    }

    private static AspaTable aspas(List<RpkiSource> sources, List<Aspa> more, Slurm slurm) {
        List<Aspa> all = new ArrayList<>(more);
        for (RpkiSource source : sources) {
            if (source != null && source.counts()) {
                all.addAll(source.aspas());
            }
        }
        all.removeIf(aspa -> slurm.aspaFilters().contains(aspa.customer()));
        all.addAll(slurm.aspaAssertions());
        return AspaTable.of(all);
    }

    /// What routes would be told if some sources were gone, and others told this; nothing changes.
    /// Follows what the sources that stay tell.
    ///
    /// @param gone sources of these tables
    /// @param told VRPs of others in their place
    /// @param aspas of others in their place
    /// @param exceptions in place of the local exceptions in force
    public Validation proposed(
            List<RpkiSource> gone, List<Vrp> told, List<Aspa> aspas, Slurm exceptions) {
        RpkiTables added = of(told, List.of());
        added.slurm(exceptions);
        List<RpkiSource> staying = new ArrayList<>(open);
        staying.removeAll(gone);
        AspaTable paths = aspas(staying, aspas, exceptions);
        long bits =
                gone.stream().mapToLong(s -> VrpTable.held(s.number())).reduce(0, (a, b) -> a | b);
        VrpTable.Origins rest = vrps.without(bits, exceptions::filters);
        return new Validation() {
            /// VALID if any of all VRPs matches, else INVALID if any covers (RFC 6811 §2).
            @Override
            public int origin(boolean v6, long high, long low, int length, int originAs) {
                int one = rest.origin(v6, high, low, length, originAs);
                int other = added.origin(v6, high, low, length, originAs);
                return one == VALID || other == VALID ? VALID : Math.max(one, other);
            }

            @Override
            public int path(byte[] block, int off, int len, PeerFacts neighbor) {
                return paths.path(block, off, len, neighbor);
            }
        };
    }

    /// The prefixes whose routes may have got another origin validation state since the last call;
    /// empty if none.
    public PrefixSet takeChanges() {
        return changes.take();
    }

    /// Whether any path may have got another state since the last call.
    public boolean takePathsChanged() {
        boolean taken = pathsChanged;
        pathsChanged = false;
        return taken;
    }

    /// The VRPs in force that cover a route, the shortest first.
    ///
    /// @param as where it is from; 0 for nobody knows
    public List<Covering> covering(Prefix prefix, long as) {
        return vrps.covering(prefix).stream()
                .map(vrp -> Covering.of(vrp, prefix.length(), as))
                .toList();
    }

    /// The ASPAs in force.
    public List<Aspa> aspas() {
        return aspas.aspas();
    }

    /// How many VRPs of a family are in force.
    public int vrps(boolean v6) {
        return vrps.size(v6);
    }

    /// The local exceptions.
    public Slurm slurm() {
        return slurm;
    }
}
