package io.godwit.cli.bench;

import io.godwit.wire.Family;

import java.util.ArrayList;
import java.util.List;

/// A situation to measure: who announces what to whom, and what happens then.
///
/// @param name as on the command line
/// @param what for people
/// @param family of the routes
/// @param prefixes in the table
/// @param senders neighbors that announce
/// @param sending what each of them announces
/// @param receivers neighbors that only listen
/// @param role of the neighbors; receivers of what a FEED sends are TRANSIT
/// @param steps what happens, in order
record Scenario(
        String name,
        String what,
        Family family,
        int prefixes,
        int senders,
        Sending sending,
        int receivers,
        Fabric.Role role,
        List<Step> steps) {

    /// What each of several senders announces.
    enum Sending {
        /// The whole table, each in its own way.
        VIEWS,
        /// An even part of the table.
        SLICES,
        /// The first the whole table, the others the same by longer paths.
        STANDBY
    }

    /// What happens.
    enum Step {
        ANNOUNCE,
        WITHDRAW,
        LOSE,
        CHURN,
        IDLE
    }

    private static final int PERCENT = 100;
    private static final int MANY = 20;
    private static final int VIEWS = 10;
    private static final int CLIENTS = 200;

    /// All scenarios, for a table of `prefixes`.
    static List<Scenario> all(int prefixes) {
        int v6 = Math.max(1, (int) (prefixes * 22L / PERCENT));
        int served = Math.max(CLIENTS, (int) (prefixes * 40L / PERCENT));
        return List.of(
                plain("one-to-one", "one sender, one receiver", prefixes, 1, 1),
                plain("ten-views", "ten senders of the same prefixes", prefixes, VIEWS, 1),
                plain("one-to-twenty", "one sender, 20 receivers", prefixes, 1, MANY),
                new Scenario(
                        "route-server",
                        "a route server, 200 clients",
                        Family.IPV4_UNICAST,
                        served,
                        CLIENTS,
                        Sending.SLICES,
                        0,
                        Fabric.Role.SERVED,
                        List.of(Step.ANNOUNCE)),
                new Scenario(
                        "ipv6",
                        "IPv6, one sender, one receiver, through a route server",
                        Family.IPV6_UNICAST,
                        v6,
                        1,
                        Sending.VIEWS,
                        1,
                        Fabric.Role.SERVED,
                        List.of(Step.ANNOUNCE)),
                stepped(
                        "come-and-go",
                        "announced, withdrawn, announced again, sender lost",
                        prefixes,
                        List.of(Step.ANNOUNCE, Step.WITHDRAW, Step.ANNOUNCE, Step.LOSE)),
                new Scenario(
                        "standby",
                        "the better of two senders is lost",
                        Family.IPV4_UNICAST,
                        prefixes,
                        2,
                        Sending.STANDBY,
                        1,
                        Fabric.Role.TRANSIT,
                        List.of(Step.ANNOUNCE, Step.LOSE)),
                stepped(
                        "churn",
                        "5,000 changes a second on a full table",
                        prefixes,
                        List.of(Step.ANNOUNCE, Step.CHURN)));
    }

    /// The scenarios of which one number grows: `peers`, `mesh`, `paths`, `receivers` or
    /// `neighbors`.
    static List<Scenario> growth(String of, int prefixes) {
        var all = new ArrayList<Scenario>();
        switch (of) {
            case "peers", "mesh" -> {
                // In a mesh each of them is told the whole table too.
                var role = of.equals("mesh") ? Fabric.Role.TRANSIT : Fabric.Role.FEED;
                for (int peers : new int[] {1, 10, 100, 1000}) {
                    all.add(
                            new Scenario(
                                    of + "-" + peers,
                                    "the table from " + peers,
                                    Family.IPV4_UNICAST,
                                    prefixes,
                                    peers,
                                    Sending.SLICES,
                                    1,
                                    role,
                                    List.of(Step.ANNOUNCE)));
                }
            }
            case "paths" -> {
                for (int views : new int[] {1, 2, 5, VIEWS}) {
                    all.add(plain("views-" + views, views + " senders", prefixes, views, 1));
                }
            }
            case "receivers" -> {
                for (int count : new int[] {1, MANY, CLIENTS}) {
                    all.add(plain("receivers-" + count, "to " + count, prefixes, 1, count));
                }
            }
            case "neighbors" -> {
                for (int count : new int[] {1, 100, 1000, 5000}) {
                    all.add(
                            new Scenario(
                                    "neighbors-" + count,
                                    count + " idle neighbors",
                                    Family.IPV4_UNICAST,
                                    1,
                                    1,
                                    Sending.VIEWS,
                                    count,
                                    Fabric.Role.TRANSIT,
                                    List.of(Step.ANNOUNCE, Step.IDLE)));
                }
            }
            default -> {
                // The command has checked the word.
            }
        }
        return all;
    }

    private static Scenario plain(
            String name, String what, int prefixes, int senders, int receivers) {
        return new Scenario(
                name,
                what,
                Family.IPV4_UNICAST,
                prefixes,
                senders,
                Sending.VIEWS,
                receivers,
                Fabric.Role.TRANSIT,
                List.of(Step.ANNOUNCE));
    }

    private static Scenario stepped(String name, String what, int prefixes, List<Step> steps) {
        return new Scenario(
                name,
                what,
                Family.IPV4_UNICAST,
                prefixes,
                1,
                Sending.VIEWS,
                1,
                Fabric.Role.TRANSIT,
                steps);
    }
}
