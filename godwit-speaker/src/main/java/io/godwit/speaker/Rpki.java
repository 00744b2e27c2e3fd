package io.godwit.speaker;

import io.godwit.policy.PrefixSet;
import io.godwit.policy.Validation;
import io.godwit.policy.rpki.AspaTable;
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.speaker.show.CacheView;
import io.godwit.speaker.show.RpkiView;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The RPKI caches of a speaker: which are asked, which count, and what follows for routes.
///
/// RFC 8210 §10: caches are asked in the order of preference; those with the same one together, and
/// their data are one. The next ones are asked when none of these serves, and are let go when one
/// does again. What a cache told goes on to count until others have told everything.
final class Rpki implements RpkiView {
    private final LaneState lane;
    private final RpkiTables tables = new RpkiTables();
    private final List<RpkiCache> caches = new ArrayList<>();

    /// No longer configured; what they told counts until others have told everything.
    private final List<RpkiCache> retired = new ArrayList<>();

    private RpkiSettings settings = RpkiSettings.NONE;
    private Optional<RpkiSource> file = Optional.empty();

    /// Only looked up, never iterated: identity hashes have no order worth having.
    private final Map<Connection, RpkiCache> byConnection = new IdentityHashMap<>();

    private final List<RpkiCache> readable = new ArrayList<>();
    private byte[] buf = new byte[0];
    private boolean changed;

    Rpki(LaneState lane) {
        this.lane = lane;
    }

    /// Takes what files say, and asks these caches from now on. The session with one whose settings
    /// stay goes on.
    void become(RpkiSettings wanted, long nowNanos) {
        RpkiSettings before = settings;
        settings = wanted;
        if (!before.slurm().equals(wanted.slurm())) {
            tables.slurm(wanted.slurm());
        }
        if (!before.vrps().equals(wanted.vrps()) || !before.aspas().equals(wanted.aspas())) {
            read(wanted);
        }
        for (RpkiCache cache : List.copyOf(caches)) {
            if (!wanted.caches().contains(cache.settings())) {
                caches.remove(cache);
                cache.want(false, nowNanos);
                retired.add(cache);
            }
        }
        for (CacheSettings cache : wanted.caches()) {
            if (caches.stream().noneMatch(c -> c.settings().equals(cache))) {
                caches.add(new RpkiCache(lane, this, cache, tables.open()));
            }
        }
        caches.sort(Comparator.comparingInt(cache -> cache.settings().preference()));
        buf = new byte[caches.isEmpty() ? 0 : RpkiCache.OCTETS_A_TURN];
        if (!before.used() && wanted.used()) {
            lane.rib().validation(tables);
        }
        changed = true;
        turn(nowNanos);
    }

    private void read(RpkiSettings wanted) {
        RpkiSource source = file.orElseGet(tables::open);
        file = Optional.of(source);
        source.begin(true);
        wanted.vrps().forEach(source::announce);
        AspaTable.of(wanted.aspas()).aspas().forEach(source::announce);
        source.commit();
        source.count(true);
    }

    /// What routes would be told with these settings, as far as it is known already.
    ///
    /// @return empty when nothing would change by them
    Optional<Validation> proposed(RpkiSettings wanted) {
        boolean otherFile =
                !settings.vrps().equals(wanted.vrps()) || !settings.aspas().equals(wanted.aspas());
        List<RpkiSource> gone = new ArrayList<>(going(wanted.caches()));
        if (otherFile) {
            file.ifPresent(gone::add);
        } else if (gone.isEmpty() && settings.slurm().equals(wanted.slurm())) {
            return Optional.empty();
        }
        return Optional.of(
                tables.proposed(
                        gone,
                        otherFile ? wanted.vrps() : List.of(),
                        otherFile ? wanted.aspas() : List.of(),
                        wanted.slurm()));
    }

    /// What a cache told goes on to count until others have told everything; so it goes only if one
    /// that stays has, or if none is to be asked any more.
    private List<RpkiSource> going(List<CacheSettings> wanted) {
        boolean served =
                caches.stream()
                        .filter(cache -> wanted.contains(cache.settings()))
                        .anyMatch(cache -> cache.client().serving());
        return served || wanted.isEmpty()
                ? caches.stream()
                        .filter(cache -> !wanted.contains(cache.settings()))
                        .map(RpkiCache::source)
                        .toList()
                : List.of();
    }

