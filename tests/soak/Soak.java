import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures whether quiet neighbors get their KEEPALIVEs on time while something else keeps the daemon busy.
///
/// Each disturbance gets a daemon of its own, `--quiet` sessions that carry no routes, a hold time of three seconds, and
/// what it needs besides. The quiet sessions are read by a thread of their own, so that the load does not delay the ruler.
public final class Soak {
    private static final String USAGE =
            """
            tests/soak/soak [OPTIONS] [DISTURBANCE ...]

              load       a sender announces the table, a receiver gets it
              views      ten senders announce it, each with other paths
              policy     on ten full tables: the import policy of all changes, twice, by `godwit reload`
              members    a route server with 30 statements, whose members say who hears what; then one of them registers one
                         prefix less (not run unless named)
              join       on a full table: new receivers come, all at once
              refresh    every receiver asks for everything again, twice
              stall      a receiver reads nothing while the table comes, then everything
              flood      every prefix again, in an UPDATE of its own
              loss       one of two senders of the table dies
              show       `show routes` of the whole table, as text
              json       the same as JSON
              mute       clients of the control socket ask for the table and never read
              idle       nothing: what the quiet sessions themselves cost (not run unless named)

              --routes N     prefixes of the table (1000000)
              --quiet N      sessions that are watched (200)
              --receivers N  sessions that are sent the table (1; join, refresh: 20)
              --members N    of the route server (800), with --each N prefixes (200)
              --policy P     theirs: full, accept (full)
              --daemon D     the route server: godwit, bird (godwit)
              --limit S      how long members may take (90)
              --hold S       hold time of the quiet sessions (3; idle: 90)
              --seconds S    how long idle lasts (60)
              --most MS      exit 1 if a KEEPALIVE was later than this

            late: behind its time, which is a third of the hold time (RFC 4271 §10 lets it come up to a quarter earlier);
            silence: the longest time in which no quiet session heard anything; ruler: the same disease of this program;
            lost: sessions; longest turn: of the daemon's lane since its start, and the longest of each phase (`show lanes`).
            """;

    private Soak() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options();
        List<String> wanted = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--help")) {
                System.out.print(USAGE);
                return;
            } else if (args[i].startsWith("--") && i + 1 < args.length) {
                options.add(args[i].substring(2), args[++i]);
            } else {
                wanted.add(args[i]);
            }
        }
        if (wanted.isEmpty()) {
            wanted = Disturbance.USUAL;
        }
        System.out.printf(
                "%-8s %9s %9s %9s %9s %9s %9s %5s  %s%n",
                "", "seconds", "late ms", "p99 ms", "silence", "ruler ms", "RSS MB", "lost", "longest turn ms = input decide export queries upkeep");
        double worst = 0;
        boolean ok = true;
        for (String name : wanted) {
            if (name.equals("members")) {
                try (Exchange one = new Exchange(args[0], Path.of(args[0]).resolveSibling("tests/soak"), options)) {
                    one.run();
                    worst = Math.max(worst, one.report());
                    ok &= one.lost() == 0;
                }
                continue;
            }
            try (Disturbance one = new Disturbance(args[0], name, options)) {
                one.run();
                worst = Math.max(worst, one.report());
                ok &= one.lost() == 0;
            }
        }
        int most = options.number("most", Integer.MAX_VALUE);
        if (!ok || worst > most) {
            System.out.println("FAIL: a session was lost, or a KEEPALIVE was more than " + most + " ms late");
            System.exit(1);
        }
    }

    /// Prints what a trial has shown, and says how late the latest KEEPALIVE was.
    static double row(String name, double seconds, Loop ruler, Running running, int lost, String longest) throws IOException {
        System.out.printf(
                "%-8s %9.2f %9.1f %9.1f %9.1f %9.1f %9d %5d  %s%n",
                name, seconds, ruler.lateMillis(1), ruler.lateMillis(.99), ruler.silenceMillis(),
                ruler.oversleptMillis(), running.peakKilobytes() / 1024, lost, longest);
        return ruler.lateMillis(1);
    }
}
