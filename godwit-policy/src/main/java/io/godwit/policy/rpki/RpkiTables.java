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
        List<Aspa> all = new ArrayList<>();
        for (RpkiSource source : open) {
            if (source != null && source.counts()) {
                source.aspas().stream()
                        .filter(aspa -> !slurm.aspaFilters().contains(aspa.customer()))
                        .forEach(all::add);
            }
        }
        all.addAll(slurm.aspaAssertions());
        AspaTable after = AspaTable.of(all);
        if (!after.aspas().equals(aspas.aspas())) {
            aspas = after;
            pathsChanged = true;
        }
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

    /// The VRPs in force that cover a prefix, the shortest first.
    public List<Vrp> covering(Prefix prefix) {
        return vrps.covering(prefix);
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
