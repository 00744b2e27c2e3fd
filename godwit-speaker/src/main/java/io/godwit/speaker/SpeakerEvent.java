package io.godwit.speaker;

import io.godwit.session.State;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;

/// What happened, for the log. A new event is a new record here; its line is derived from its
/// components, its name from its own.
public sealed interface SpeakerEvent {
    /// How much it matters.
    ///
    /// @return the level of the line
    default Level level() {
        return Level.INFO;
    }

    /// How much an event matters.
    enum Level {
        /// Only when looking for something.
        DEBUG,
        /// What an operator wants to find afterwards.
        INFO,
        /// Something an operator should look at.
        WARN,
        /// Something does not work at all.
        ERROR
    }

    /// The speaker works.
    ///
    /// @param routerId our BGP identifier
    /// @param as our AS
    /// @param neighbors configured neighbors
    /// @param originated own routes
    record Started(Address routerId, long as, int neighbors, int originated)
            implements SpeakerEvent {}

    /// The speaker ends all sessions.
    ///
    /// @param text told to the neighbors; may be empty
    record Stopping(String text) implements SpeakerEvent {}

    /// A session changed its state.
    ///
    /// @param neighbor whose
    /// @param name its name
    /// @param from state before
    /// @param to state after
    /// @param rfcEvent event number of RFC 4271 §8.1
    /// @param clause section that says so
    record StateChanged(
            Address neighbor, String name, State from, State to, int rfcEvent, String clause)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.DEBUG;
        }
    }

    /// A session is Established.
    ///
    /// @param neighbor with whom
    /// @param name its name
    /// @param as its AS
    /// @param routerId its BGP identifier
    /// @param holdTimeSeconds negotiated
    /// @param keepaliveSeconds negotiated
    /// @param families negotiated
    /// @param local our address
    /// @param initiated `here` or `there`: who opened the connection
    record Established(
            Address neighbor,
            String name,
            long as,
            Address routerId,
            int holdTimeSeconds,
            int keepaliveSeconds,
            List<String> families,
            Address local,
            String initiated)
            implements SpeakerEvent {}

    /// An Established session ended.
    ///
    /// @param neighbor with whom
    /// @param name its name
    /// @param cause in one word
    /// @param text in one line
    /// @param upSeconds how long it lasted
    record Down(Address neighbor, String name, String cause, String text, long upSeconds)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A neighbor has nearly as many prefixes as it may tell, or tells more (RFC 4271 §6.7); the
    /// session goes on.
    ///
    /// @param neighbor who
    /// @param name its name
    /// @param family of the prefixes
    /// @param prefixes how many count
    /// @param limit how many it may tell
    /// @param over whether it told more
    /// @param suppressed lines like this one that were not written
    record PrefixLimitNear(
            Address neighbor,
            String name,
            String family,
            long prefixes,
            int limit,
            boolean over,
            long suppressed)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A ROUTE-REFRESH was ignored.
    ///
    /// @param neighbor from whom
    /// @param name its name
    /// @param family what it is about
    /// @param subtype what it says (RFC 7313 §3.2)
    /// @param why it was ignored
    /// @param suppressed lines like this one that were not written
    record RefreshIgnored(
            Address neighbor, String name, String family, int subtype, String why, long suppressed)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// BFD has seen that a path works, or works no more.
    ///
    /// @param neighbor the path to whom
    /// @param name its name
    /// @param state what the session with it is now
    /// @param text why; empty when it works
    record PathChanged(Address neighbor, String name, String state, String text)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return text.isEmpty() ? Level.INFO : Level.WARN;
        }
    }

    /// A neighbor is lost and to come back: its routes stay meanwhile (RFC 4724 §4.2).
    ///
    /// @param neighbor who
    /// @param name its name
    /// @param families whose routes stay
    /// @param seconds how long at most
    record RoutesKept(Address neighbor, String name, List<String> families, int seconds)
            implements SpeakerEvent {}

    /// A neighbor that was lost did not come back in its restart time; its routes stay as the least
    /// preferred ones (RFC 9494 §4.2).
    ///
    /// @param neighbor whose
    /// @param name its name
    /// @param families whose routes stay
    /// @param seconds how long at most
    record RoutesKeptForLong(Address neighbor, String name, List<String> families, int seconds)
            implements SpeakerEvent {}

    /// Routes that were kept for a neighbor that was lost go.
    ///
    /// @param neighbor whose
    /// @param name its name
    /// @param why in one line
    record StaleDropped(Address neighbor, String name, String why) implements SpeakerEvent {}

    /// We have restarted, and choose no routes before the neighbors have told theirs (RFC 4724
    /// §4.1).
    ///
    /// @param forwarded whether what the run before told the kernel still holds there
    record Restarted(boolean forwarded) implements SpeakerEvent {}

    /// Routes are chosen and told from now on.
    ///
    /// @param seconds since the start
    /// @param missing neighbors that were waited for in vain
    record Recovered(long seconds, List<Address> missing) implements SpeakerEvent {}

    /// An attempt failed before the session was Established. Repeated at most once a minute while
    /// the text stays the same.
    ///
    /// @param neighbor with whom
    /// @param name its name
    /// @param text why, in one line
    /// @param repeated failures with this text since the last such line
    record AttemptFailed(Address neighbor, String name, String text, long repeated)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A NOTIFICATION left.
    ///
    /// @param neighbor to whom
    /// @param name its name
    /// @param code RFC 4271 §4.5
    /// @param subcode RFC 4271 §4.5
    /// @param text in words
    /// @param data octets in hex
    record NotificationSent(
            Address neighbor, String name, int code, int subcode, String text, String data)
            implements SpeakerEvent {}

    /// A NOTIFICATION arrived.
    ///
    /// @param neighbor from whom
    /// @param name its name
    /// @param code RFC 4271 §4.5
    /// @param subcode RFC 4271 §4.5
    /// @param text in words
    /// @param data octets in hex
    record NotificationReceived(
            Address neighbor, String name, int code, int subcode, String text, String data)
            implements SpeakerEvent {}

    /// An UPDATE was not in order (RFC 7606).
    ///
    /// @param neighbor from whom
    /// @param name its name
    /// @param action `discard` (attribute), `withdraw` (treat-as-withdraw) or `reset` (the session)
    /// @param text what was wrong
    /// @param message the whole UPDATE in hex (§6)
    /// @param suppressed such events not logged since the last one
    record UpdateProblem(
            Address neighbor,
            String name,
            String action,
            String text,
            String message,
            long suppressed)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// Routes are ignored, as their next hop is semantically incorrect (RFC 4271 §6.3).
    ///
    /// @param neighbor who sent them
    /// @param name its name
    /// @param nextHop of the last of them
    /// @param suppressed such UPDATEs not logged since the last one
    record NextHopIgnored(Address neighbor, String name, Address nextHop, long suppressed)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A session is up, and we have no next hop to give for the routes of a family.
    ///
    /// @param neighbor with whom
    /// @param name its name
    /// @param text which family, and what helps
    record NoNextHop(Address neighbor, String name, String text) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// Somebody connected whose address is not that of a configured neighbor.
    ///
    /// @param remote who
    /// @param remotePort from which port
    /// @param local to which of our addresses
    /// @param text in one line
    /// @param suppressed such events not logged since the last one
    record UnknownNeighbor(
            Address remote, int remotePort, Address local, String text, long suppressed)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// A password or `ttl-security` that this system cannot give: no session with these neighbors.
    ///
    /// @param neighbors where they are
    /// @param text why
    record Unprotected(Prefix neighbors, String text) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /// An operator changed something.
    ///
    /// @param neighbor which neighbor
    /// @param name its name
    /// @param action `shutdown`, `enable`, `clear`, `refresh`
    /// @param text the operator's words; may be empty
    record OperatorAction(Address neighbor, String name, String action, String text)
            implements SpeakerEvent {}

    /// A neighbor asked for our routes again (RFC 2918).
    ///
    /// @param neighbor who
    /// @param name its name
    /// @param family of which family
    /// @param suppressed such events not logged since the last one
    record RefreshRequested(Address neighbor, String name, String family, long suppressed)
            implements SpeakerEvent {}

    /// The kernel has not told its routes and links in ten seconds, or cannot: next hops count as
    /// reached until it does.
    record KernelSilent() implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// The kernel does not take a route; told once for each cause. It is tried again.
    ///
    /// @param prefix of the first such route
    /// @param text why
    record KernelRefused(Prefix prefix, String text) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /// Routes of ours that nobody wants any more, as a run before has left them, were removed.
    ///
    /// @param routes how many
    record KernelSwept(int routes) implements SpeakerEvent {}

    /// An own route came.
    ///
    /// @param prefix which
    record Originated(Prefix prefix) implements SpeakerEvent {}

    /// An own route does not fit into the tables.
    ///
    /// @param prefix which
    /// @param text why, and what helps
    record NotOriginated(Prefix prefix, String text) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /// The tables are nearly full; at 100 percent, who announces more is ended.
    ///
    /// @param percent of the scarcest limit, at least 80
    /// @param usedOctets of memory for routes
    /// @param limitOctets how much there may be
    /// @param text what follows, and where help is
    record TablesFilling(int percent, long usedOctets, long limitOctets, String text)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// An own route went.
    ///
    /// @param prefix which
    record Withdrawn(Prefix prefix) implements SpeakerEvent {}

    /// The configuration is another one now.
    ///
    /// @param source where it came from: a file, `confirm` run out, an operator's command
    /// @param steps how many differences
    /// @param resets sessions that ended for it
    /// @param text what may still happen; may be empty
    record ConfigurationChanged(String source, int steps, long resets, String text)
            implements SpeakerEvent {}

    /// A change of the configuration was refused; everything is as it was.
    ///
    /// @param source where it came from
    /// @param text why
    record ConfigurationRefused(String source, String text) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }

    /// The operator confirmed the last change: it stays.
    ///
    /// @param source where the configuration came from
    record ConfigurationConfirmed(String source) implements SpeakerEvent {}

    /// An RPKI cache told everything.
    ///
    /// @param cache address and port
    /// @param version of the protocol
    /// @param serial of its data
    /// @param vrpsIpv4 what it told
    /// @param vrpsIpv6 what it told
    /// @param aspas what it told
    record RpkiSynced(String cache, int version, long serial, int vrpsIpv4, int vrpsIpv6, int aspas)
            implements SpeakerEvent {}

    /// The session with an RPKI cache failed.
    ///
    /// @param cache address and port
    /// @param text why
    /// @param retrySeconds until the next attempt
    /// @param dataSeconds how long what it told stays in force
    record RpkiFailed(String cache, String text, long retrySeconds, long dataSeconds)
            implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.WARN;
        }
    }

    /// What an RPKI cache told is too old, and in force no more.
    ///
    /// @param cache address and port
    record RpkiExpired(String cache) implements SpeakerEvent {
        @Override
        public Level level() {
            return Level.ERROR;
        }
    }
}
