package io.godwit.speaker.show;

import io.godwit.policy.NextHopRule;
import io.godwit.policy.PrefixLimits;
import io.godwit.policy.Role;
import io.godwit.rib.NextHopTerms;
import io.godwit.rib.Peer;
import io.godwit.rib.PeerCounts;
import io.godwit.rib.Rib;
import io.godwit.session.Down;
import io.godwit.session.Negotiated;
import io.godwit.session.State;
import io.godwit.session.Transition;
import io.godwit.speaker.NeighborHistory;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Traffic;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.Prefix;
import io.godwit.wire.cap.Capability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One neighbor, as shown by `show neighbors` and, with details, by `show neighbor`.
///
/// @param address where it is
/// @param name its name; empty for none
/// @param description free text; empty for none
/// @param group its group in the configuration; empty for none
/// @param as its AS
/// @param role `external`, `internal`, `reflector-client` or `route-server-client`
/// @param state `Idle`, `Connect`, `Active`, `OpenSent`, `OpenConfirm` or `Established`
/// @param since when the state began
/// @param forSeconds since then
/// @param uptimeSeconds of the Established session
/// @param received paths in its Adj-RIB-In
/// @param accepted those that take part in the decision
/// @param rejected those that do not
/// @param advertised prefixes in its Adj-RIB-Out
/// @param whyNot what keeps it from working, in one line
/// @param whyCode the code of what keeps it from being Established; `godwit explain` tells more
/// @param whyNotZh the line in Chinese, while it is not Established
/// @param adminDown shut down by our operator
/// @param message what the operator on the other side said when shutting it down (RFC 9003)
/// @param lastError how the last session or attempt ended
/// @param lastErrorAt when
/// @param holdTime negotiated, seconds
/// @param keepalive negotiated, seconds
/// @param routerId its BGP identifier
/// @param localAddress our end
/// @param localPort our end
/// @param remotePort its end
/// @param families negotiated; configured ones while not Established
/// @param flaps Established sessions that ended
/// @param transitions changes of state
/// @param messages counted by type
/// @param notifications the last ones
/// @param capabilities of both OPENs
/// @param detail more, when one neighbor is asked for
public record NeighborRow(
        Address address,
        Optional<String> name,
        Optional<String> description,
        Optional<String> group,
        long as,
        Role role,
        String state,
        Instant since,
        long forSeconds,
        OptionalLong uptimeSeconds,
        OptionalLong received,
        OptionalLong accepted,
        OptionalLong rejected,
        OptionalLong advertised,
        Optional<String> whyNot,
        Optional<String> whyCode,
        Optional<String> whyNotZh,
        boolean adminDown,
        Optional<String> message,
        Optional<String> lastError,
        Optional<Instant> lastErrorAt,
        OptionalInt holdTime,
        OptionalInt keepalive,
        Optional<Address> routerId,
        Optional<Address> localAddress,
        OptionalInt localPort,
        OptionalInt remotePort,
        List<String> families,
        long flaps,
        long transitions,
        Messages messages,
        Notifications notifications,
        Optional<Capabilities> capabilities,
        Optional<Detail> detail) {

    /// Messages by direction.
    ///
    /// @param in received
    /// @param out sent
    public record Messages(Counts in, Counts out) {}

    /// Messages by type.
    ///
    /// @param open RFC 4271 §4.2
    /// @param update RFC 4271 §4.3
    /// @param notification RFC 4271 §4.5
    /// @param keepalive RFC 4271 §4.4
    /// @param routeRefresh RFC 2918 §3
    /// @param octets on the connection
    public record Counts(
            long open,
            long update,
            long notification,
            long keepalive,
            long routeRefresh,
            long octets) {}

    /// The last NOTIFICATIONs.
    ///
    /// @param sent by us
    /// @param received from it
    public record Notifications(Optional<Told> sent, Optional<Told> received) {}

    /// One NOTIFICATION.
    ///
    /// @param code RFC 4271 §4.5
    /// @param subcode RFC 4271 §4.5
    /// @param text in words
    /// @param data hexadecimal octets
    /// @param at when
    public record Told(int code, int subcode, String text, String data, Instant at) {}

    /// The capabilities of both OPENs (RFC 5492).
    ///
    /// @param ours offered by us
    /// @param theirs offered by it
    public record Capabilities(List<Offer> ours, List<Offer> theirs) {}

    /// One capability.
    ///
    /// @param code of the IANA registry
    /// @param name as the registry of `wire` has it
    /// @param value what it says
    public record Offer(int code, String name, Capability value) {}

    /// What only `show neighbor` has.
    ///
    /// @param families routes by family
    /// @param importPolicy `accept`, `reject` or `none`
    /// @param exportPolicy `accept`, `reject` or `none`
    /// @param keepRejected whether rejected routes stay
    /// @param configuredHoldTime seconds
    /// @param connectRetry seconds
    /// @param passive whether we never connect
    /// @param ttl of what we send; absent = the system's
    /// @param password `<secret>` when segments are signed (TCP-MD5)
    /// @param ttlSecurity hops that the neighbor may be away (GTSM); absent = not checked
    /// @param bfd the session that watches the path; absent when none does
    /// @param asn4 whether AS numbers have four octets on this session
    /// @param extendedMessage whether messages may have 65535 octets
    /// @param routeRefresh whether ROUTE-REFRESH was negotiated
    /// @param nextHops what it is told as NEXT_HOP on this session
    /// @param ignoredNextHops UPDATEs of which the routes are ignored for their next hop (RFC 4271
    ///   §6.3)
    /// @param lastIgnoredNextHop that of the last of them
    /// @param discardedUpdates UPDATEs of which attributes were discarded (RFC 7606)
    /// @param treatedAsWithdraw UPDATEs treated as withdrawals (RFC 7606)
    /// @param lastUpdateProblem what was wrong with the last such UPDATE
    /// @param restart what was agreed of graceful restart
    /// @param steps the last steps of the state machine, oldest first
    public record Detail(
            List<Routes> families,
            String importPolicy,
            String exportPolicy,
            boolean keepRejected,
            int configuredHoldTime,
            int connectRetry,
            boolean passive,
            OptionalInt ttl,
            Optional<String> password,
            OptionalInt ttlSecurity,
            Optional<ShowBfd.Session> bfd,
            Optional<Boolean> asn4,
            Optional<Boolean> extendedMessage,
            Optional<Boolean> routeRefresh,
            Optional<NextHops> nextHops,
            long ignoredNextHops,
            Optional<Address> lastIgnoredNextHop,
            long discardedUpdates,
            long treatedAsWithdraw,
            Optional<String> lastUpdateProblem,
            GracefulRow restart,
            List<Step> steps) {}

    /// What a neighbor is told as NEXT_HOP (RFC 4271 §5.1.3).
    ///
    /// @param rule `next-hop` of the configuration
    /// @param ipv4 ours in IPv4 routes; may be an IPv6 address (RFC 8950)
    /// @param ipv6 ours in IPv6 routes
    /// @param linkLocal ours behind an IPv6 address (RFC 2545 §3)
    /// @param thirdPartiesIn the network whose addresses are told as they came
    public record NextHops(
            String rule,
            Optional<Address> ipv4,
            Optional<Address> ipv6,
            Optional<Address> linkLocal,
            Optional<Prefix> thirdPartiesIn) {}

    /// Routes of one family.
    ///
    /// @param family its name
    /// @param received paths in the Adj-RIB-In
    /// @param accepted those that take part in the decision
    /// @param rejected those that do not
    /// @param rejectedNotKept rejected and not kept since the session is up, as often as they came
    /// @param advertised prefixes in the Adj-RIB-Out
    /// @param endOfRib whether the neighbor has sent End-of-RIB (RFC 4724)
    /// @param limit how many it may tell (`max-prefix`); absent = any number
    /// @param beyondLimit not taken since there is no room below the limit
    /// @param limitOut how many it may be told (`max-prefix-out`); absent = any number
    /// @param filter outbound route filters (RFC 5291); absent = none were agreed on
    public record Routes(
            String family,
            long received,
            long accepted,
            long rejected,
            long rejectedNotKept,
            long advertised,
            boolean endOfRib,
            OptionalInt limit,
            long beyondLimit,
            OptionalInt limitOut,
            Optional<Filter> filter) {}

    /// The outbound route filters of a family (RFC 5291, RFC 5292).
    ///
    /// @param awaited whether it is told nothing before it has said what it wants
    /// @param received entries of what it wants to be told; absent = it has said nothing
    /// @param sent entries of what it was asked for; absent = it was asked for everything
    public record Filter(boolean awaited, OptionalInt received, OptionalInt sent) {}

    /// A step of the state machine.
    ///
    /// @param at when
    /// @param from state before
    /// @param to state after
    /// @param event number in RFC 4271 §8.1
    /// @param clause what asked for it
    public record Step(Instant at, String from, String to, int event, String clause) {}

    static NeighborRow of(NeighborView neighbor, SpeakerView speaker, boolean detailed) {
        NeighborSettings settings = neighbor.settings();
        NeighborHistory history = neighbor.history();
        Optional<Negotiated> negotiated = neighbor.negotiated();
        Optional<List<PeerCounts>> counts =
                neighbor.peer().or(neighbor.stale()::lost).map(speaker.rib()::counts);
        Optional<Diagnosis> diagnosis = WhyNot.diagnosis(neighbor, speaker);
        boolean up = neighbor.state() == State.ESTABLISHED;
        long forSeconds = speaker.secondsSince(history.sinceNanos());
        return new NeighborRow(
                settings.address(),
                present(settings.name()),
                present(settings.identity().description()),
                present(settings.identity().group()),
                neighbor.as(),
                settings.role(),
                neighbor.state().label(),
                speaker.shown(history.sinceNanos()),
                forSeconds,
                up ? OptionalLong.of(forSeconds) : OptionalLong.empty(),
                sum(counts, PeerCounts::received),
                sum(counts, PeerCounts::accepted),
                sum(counts, PeerCounts::rejected),
                sum(counts, PeerCounts::advertised),
                WhyNot.of(neighbor, speaker),
                diagnosis.map(d -> d.trouble().code()),
                diagnosis.map(Diagnosis::chinese),
                neighbor.adminDown(),
                history.shutdownMessage(),
                neighbor.lastDown().map(Down::text),
                neighbor.lastDown().map(down -> speaker.shown(down.atNanos())),
                number(negotiated.map(Negotiated::holdTimeSeconds)),
                number(negotiated.map(Negotiated::keepaliveSeconds)),
                negotiated.map(n -> Address.ofV4(n.neighborId())),
                neighbor.connection().map(c -> c.local()).or(settings.transport()::localAddress),
                number(neighbor.connection().map(c -> c.localPort())),
                number(neighbor.connection().map(c -> c.remotePort())),
                names(negotiated.map(Negotiated::families).orElse(settings.offers().families())),
                history.flaps(),
                history.transitions(),
                messages(neighbor),
                new Notifications(
                        history.sent().map(told -> told(told, speaker)),
                        history.received().map(told -> told(told, speaker))),
                negotiated.map(
                        n -> new Capabilities(capabilities(n.ours()), capabilities(n.theirs()))),
                detailed ? Optional.of(detail(neighbor, speaker)) : Optional.empty());
    }

    private static Detail detail(NeighborView neighbor, SpeakerView speaker) {
        NeighborSettings settings = neighbor.settings();
        NeighborHistory history = neighbor.history();
        Optional<Negotiated> negotiated = neighbor.negotiated();
        return new Detail(
                families(neighbor, speaker),
                settings.policies().importPolicy().toString(),
                settings.policies().exportPolicy().toString(),
                settings.policies().keepRejected(),
                settings.timers().holdTimeSeconds(),
                settings.timers().connectRetrySeconds(),
                settings.transport().passive(),
                positive(settings.ttl()),
                present(settings.transport().protection().password().toString()),
                positive(settings.transport().protection().securityHops()),
                ShowBfd.session(neighbor, speaker),
                negotiated.map(Negotiated::asn4),
                negotiated.map(Negotiated::extendedMessage),
                negotiated.map(Negotiated::routeRefresh),
                neighbor.peer().map(peer -> nextHops(peer.settings().nextHops())),
                history.wrongNextHops(),
                history.lastWrongNextHop(),
                history.discarded(),
                history.treatedAsWithdraw(),
                present(history.lastProblem()),
                GracefulRow.of(neighbor, speaker),
                neighbor.transitions().stream().map(step -> step(step, speaker)).toList());
    }

    private static NextHops nextHops(NextHopTerms terms) {
        return new NextHops(
                terms.rule().word(),
                specified(terms.v4()),
                specified(terms.v6()),
                specified(terms.linkLocal()),
                terms.common().filter(_ -> terms.rule() == NextHopRule.STANDARD));
    }

    private static Optional<Address> specified(Address address) {
        return Optional.of(address).filter(a -> !a.isUnspecified());
    }

    static List<Routes> families(NeighborView neighbor, SpeakerView speaker) {
        PrefixLimits limits = neighbor.settings().policies().limits();
        return neighbor.peer().or(neighbor.stale()::lost).stream()
                .flatMap(peer ->
                        speaker.rib().counts(peer).stream()
                                .map(counts ->
                                        routes(
                                                counts,
                                                limits,
                                                neighbor.filter(counts.family()),
                                                peer,
                                                speaker.rib())))
                .toList();
    }

    private static Routes routes(
            PeerCounts counts, PrefixLimits limits, Optional<Filter> filter, Peer peer, Rib rib) {
        Family family = counts.family();
        return new Routes(
                family.name(),
                counts.received(),
                counts.accepted(),
                counts.rejected(),
                counts.forgotten(),
                counts.advertised(),
                rib.endOfRibReceived(peer, family),
                positive(limits.in(family.equals(Family.IPV6_UNICAST))),
                rib.leftOut(peer, family),
                positive(limits.out()),
                filter);
    }

    private static Step step(Transition step, SpeakerView speaker) {
        return new Step(
                speaker.shown(step.atNanos()),
                step.from().label(),
                step.to().label(),
                step.rfcEvent(),
                step.clause());
    }

    static Messages messages(NeighborView neighbor) {
        return new Messages(in(neighbor.traffic()), out(neighbor.traffic()));
    }

    private static Counts in(Traffic traffic) {
        return new Counts(
                traffic.in(MessageType.OPEN),
                traffic.in(MessageType.UPDATE),
                traffic.in(MessageType.NOTIFICATION),
                traffic.in(MessageType.KEEPALIVE),
                traffic.in(MessageType.ROUTE_REFRESH),
                traffic.octetsIn());
    }

    private static Counts out(Traffic traffic) {
        return new Counts(
                traffic.out(MessageType.OPEN),
                traffic.out(MessageType.UPDATE),
                traffic.out(MessageType.NOTIFICATION),
                traffic.out(MessageType.KEEPALIVE),
                traffic.out(MessageType.ROUTE_REFRESH),
                traffic.octetsOut());
    }

    private static Told told(NeighborHistory.Told told, SpeakerView speaker) {
        Notification notification = told.notification();
        return new Told(
                notification.code(),
                notification.subcode(),
                notification.text(),
                notification.data().hex(),
                speaker.shown(told.atNanos()));
    }

    private static List<Offer> capabilities(Open open) {
        return open.capabilities().stream()
                .map(c -> new Offer(c.code(), io.godwit.wire.cap.Capabilities.name(c.code()), c))
                .toList();
    }

    private interface Count {
        long of(PeerCounts counts);
    }

    private static OptionalLong sum(Optional<List<PeerCounts>> counts, Count count) {
        return counts.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(counts.get().stream().mapToLong(count::of).sum());
    }

    private static OptionalInt positive(int value) {
        return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static List<String> names(List<Family> families) {
        return families.stream().map(Family::name).toList();
    }
}
