package io.godwit.bench;

import io.godwit.cli.load.InternetTable;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.rpki.RpkiSource;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.policy.rpki.Vrp;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.WordField;
import io.godwit.rib.Rib;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// A table of the Internet's size under an import policy that refuses what is RPKI invalid: loading
/// VRPs, asking them, and a small change of them.
///
/// `RpkiReplay [rounds [prefixes [VRPs [changed]]]]`
public final class RpkiReplay {
    private static final int INVALID = 2;
    private static final int ROWS_A_TURN = 4096;

    private final Random random = new Random(Feed.SEED);
    private final List<Prefix> prefixes = new ArrayList<>();
    private final List<Vrp> vrps = new ArrayList<>();
    private final RpkiTables tables = new RpkiTables();
    private final RpkiSource source = tables.open();
    private final Rib rib = Feed.rib();

    private RpkiReplay(int size, int vrps) {
        var internet = new InternetTable(Feed.SEED, size);
        while (internet.next()) {
            var group = internet.group();
            for (int i = 0; i < group.prefixes; i++) {
                Address address = Address.ofV4(group.addresses[i]);
                prefixes.add(new Prefix(address, group.lengths[i]));
            }
        }
        for (int i = 0; i < vrps; i++) {
            this.vrps.add(vrp(random.nextInt(1, 64_000)));
        }
    }

    /// Of a prefix of the table, at times with room for longer ones, as ROAs are.
    private Vrp vrp(long as) {
        Prefix prefix = prefixes.get(random.nextInt(prefixes.size()));
        int longest = random.nextInt(4) == 0 ? Math.max(24, prefix.length()) : prefix.length();
        return new Vrp(prefix, longest, as);
    }

    /// Measures and prints a line each.
    public static void main(String[] args) {
        int rounds = number(args, 0, 5);
        var replay = new RpkiReplay(number(args, 1, 1_000_000), number(args, 2, 500_000));
        replay.load();
        for (int round = 0; round < rounds; round++) {
            replay.look();
        }
        replay.fill();
        for (int round = 0; round < rounds; round++) {
            replay.change(number(args, 3, 100));
        }
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    private void load() {
        long before = RibReplay.used();
        long start = RibReplay.cpu();
        source.begin(true);
        vrps.forEach(source::announce);
        source.commit();
        source.count(true);
        tables.takeChanges();
        long nanos = RibReplay.cpu() - start;
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%d VRPs in %,d ms, %,d KB%n",
                tables.vrps(false),
                nanos / 1_000_000,
                (RibReplay.used() - before) / 1024);
    }

    private void look() {
        long start = RibReplay.cpu();
        int invalid = 0;
        for (Prefix prefix : prefixes) {
            Address address = prefix.address();
            int state = tables.origin(false, 0, address.low(), prefix.length(), 64_500);
            invalid += state == INVALID ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%d ns a look-up, %d of %d invalid%n",
                (RibReplay.cpu() - start) / prefixes.size(),
                invalid,
                prefixes.size());
    }

    private void fill() {
        rib.validation(tables);
        var refuse = new Condition.Asked("", new Condition.WordIs(WordField.RPKI, INVALID));
        var policy =
                new Policy(
                        "rpki",
                        Place.NONE,
                        List.of(
                                new Statement.Reject(
                                        Place.NONE, "", Optional.of(refuse), 0, "rpki-invalid"),
                                new Statement.Accept(Place.NONE, "", Optional.empty())));
        var feed = new Feed(prefixes.size(), 1);
        feed.announce(rib, Feed.join(rib, 0, PolicyChain.of(List.of(policy))), 0);
        Feed.drain(rib, List.of());
    }

    /// What a serial update brings: half go, half come. The kernel counts CPU too coarsely for it.
    private void change(int records) {
        long best = best();
        source.begin(false);
        for (int i = 0; i < records / 2; i++) {
            int gone = random.nextInt(vrps.size());
            source.withdraw(vrps.get(gone));
            vrps.set(gone, vrp(64_000));
            source.announce(vrps.get(gone));
        }
        long start = System.nanoTime();
        source.commit();
        long committed = System.nanoTime();
        rib.revalidate(tables.takeChanges());
        long longest = 0;
        int turns = 0;
        for (boolean more = true; more; turns++) {
            long turn = System.nanoTime();
            more = rib.turn(ROWS_A_TURN) > 0;
            longest = Math.max(longest, System.nanoTime() - turn);
        }
        System.out.printf(
                Locale.ROOT,
                "%d records: in force after %,d us, judged again in %,d us more, %d turns, the longest"
                        + " %,d us; routes %d -> %d%n",
                records,
                (committed - start) / 1000,
                (System.nanoTime() - committed) / 1000,
                turns,
                longest / 1000,
                best,
                best());
    }

    private long best() {
        return rib.totals().families().stream().mapToLong(family -> family.best()).sum();
    }
}
