package io.godwit.sim;

import io.godwit.policy.RejectTag;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.SpeakerSettings;

import java.util.List;
import java.util.Optional;

/// Settings of a speaker like others, but for one thing.
final class Otherwise {
    private final SpeakerSettings like;

    private Otherwise(SpeakerSettings like) {
        this.like = like;
    }

    static Otherwise than(SpeakerSettings like) {
        return new Otherwise(like);
    }

    SpeakerSettings neighbors(List<NeighborSettings> wanted) {
        return with(wanted, like.ranges(), like.rejectTag(), like.kernel());
    }

    SpeakerSettings ranges(List<NeighborRange> wanted) {
        return with(like.neighbors(), wanted, like.rejectTag(), like.kernel());
    }

    SpeakerSettings rejectTag(RejectTag wanted) {
        return with(like.neighbors(), like.ranges(), Optional.of(wanted), like.kernel());
    }

    SpeakerSettings kernel(Optional<KernelSettings> wanted) {
        return with(like.neighbors(), like.ranges(), like.rejectTag(), wanted);
    }

    private SpeakerSettings with(
            List<NeighborSettings> neighbors,
            List<NeighborRange> ranges,
            Optional<RejectTag> rejectTag,
            Optional<KernelSettings> kernel) {
        return new SpeakerSettings(
                like.as(),
                like.confederation(),
                like.routerId(),
                like.clusterId(),
                like.med(),
                neighbors,
                ranges,
                like.originated(),
                like.aggregates(),
                like.rpki(),
                rejectTag,
                kernel,
                like.limits(),
                like.version());
    }
}
