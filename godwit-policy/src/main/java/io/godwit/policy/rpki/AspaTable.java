package io.godwit.policy.rpki;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.policy.Validation;
import io.godwit.wire.Ints;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// All ASPAs in force, and the verification of paths against them
/// (draft-ietf-sidrops-aspa-verification §5, §6).
///
/// A path goes up from the origin, customer to provider, perhaps once sideways, and down again. The
/// *up ramp* is how far it can have gone up from the origin, the *down ramp* how far it can have
/// come down to us; both in the worst and in the best case, as not every AS has an ASPA.
///
/// Never changes: a change makes another table. [#path] keeps room for one path, so a table is for
/// one thread.
public final class AspaTable {
    /// Without an ASPA.
    public static final AspaTable EMPTY = new AspaTable(List.of());

    private static final int NO_ATTESTATION = 0;
    private static final int PROVIDER = 1;
    private static final int NOT_PROVIDER = 2;

    private final int[] customers;
    private final Aspa[] aspas;
    private int[] hops = new int[16];

    private AspaTable(Collection<Aspa> ofDistinctCustomersInOrder) {
        aspas = ofDistinctCustomersInOrder.toArray(Aspa[]::new);
        customers = Arrays.stream(aspas).mapToInt(aspa -> (int) aspa.customer()).toArray();
    }

    /// A table of these; the providers of several for the same customer are put together.
    public static AspaTable of(Collection<Aspa> aspas) {
        var byCustomer = new TreeMap<Long, Aspa>();
        for (Aspa aspa : aspas) {
            byCustomer.merge(aspa.customer(), aspa, AspaTable::union);
        }
        return byCustomer.isEmpty() && EMPTY != null ? EMPTY : new AspaTable(byCustomer.values());
    }

    private static Aspa union(Aspa a, Aspa b) {
        int[] both =
                Arrays.copyOf(a.providers().toArray(), a.providers().size() + b.providers().size());
        System.arraycopy(
                b.providers().toArray(), 0, both, a.providers().size(), b.providers().size());
        return new Aspa(a.customer(), Ints.of(both));
    }

    /// How many customers have one.
    public int size() {
        return aspas.length;
    }

    /// All, by customer.
    public List<Aspa> aspas() {
        return List.of(aspas);
    }

    /// The state of the path in a canonical block: [Validation#NOT_FOUND] for "unknown".
    public int path(byte[] block, int off, int len, PeerFacts neighbor) {
        if (aspas.length == 0 || !neighbor.role().isOutside()) {
            return Validation.NOT_FOUND;
        }
        int at = Attributes.find(block, off, len, Attributes.AS_PATH);
        int count =
                at < 0
                        ? 0
                        : collapse(
                                block,
                                Attributes.valueOffset(block, at),
                                Attributes.valueOctets(block, at));
        // §5.4 1-3, §5.5 1-3: no path, a set, or a neighbor that hides itself.
        if (count <= 0
                || neighbor.relation() != Relation.ROUTE_SERVER && hops[0] != (int) neighbor.as()) {
            return Validation.INVALID;
        }
        boolean down =
                neighbor.role() == Role.EXTERNAL
                        && (neighbor.relation() == Relation.PROVIDER
                                || neighbor.relation() == Relation.UNSTATED);
        return verify(count, down);
    }

    /// The AS numbers from the neighbor to the origin, repetitions once, into `hops`.
    ///
    /// @return how many; -1 if there is a set
    private int collapse(byte[] buf, int off, int len) {
        int count = 0;
        for (int at = off; at < off + len; at += 2 + 4 * Wire.u8(buf, at + 1)) {
            int type = buf[at];
            if (type == AsPath.SET) {
                return -1;
            }
            for (int i = 0; type == AsPath.SEQUENCE && i < Wire.u8(buf, at + 1); i++) {
                int as = Wire.i32(buf, at + 2 + 4 * i);
                if (count == 0 || hops[count - 1] != as) {
                    room(count);
                    hops[count++] = as;
                }
            }
        }
        return count;
    }

    private void room(int count) {
        if (count == hops.length) {
            hops = Arrays.copyOf(hops, 2 * count);
        }
    }

    private int verify(int count, boolean down) {
        int most = up(count, NOT_PROVIDER) + (down ? down(count, NOT_PROVIDER) : 0);
        if (most < count) {
            return Validation.INVALID;
        }
        int least = up(count, NO_ATTESTATION) + (down ? down(count, NO_ATTESTATION) : 0);
        return least < count ? Validation.NOT_FOUND : Validation.VALID;
    }

    /// How many AS numbers the path climbs over from its origin until a hop that is not attested:
    /// in the best case (`stop` [#NOT_PROVIDER]), or in the worst, where no attestation stops it
    /// too.
    private int up(int count, int stop) {
        for (int i = count - 1; i > 0; i--) {
            if (stops(authorized(hops[i], hops[i - 1]), stop)) {
                return count - i;
            }
        }
        return count;
    }

    /// The same from our end.
    private int down(int count, int stop) {
        for (int i = 0; i < count - 1; i++) {
            if (stops(authorized(hops[i], hops[i + 1]), stop)) {
                return i + 1;
            }
        }
        return count;
    }

    private static boolean stops(int answer, int stop) {
        return answer == NOT_PROVIDER || answer == stop;
    }

    /// §5.3: what the ASPA of `customer` says of `provider`.
    private int authorized(int customer, int provider) {
        int at = find(customer);
        if (at < 0) {
            return NO_ATTESTATION;
        }
        return aspas[at].has(provider) ? PROVIDER : NOT_PROVIDER;
    }

    private int find(int customer) {
        int from = 0;
        int to = customers.length;
        while (from < to) {
            int middle = from + to >>> 1;
            int order = Integer.compareUnsigned(customers[middle], customer);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -1;
    }
}
