package io.godwit.policy.rpki;

import java.util.Collection;
import java.util.TreeMap;

/// What one cache or file tells. It tells sets: what is in force stays so until the set is whole.
///
/// ```java
/// source.begin(true);
/// source.announce(vrp);
/// source.commit();
/// ```
public final class RpkiSource {
    private final RpkiTables tables;
    private final int number;

    /// By [#key].
    private TreeMap<Long, Aspa> aspas = new TreeMap<>();

    private TreeMap<Long, Aspa> next = aspas;

    /// Whether `next` is a map of its own.
    private boolean apart;

    private boolean counts;
    private int announced;

    RpkiSource(RpkiTables tables, int number) {
        this.tables = tables;
        this.number = number;
    }

    int number() {
        return number;
    }

    /// A set begins: all there is, or what changed since the last one. One that had begun is
    /// forgotten.
    public void begin(boolean all) {
        tables.vrps.abort(number);
        if (all) {
            tables.vrps.clear(number);
        }
        next = all ? new TreeMap<>() : aspas;
        apart = all;
        announced = all ? 0 : tables.vrps.held(number, false) + tables.vrps.held(number, true);
    }

    /// A VRP that is new in the set.
    ///
    /// @return false if it is in the set already
    public boolean announce(Vrp vrp) {
        boolean isNew = tables.vrps.announce(number, vrp);
        announced += isNew ? 1 : 0;
        return isNew;
    }

    /// A VRP that leaves the set.
    ///
    /// @return false if it is not in the set
    public boolean withdraw(Vrp vrp) {
        boolean was = tables.vrps.withdraw(number, vrp);
        announced -= was ? 1 : 0;
        return was;
    }

    /// An ASPA that takes the place of one for the same customer.
    public void announce(Aspa aspa) {
        announce(aspa, 0);
    }

    /// A part of what there is for a customer; takes the place of the same part. All parts of a
    /// customer are put together.
    ///
    /// @param part 0 to 255
    public void announce(Aspa aspa, int part) {
        ownAspas().put(key(aspa.customer(), part), aspa);
    }

    /// A part of the ASPA of a customer leaves the set.
    ///
    /// @return false if there is none
    public boolean withdrawAspa(long customer, int part) {
        return ownAspas().remove(key(customer, part)) != null;
    }

    private static long key(long customer, int part) {
        return customer << 8 | part;
    }

    /// Most sets say nothing about ASPAs: copied at the first word.
    private TreeMap<Long, Aspa> ownAspas() {
        if (!apart) {
            next = new TreeMap<>(aspas);
            apart = true;
        }
        return next;
    }

    /// How many VRPs and ASPAs the set holds that is being told.
    public int told() {
        return announced + next.size();
    }

    /// The set is whole and takes the place of what the source held.
    public void commit() {
        tables.vrps.commit(number, tables.changes);
        if (apart) {
            aspas = next;
            apart = false;
            tables.aspasChanged();
        }
    }

    /// The set will not become whole.
    public void abort() {
        tables.vrps.abort(number);
        next = aspas;
        apart = false;
    }

    /// Forgets all it told.
    public void clear() {
        begin(true);
        commit();
    }

    /// Whether what it tells counts.
    public void count(boolean counts) {
        if (this.counts != counts) {
            this.counts = counts;
            tables.recount();
            tables.aspasChanged();
        }
    }

    /// Whether what it tells counts.
    public boolean counts() {
        return counts;
    }

    /// How many VRPs of a family it holds.
    public int vrps(boolean v6) {
        return tables.vrps.held(number, v6);
    }

    /// The ASPAs it holds, each part on its own.
    public Collection<Aspa> aspas() {
        return aspas.values();
    }

    /// It holds nothing any more and cannot be used again.
    public void close() {
        clear();
        count(false);
        tables.close(this);
    }
}
