package io.godwit.speaker;

import io.godwit.policy.AsSet;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixSet;
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
    private int holdTimeSeconds;
    private List<Family> families;
    private PolicyChain importPolicy;
    private PolicyChain exportPolicy;
    private PrefixSet irrPrefixes;
    private AsSet irrOrigins;

    private Variant(NeighborSettings like) {
        this.like = like;
        group = like.group();
        localAddress = like.localAddress();
        passive = like.passive();
        holdTimeSeconds = like.holdTimeSeconds();
        families = like.families();
        importPolicy = like.importPolicy();
        exportPolicy = like.exportPolicy();
        irrPrefixes = like.irrPrefixes();
        irrOrigins = like.irrOrigins();
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

    Variant irrPrefixes(PrefixSet other) {
        irrPrefixes = other;
        return this;
    }

    Variant irrOrigins(AsSet other) {
        irrOrigins = other;
        return this;
    }

    NeighborSettings settings() {
        return new NeighborSettings(
                like.address(),
                like.port(),
                like.as(),
                like.role(),
                like.name(),
                like.description(),
                group,
                localAddress,
                passive,
                like.multihopTtl(),
                holdTimeSeconds,
                like.keepaliveSeconds(),
                like.connectRetrySeconds(),
                families,
                importPolicy,
                exportPolicy,
                irrPrefixes,
                irrOrigins,
                like.shutdown(),
                like.shutdownText());
    }
}
