package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Verdict;

/// CLUSTER_LIST (10), RFC 4456 §8: the clusters the route passed, the last one first.
public record ClusterList(Ints ids) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<ClusterList> TYPE =
            new AttributeType<ClusterList>(
                            Attributes.CLUSTER_LIST,
                            "CLUSTER_LIST",
                            ClusterList.class,
                            Flags.OPTIONAL,
                            Verdict.WITHDRAW,
                            Relay.VERBATIM,
                            "RFC 7606 §7.10",
                            new IntsCodec<>(ClusterList::new, ClusterList::ids, Address::ofV4))
                    .internalOnly();

    @Override
    public AttributeType<ClusterList> type() {
        return TYPE;
    }
}
