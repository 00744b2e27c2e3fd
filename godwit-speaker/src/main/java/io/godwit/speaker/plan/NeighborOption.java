package io.godwit.speaker.plan;

import io.godwit.bfd.BfdSettings;
import io.godwit.policy.AsSet;
import io.godwit.policy.PrefixSet;
import io.godwit.session.RoleTerms;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a change of each option of a neighbor means for its session. A new option of
/// [NeighborSettings] is a row here; a test knows when one is missing.
public enum NeighborOption {
    /// Only connections that we open use it.
    PORT("port", n -> n.transport().port(), Effect.NEXT_SESSION, ""),
    /// RFC 4271 §6.2: the OPEN of the session was checked against it.
    AS("as", NeighborOption::as, Effect.RESETS, "the neighbor's OPEN must say it"),
    /// Decides what it is told and how (RFC 4456, RFC 7947); everything would have to be sent anew.
    ROLE(
            "kind",
            n -> n.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            Effect.RESETS,
            "it decides what the neighbor is told, and how"),
    /// Others judge its routes by it as well, when their policies ask for `aspa`.
    RELATION(
            "relation",
            n -> n.identity().relation().word(),
            Effect.RESETS,
            "its paths are verified by other rules"),
    /// RFC 9234 §4: a capability; what it means for routes changes with it.
    PEERING_ROLE(
            "role",
            n -> {
                RoleTerms role = n.offers().role();
                return role.ours().word() + (role.strict() ? " strict" : "");
            },
            Effect.RESETS,
            "roles are agreed on in the OPENs"),
    /// For people only.
    NAME("name", NeighborSettings::name, Effect.AT_ONCE, ""),
    /// For people only.
    DESCRIPTION("description", n -> n.identity().description(), Effect.AT_ONCE, ""),
    /// For people only; what it brings along are options of their own.
    GROUP("group", n -> n.identity().group(), Effect.AT_ONCE, ""),
    /// The connection has an end here.
    LOCAL_ADDRESS(
            "local-address",
            n -> n.transport().localAddress().map(Address::toString).orElse(""),
            Effect.RESETS,
            "the connection ends at the other address"),
    /// Who connects matters only while nobody has.
    PASSIVE("passive", n -> n.transport().passive() ? "yes" : "no", Effect.NEXT_SESSION, ""),
    /// Set when a connection is made.
    MULTIHOP("multihop", n -> n.transport().multihopTtl(), Effect.NEXT_SESSION, ""),
    /// Keys are to change without a new connection (RFC 2385 §4.5); what is signed with the other
    /// one meanwhile is sent again. Neither value is shown.
    PASSWORD(
            "password",
            n -> n.transport().protection().password(),
            Effect.AT_ONCE,
            "the session goes on when the neighbor has it within the hold time"),
    /// The handshake is signed as well (RFC 5925 §7.1).
    TCP_AO(
            "tcp-ao",
            n -> n.transport().protection().ao().secret(),
            Effect.RESETS,
            "signed from the first packet of a connection on"),
    /// As the key.
    AO_ID(
            "ao-id",
            n -> n.transport().protection().ao().id(),
            Effect.RESETS,
            "signed from the first packet of a connection on"),
    /// Must hold for the first packet already (RFC 5082 §3).
    TTL_SECURITY(
            "ttl-security",
            n -> n.transport().protection().securityHops(),
            Effect.RESETS,
            "checked from the first packet of a connection on"),
    /// RFC 4271 §4.2: agreed on in the OPENs.
    HOLD_TIME("hold-time", n -> n.timers().holdTimeSeconds(), Effect.NEXT_SESSION, ""),
    /// Agreed on together with the hold time.
    KEEPALIVE("keepalive", n -> n.timers().keepaliveSeconds(), Effect.NEXT_SESSION, ""),
    /// Only matters while there is no connection.
    CONNECT_RETRY("connect-retry", n -> n.timers().connectRetrySeconds(), Effect.NEXT_SESSION, ""),
    /// Only a connection whose OPEN did not go out yet waits.
    DELAY_OPEN("delay-open", n -> n.transport().fsm().delayOpenSeconds(), Effect.NEXT_SESSION, ""),
    /// Only matters while there is no connection.
    IDLE_HOLD("idle-hold", n -> n.transport().fsm().idleHold().firstSeconds(), Effect.AT_ONCE, ""),
    /// The same.
    IDLE_HOLD_MAX(
            "idle-hold-max", n -> n.transport().fsm().idleHold().mostSeconds(), Effect.AT_ONCE, ""),
    /// The same.
    AUTOMATIC_START(
            "automatic-start",
            n -> n.transport().fsm().automaticStart() ? "yes" : "no",
            Effect.NEXT_SESSION,
            ""),
    /// Asked when a connection is refused.
    NOTIFY_WITHOUT_OPEN(
            "notify-without-open",
            n -> n.transport().fsm().notifyWithoutOpen() ? "yes" : "no",
            Effect.AT_ONCE,
            ""),
    /// Asked when the OPEN of a second connection arrives.
    COLLISION_IN_ESTABLISHED(
            "collision-in-established",
            n -> n.transport().fsm().collisionInEstablished() ? "yes" : "no",
            Effect.AT_ONCE,
            ""),
    /// Counts from the OPENs on.
    SEND_HOLD_TIME("send-hold-time", n -> n.timers().sendHoldSeconds(), Effect.NEXT_SESSION, ""),
    /// The neighbor's OPEN is checked against it.
    MIN_HOLD_TIME("min-hold-time", n -> n.timers().minHoldSeconds(), Effect.NEXT_SESSION, ""),
    /// RFC 4760 §8: capabilities are exchanged in the OPENs alone.
    FAMILIES(
            "family",
            n -> n.offers().families().stream().map(Family::name).collect(Collectors.joining(", ")),
            Effect.RESETS,
            "families are agreed on in the OPENs"),
    /// RFC 7911 §4: a capability.
    ADD_PATH(
            "add-path",
            n -> n.offers().addPath().words(),
            Effect.RESETS,
            "capabilities are agreed on in the OPENs"),
    /// A capability, too.
    PATHS_LIMIT(
            "paths-limit",
            n -> n.offers().addPath().limit() == 0 ? "not asked for" : n.offers().addPath().limit(),
            Effect.RESETS,
            "capabilities are agreed on in the OPENs"),
    /// RFC 7311 §3.3: what came before was read, and what went out written, without it or with it.
    AIGP(
            "aigp",
            n -> n.policies().rules().aigp().map(on -> on ? "yes" : "no").orElse("by kind"),
            Effect.RESETS,
            "all that was said has the other metric, or none"),
    /// RFC 5291 §5: a capability.
    ORF(
            "orf",
            n -> n.offers().refresh().orf().word(),
            Effect.RESETS,
            "capabilities are agreed on in the OPENs"),
    /// RFC 5291 §6: what changes is said at once.
    ORF_PREFIXES("orf-prefixes", n -> n.policies().orfPrefixes(), Effect.AT_ONCE, ""),
    /// RFC 7313 §3.1: a capability, and not worth a session.
    ENHANCED_REFRESH(
            "enhanced-refresh",
            n -> n.offers().refresh().enhanced() ? "yes" : "no",
            Effect.NEXT_SESSION,
            ""),
    /// RFC 8950 §4: a capability.
    EXTENDED_NEXTHOP(
            "extended-nexthop",
            n -> n.offers().extendedNextHop() ? "yes" : "no",
            Effect.RESETS,
            "capabilities are agreed on in the OPENs"),
    /// Everything would have to be sent anew.
    NEXT_HOP(
            "next-hop",
            n -> n.policies().nextHop().word(),
            Effect.RESETS,
            "all that the neighbor was told has another next hop"),
    /// RFC 7705 §3.3: said in the OPENs.
    LOCAL_AS(
            "local-as",
            n -> n.localAs().isSet() ? n.localAs().text() : "the router's",
            Effect.RESETS,
            "our OPEN says it"),
    /// Everything would have to be sent anew.
    REMOVE_PRIVATE_AS(
            "remove-private-as",
            n -> n.policies().rules().sent().privates().text(),
            Effect.RESETS,
            "the neighbor was told other paths"),
    /// The same.
    AS_OVERRIDE(
            "as-override",
            n -> n.policies().rules().sent().override() ? "yes" : "no",
            Effect.RESETS,
            "the neighbor was told other paths"),
    /// RFC 4724 §3: said in the OPENs.
    GRACEFUL_RESTART(
            "graceful-restart", n -> n.offers().graceful().mode().word(), Effect.NEXT_SESSION, ""),
    /// The same.
    RESTART_TIME(
            "restart-time", n -> n.offers().graceful().restartSeconds(), Effect.NEXT_SESSION, ""),
    /// Counts from when it is lost.
    STALE_TIME("stale-time", n -> n.offers().graceful().staleSeconds(), Effect.AT_ONCE, ""),
    /// Looked at when this router starts.
    DEFERRAL_TIME(
            "deferral-time", n -> n.offers().graceful().deferralSeconds(), Effect.AT_ONCE, ""),
    /// RFC 8538 §2: said in the OPENs.
    GRACEFUL_NOTIFICATION(
            "graceful-notification",
            n -> n.offers().graceful().notification() ? "yes" : "no",
            Effect.NEXT_SESSION,
            ""),
    /// RFC 9494 §3.1: said in the OPENs.
    LONG_LIVED_RESTART(
            "long-lived-restart",
            n -> n.offers().graceful().longLived().mode().word(),
            Effect.NEXT_SESSION,
            ""),
    /// The same.
    LONG_LIVED_STALE_TIME(
            "long-lived-stale-time",
            n -> n.offers().graceful().longLived().staleSeconds(),
            Effect.NEXT_SESSION,
            ""),
    /// Looked at when it is lost.
    LONG_LIVED_LIMIT(
            "long-lived-limit",
            n -> n.offers().graceful().longLived().mostSeconds(),
            Effect.AT_ONCE,
            ""),
    /// Everything would have to be sent anew.
    LONG_LIVED_PARTIAL(
            "long-lived-partial",
            n -> n.offers().graceful().longLived().partial() ? "yes" : "no",
            Effect.NEXT_SESSION,
            ""),
    /// What it has sent is held.
    IMPORT("import", n -> n.policies().importPolicy(), Effect.RE_EVALUATES, ""),
    /// The rules of the protocol for what it has sent.
    ENFORCE_FIRST_AS(
            "enforce-first-as",
            n -> n.policies().rules().paths().firstAs() ? "yes" : "no",
            Effect.RE_EVALUATES,
            ""),
    /// The same; said by the router for all.
    AS_SETS(
            "as-sets",
            n -> n.policies().rules().paths().sets() ? "accept" : "reject",
            Effect.RE_EVALUATES,
            ""),
    /// Said by the router for all. What was left out is not here, and what was taken cannot be told
    /// from the rest any more.
    MARTIANS(
            "martians",
            n -> n.policies().rules().martians() ? "accept" : "reject",
            Effect.RESETS,
            "its prefixes have to come again"),
    /// What it has sent is held.
    MAX_AS_PATH(
            "max-as-path", n -> n.policies().rules().paths().maxLength(), Effect.RE_EVALUATES, ""),
    /// The same.
    ALLOW_OWN_AS(
            "allow-own-as", n -> n.policies().rules().paths().ownAs(), Effect.RE_EVALUATES, ""),
    /// The same.
    HONOR_GRACEFUL_SHUTDOWN(
            "honor-graceful-shutdown",
            n -> n.policies().rules().honorsShutdown() ? "yes" : "no",
            Effect.RE_EVALUATES,
            ""),
    /// What is here is counted anew.
    MAX_PREFIX("max-prefix", n -> n.policies().limits().text(), Effect.AT_ONCE, ""),
    /// What it is told is counted anew.
    MAX_PREFIX_OUT("max-prefix-out", n -> n.policies().limits().out(), Effect.AT_ONCE, ""),
    /// What it was told is known.
    EXPORT("export", n -> n.policies().exportPolicy(), Effect.RE_EVALUATES, ""),
    /// To `no` the rejected ones are dropped, to `yes` the neighbor is asked for them.
    KEEP_REJECTED(
            "keep-rejected", n -> n.policies().keepRejected() ? "yes" : "no", Effect.AT_ONCE, ""),
    /// A question of policies; those that ask it are judged again, by `import` and `export`.
    IRR_PREFIXES("irr-prefixes", n -> n.policies().irrPrefixes(), Effect.AT_ONCE, ""),
    /// The same.
    IRR_ORIGINS("irr-origins", n -> n.policies().irrOrigins(), Effect.AT_ONCE, ""),
    /// Told, or taken back, beside what the tables say.
    DEFAULT_ORIGINATE(
            "default-originate", n -> n.policies().defaultOriginate(), Effect.AT_ONCE, ""),
    /// Handled by [Plan]: to `yes` it ends the session, to `no` it starts one.
    SHUTDOWN("shutdown", n -> n.shutdown().on() ? "yes" : "no", Effect.ENDS, ""),
    /// Told when it ends next time.
    SHUTDOWN_TEXT("shutdown text", n -> n.shutdown().text(), Effect.AT_ONCE, ""),
    /// Beside the session; its end by configuration ends that neither here nor, by RFC 5882 §3.2,
    /// there.
    BFD(
            "bfd",
            n -> n.bfd().map(BfdSettings::text).orElse("no"),
            Effect.AT_ONCE,
            "the session goes on here; BIRD may end it when told that BFD is taken down");

