package io.godwit.rib.out;

import io.godwit.rib.table.RouteTable;

import java.util.List;

/// What the members of an [UpdateGroup] are told: a pure function of the table, for each row and
/// member. What was told before a change, and what is to be told after it, are both known from the
/// change; there is no Adj-RIB-Out.
///
/// What is told of a path has a number, good until the next [#begin]; 0 = nothing.
sealed interface Teller permits PlainTeller, RankedTeller {
    /// Counts what is told already, when the group is born into a filled table.
    void count(RouteTable routes);

    /// Routes in the Adj-RIB-Out of a member: prefixes, or paths of them.
    long advertised(int peer, boolean v6);

    /// Somebody comes.
    ///
    /// @param families those it negotiated
    void joins(int peer, List<RouteTable> families);

    /// Somebody comes who was told the same in another group.
    ///
    /// @param v4 how many IPv4 prefixes it was told
    /// @param v6 the same for IPv6
    void takes(int peer, long v4, long v6);

    /// Somebody leaves.
    void leaves(int peer);

    /// Counts what the changes mean, and writes it for the live members.
    ///
    /// @param log null if there are none
    void export(Changes changes, OutLog log);

    /// What a member was told of a row before this change.
    void wasTold(Changes changes, int change, int peer, Told into);

    /// Forgets numbers.
    void begin();

    /// What a member has, or is to have, of a row whose NLRI have no Path Identifiers.
    int told(RouteTable routes, int row, int peer);

    /// The same, path by path.
    void told(RouteTable routes, int row, int peer, Told into);

    /// Whether that is something; asked of many rows, no numbers are kept.
    boolean tells(RouteTable routes, int row, int peer);

    /// The peer that what is told names; 0 if it names none.
    int names(RouteTable routes, int row, int told);

    /// Puts what is told into the [Export] that is returned.
    Export write(int told, int named, boolean v6);
}
