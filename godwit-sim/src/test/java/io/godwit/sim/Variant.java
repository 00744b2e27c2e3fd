package io.godwit.sim;

import io.godwit.bfd.BfdSettings;
import io.godwit.policy.AsSet;
import io.godwit.policy.DefaultOriginate;
import io.godwit.policy.Identity;
import io.godwit.policy.NextHopRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixLimits;
import io.godwit.policy.PrefixSet;
import io.godwit.session.AddPathOffer;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.RefreshTerms;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Family;

import java.util.List;
import java.util.Optional;

/// A neighbor like another one, in some of its options.
final class Variant {
    private final NeighborSettings like;
    private String group;
    private Optional<Address> localAddress;
    private boolean passive;
    private Protection protection;
    private int holdTimeSeconds;
    private List<Family> families;
    private PolicyChain importPolicy;
    private PolicyChain exportPolicy;
    private boolean keepRejected;
    private PrefixSet irrPrefixes;
    private AsSet irrOrigins;
    private Optional<BfdSettings> bfd;
    private NextHopRule nextHop;
    private int multihopTtl;
    private DefaultOriginate defaultOriginate;
    private boolean extendedNextHop;

    private Variant(NeighborSettings like) {
        this.like = like;
        group = like.identity().group();
        localAddress = like.transport().localAddress();
        passive = like.transport().passive();
        protection = like.transport().protection();
        holdTimeSeconds = like.timers().holdTimeSeconds();
        families = like.offers().families();
        importPolicy = like.policies().importPolicy();
        exportPolicy = like.policies().exportPolicy();
        keepRejected = like.policies().keepRejected();
        irrPrefixes = like.policies().irrPrefixes();
        irrOrigins = like.policies().irrOrigins();
        bfd = like.bfd();
        nextHop = like.policies().nextHop();
        multihopTtl = like.transport().multihopTtl();
        defaultOriginate = like.policies().defaultOriginate();
        extendedNextHop = like.offers().extendedNextHop();
    }

    Variant multihop(int ttl) {
        multihopTtl = ttl;
        return this;
    }

    Variant defaultOriginate(DefaultOriginate other) {
        defaultOriginate = other;
        return this;
    }

    Variant nextHop(NextHopRule other) {
        nextHop = other;
        return this;
    }

    Variant extendedNextHop(boolean other) {
        extendedNextHop = other;
        return this;
    }

    static Variant of(NeighborSettings like) {
        return new Variant(like);
    }

    Variant group(String other) {
        group = other;
        return this;
    }

    Variant localAddress(Optional<Address> other) {
        localAddress = other;
        return this;
    }

    Variant passive(boolean other) {
        passive = other;
        return this;
    }

    Variant protection(Protection other) {
        protection = other;
        return this;
    }

    Variant holdTimeSeconds(int other) {
        holdTimeSeconds = other;
        return this;
    }

    Variant families(List<Family> other) {
        families = other;
        return this;
    }

    Variant importPolicy(PolicyChain other) {
        importPolicy = other;
        return this;
    }

    Variant exportPolicy(PolicyChain other) {
        exportPolicy = other;
        return this;
    }

    Variant keepRejected(boolean other) {
        keepRejected = other;
        return this;
    }

    Variant irrPrefixes(PrefixSet other) {
        irrPrefixes = other;
        return this;
    }

    Variant irrOrigins(AsSet other) {
        irrOrigins = other;
        return this;
    }

    Variant bfd(Optional<BfdSettings> other) {
        bfd = other;
        return this;
    }

    NeighborSettings settings() {
        return new NeighborSettings(
                new Identity(
                        like.address(),
                        like.as(),
                        like.role(),
                        like.identity().relation(),
                        like.name(),
                        like.identity().description(),
                        group),
                new Transport(
                        like.transport().port(), localAddress, passive, multihopTtl, protection),
                new Timers(
                        holdTimeSeconds,
                        like.timers().keepaliveSeconds(),
                        like.timers().connectRetrySeconds(),
                        like.timers().sendHoldSeconds(),
                        like.timers().minHoldSeconds()),
                new Offers(
                        families,
                        true,
                        extendedNextHop,
                        AddPathOffer.NO,
                        RefreshTerms.STANDARD,
                        like.offers().role(),
                        like.offers().graceful()),
                new PeerPolicies(
                        importPolicy,
                        exportPolicy,
                        keepRejected,
                        irrPrefixes,
                        irrOrigins,
                        like.policies().orfPrefixes(),
                        nextHop,
                        defaultOriginate,
                        PeerRules.NONE,
                        PrefixLimits.NONE),
                like.shutdown(),
                bfd);
    }
}
