import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An exchange: members announce to a route server what they registered, and every one hears exactly what the others let him
/// hear. Then one registers one prefix less.
final class Exchange implements AutoCloseable {
    private static final int PREFIXES_OF_UPDATE = 2;
    private static final int ORIGINS = 12;
    private static final int FIRST_ORIGIN = 400_000;

    private final int count;
    private final int each;
    private final int hold;
    private final long limitNanos;
    private final boolean policies;
    private final RouteServer server;
    private final Daemon godwit; // null: it is another one
    private final Loop ruler = new Loop("ruler");
    private final Loop load = new Loop("load");
    private final List<Session> quiet = new ArrayList<>();
    private final List<Session> members = new ArrayList<>();
    private final long[][] heard;
    private final long[][] prepended;
    private final List<ByteBuffer> announcements = new ArrayList<>();
    private double seconds;

    /// @param here the folder with the policies
    Exchange(String launcher, Path here, Options options) throws Exception {
        count = options.number("members", 800);
        each = options.number("each", 200);
        hold = options.number("hold", 3);
        limitNanos = options.number("limit", 90) * 1_000_000_000L;
        policies = !options.word("policy", "full").equals("accept");
        boolean bird = options.word("daemon", "godwit").equals("bird");
        godwit = bird ? null : new Daemon(launcher, hold, policies ? here.resolve("members.conf") : null);
        server = bird ? new Bird(policies ? here.resolve("members.bird") : null, hold) : godwit;
        int quietCount = options.number("quiet", 200);
        for (int i = 0; i < quietCount; i++) {
            quiet.add(new Session(server.quiet(i), hold, 0));
        }
        int all = count * each;
        heard = new long[count][all / 64 + 1];
        prepended = new long[count][all / 64 + 1];
        for (int i = 0; i < count; i++) {
            members.add(new Session(server.member(i, i * each, each, FIRST_ORIGIN + i * ORIGINS, ORIGINS), 240, all));
        }
        for (int i = 0; i < count; i++) {
            announcements.add(announcement(i));
        }
        server.start();
        ruler.start();
        load.start();
    }

    /// All that a member says; and who is to hear it.
    private ByteBuffer announcement(int member) {
        ByteBuffer all = ByteBuffer.allocate(each * 256);
        SplittableRandom random = new SplittableRandom(member);
        RouteServer.Place place = RouteServer.Place.member(member);
        for (int at = 0; at < each; at += PREFIXES_OF_UPDATE) {
            int row = member * each + at;
            int prefixes = Math.min(PREFIXES_OF_UPDATE, each - at);
            Wish wish = Wish.of(member, at / PREFIXES_OF_UPDATE, count);
            int origin = FIRST_ORIGIN + member * ORIGINS + random.nextInt(ORIGINS);
            int[] path = {place.as(), random.nextInt(30_000, 64_000), random.nextInt(30_000, 64_000), origin};
            all.put(Octets.update(path, Daemon.id(place.address()), wish.communities(), wish.larges(), row, prefixes));
            for (int listener = 0; listener < count; listener++) {
                if (listener != member) {
                    expect(listener, wish, row, prefixes);
                }
            }
        }
        return all.flip();
    }

    private void expect(int listener, Wish wish, int row, int prefixes) {
        int as = RouteServer.Place.member(listener).as();
        boolean plain = !policies || wish.isPlain();
        if (plain || wish.isHeardBy(as)) {
            for (int i = row; i < row + prefixes; i++) {
                heard[listener][i >> 6] |= 1L << i;
                prepended[listener][i >> 6] |= (plain || !wish.isPrependedFor(as) ? 0L : 1L) << i;
            }
        }
    }

    void run() throws Exception {
        for (Session one : quiet) {
            ruler.connect(one, server.port());
            LockSupport.parkNanos(hold * 333_333_333L / quiet.size()); // so that a KEEPALIVE is always due
        }
        await(() -> quiet.stream().allMatch(Session::isUp));
        members.forEach(s -> load.connect(s, server.port()));
        await(() -> members.stream().allMatch(Session::isUp));
        Thread.sleep(1500);
        ruler.reset();
        double cpu = server.running().cpuSeconds();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            load.send(members.get(i), announcements.get(i));
        }
        await(this::isToldAll);
        seconds = since(began);
        System.out.printf(
                "%d x %d: all have heard what they may after %.2f s, %.2f s CPU; %d routes of %d, %d of them prepended%n",
                count, each, seconds, server.running().cpuSeconds() - cpu, bits(heard), (long) count * (count - 1) * each, bits(prepended));
        Thread.sleep(1500);
        check();
        if (godwit != null && policies) {
            oneLess();
        }
        Thread.sleep(1200);
    }

    /// The first prefix of the first member is registered no more.
    private void oneLess() throws Exception {
        ruler.reset();
        double cpu = server.running().cpuSeconds();
        long began = System.nanoTime();
        godwit.register(0, 1, each - 1);
        if (godwit.run("reload") != 0) {
            throw new IllegalStateException("reload was refused\n" + godwit.running().log());
        }
        for (int i = 0; i < count; i++) {
            heard[i][0] &= ~1L;
            prepended[i][0] &= ~1L;
        }
        await(this::isToldAll);
        System.out.printf("one prefix less in one set: %.2f s, %.2f s CPU%n", since(began), server.running().cpuSeconds() - cpu);
        check();
    }

    private boolean isToldAll() {
        for (int i = 0; i < count; i++) {
            if (members.get(i).present() != bits(heard[i])) {
                return false;
            }
        }
        return true;
    }

    private void check() {
        for (int i = 0; i < count; i++) {
            members.get(i).requireExactly(heard[i], prepended[i]);
        }
    }

    private static long bits(long[][] sets) {
        return Arrays.stream(sets).mapToLong(Exchange::bits).sum();
    }

    private static long bits(long[] set) {
        return Arrays.stream(set).map(Long::bitCount).sum();
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// The first members that have not what they should.
    private String wrong() {
        StringBuilder all = new StringBuilder();
        for (int i = 0, shown = 0; i < count && shown < 5; i++) {
            if (members.get(i).present() != bits(heard[i])) {
                shown++;
                all.append(String.format("%s: %d routes, not %d%n", members.get(i).address(), members.get(i).present(), bits(heard[i])));
            }
        }
        return all.toString();
    }

    private void await(BooleanSupplier condition) throws InterruptedException, IOException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > limitNanos || lost() > 0) {
                long there = members.stream().mapToLong(Session::present).sum();
                throw new IllegalStateException(
                        String.format(
                                "members: not done after %.1f s, %.1f s CPU in all; lost: %d; %.3f %% of the routes are there%n%s%s",
                                since(began), server.running().cpuSeconds(), lost(), 100.0 * there / bits(heard), wrong(), server.running().log()));
            }
            Thread.sleep(20);
        }
    }

    int lost() {
        return (int) (quiet.stream().filter(Session::isLost).count() + members.stream().filter(Session::isLost).count());
    }

    double report() throws IOException {
        return Soak.row("members", seconds, ruler, server.running(), lost(), server.longest());
    }

    @Override
    public void close() throws Exception {
        ruler.stop();
        load.stop();
        server.stop();
    }
}