    private final String word;
    private final Function<NeighborSettings, Object> value;
    private final Effect effect;
    private final String why;

    NeighborOption(
            String word, Function<NeighborSettings, Object> value, Effect effect, String why) {
        this.word = word;
        this.value = value;
        this.effect = effect;
        this.why = why;
    }

    /// The word of the configuration.
    public String word() {
        return word;
    }

    /// Whether a step is about it.
    public boolean is(Step step) {
        return step.option().equals(word);
    }

    /// Whether it judges what the neighbor has sent.
    public boolean ofImport() {
        return switch (this) {
            case IMPORT,
                    ENFORCE_FIRST_AS,
                    AS_SETS,
                    MAX_AS_PATH,
                    ALLOW_OWN_AS,
                    HONOR_GRACEFUL_SHUTDOWN ->
                    true;
            default -> false;
        };
    }

    /// What a change of it does.
    Effect effect(NeighborSettings to) {
        return this == SHUTDOWN && !to.shutdown().on() ? Effect.STARTS : effect;
    }

    /// Why it has to be so, or what may come of it all the same.
    String why(NeighborSettings from, NeighborSettings to) {
        return this != BFD || endsPath(from, to) ? why : "";
    }

    /// Whether the other side is told that BFD is taken down, perhaps to come otherwise.
    private static Object as(NeighborSettings neighbor) {
        return neighbor.as() == 0 ? "external" : (Object) neighbor.as();
    }

    private static boolean endsPath(NeighborSettings from, NeighborSettings to) {
        return from.bfd().isPresent()
                && !from.bfd().map(BfdSettings::hops).equals(to.bfd().map(BfdSettings::hops));
    }

    boolean same(NeighborSettings a, NeighborSettings b) {
        return value.apply(a).equals(value.apply(b));
    }

    /// As people write it.
    String text(NeighborSettings of) {
        return switch (value.apply(of)) {
            case PrefixSet set -> set.size() + " prefixes";
            case AsSet set -> set.size() + " AS ranges";
            case Object other -> other.toString();
        };
    }
}