    /// Ends all sessions.
    void stop() {
        caches.forEach(cache -> cache.client().stop());
    }

    @Override
    public boolean used() {
        return settings.used();
    }

    // ---- what the network tells; false for a connection that is not ours ----

    boolean connected(Connection connection, long nowNanos) {
        RpkiCache cache = byConnection.get(connection);
        if (cache != null) {
            cache.connected(nowNanos);
        }
        return cache != null;
    }

    boolean connectFailed(Connection connection, String why, long nowNanos) {
        RpkiCache cache = byConnection.get(connection);
        if (cache != null) {
            cache.lost(why, nowNanos);
        }
        return cache != null;
    }

    boolean readable(Connection connection) {
        RpkiCache cache = byConnection.get(connection);
        if (cache != null && cache.markReadable()) {
            readable.add(cache);
        }
        return cache != null;
    }

    boolean writable(Connection connection) {
        RpkiCache cache = byConnection.get(connection);
        if (cache != null) {
            cache.flush();
        }
        return cache != null;
    }

    void remember(Connection connection, RpkiCache cache) {
        byConnection.put(connection, cache);
    }

    void forget(Connection connection) {
        byConnection.remove(connection);
    }

    // ---- the lane ----

    /// A cache came, went, or told a whole set.
    void stateChanged() {
        changed = true;
    }

    /// Whether there is something to do without waiting for anybody.
    boolean workLeft() {
        return changed || !readable.isEmpty();
    }

    /// Reads what waits, and has routes judged again where something changed.
    void turn(long nowNanos) {
        List<RpkiCache> round = List.copyOf(readable);
        readable.clear();
        for (RpkiCache cache : round) {
            if (cache.read(buf, nowNanos) && cache.markReadable()) {
                readable.add(cache);
            }
        }
        if (!changed) {
            return;
        }
        changed = false;
        prefer(nowNanos);
        retired.removeIf(this::closed);
        PrefixSet prefixes = tables.takeChanges();
        if (prefixes.size() > 0) {
            lane.rib().revalidate(prefixes);
        }
        if (tables.takePathsChanged()) {
            lane.rib().revalidatePaths();
        }
    }

    private boolean closed(RpkiCache cache) {
        boolean empty = !cache.client().hasData();
        if (empty) {
            cache.source().close();
        }
        return empty;
    }

    private void prefer(long nowNanos) {
        count();
        boolean enough = false;
        int from = 0;
        while (from < caches.size()) {
            int to = endOfGroup(from);
            for (int i = from; i < to; i++) {
                caches.get(i).want(!enough, nowNanos);
                if (enough && !caches.get(i).source().counts()) {
                    caches.get(i).client().forget();
                }
            }
            enough |= caches.subList(from, to).stream().anyMatch(Rpki::serves);
            from = to;
        }
    }

    private static boolean serves(RpkiCache cache) {
        return cache.client().serving() || cache.client().hopeful();
    }

    /// The first group with a cache that serves counts; while there is none, the first with data.
    private void count() {
        int best = group(cache -> cache.client().serving());
        int group = best >= 0 ? best : group(cache -> cache.client().hasData());
        if (best >= 0 || caches.isEmpty()) {
            retired.forEach(cache -> cache.client().forget());
        }
        if (group < 0) {
            return;
        }
        int end = endOfGroup(group);
        // First who counts from now on, then who no longer does: no route is without an answer
        // between.
        for (int i = group; i < end; i++) {
            caches.get(i).source().count(true);
        }
        for (int i = 0; i < caches.size(); i++) {
            if (i < group || i >= end) {
                caches.get(i).source().count(false);
            }
        }
    }

    /// The first cache of the first group with one of that kind; -1 without.
    private int group(Predicate<RpkiCache> kind) {
        for (int i = 0; i < caches.size(); i++) {
            if (kind.test(caches.get(i))) {
                int preference = caches.get(i).settings().preference();
                while (i > 0 && caches.get(i - 1).settings().preference() == preference) {
                    i--;
                }
                return i;
            }
        }
        return -1;
    }

    private int endOfGroup(int from) {
        int preference = caches.get(from).settings().preference();
        int to = from;
        while (to < caches.size() && caches.get(to).settings().preference() == preference) {
            to++;
        }
        return to;
    }

    // ---- to be seen ----

    @Override
    public RpkiTables tables() {
        return tables;
    }

    @Override
    public List<? extends CacheView> caches() {
        return caches;
    }
}
