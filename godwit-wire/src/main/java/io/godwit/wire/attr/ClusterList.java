package io.godwit.wire.attr;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
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
                            new ValueCodec())
                    .internalOnly();

    @Override
    public AttributeType<ClusterList> type() {
        return TYPE;
    }

    private static String joined(Ints ids) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            text.append(i == 0 ? "" : " ").append(Address.ofV4(ids.at(i)));
        }
        return text.toString();
    }

    private static final class ValueCodec implements AttributeType.Codec<ClusterList> {
        @Override
        public boolean wellFormed(byte[] buf, int off, int len, Context context) {
            return len > 0 && len % 4 == 0;
        }

        @Override
        public ClusterList read(byte[] buf, int off, int len, Context context) {
            return new ClusterList(Ints.read(buf, off, len / 4));
        }

        @Override
        public int write(ClusterList v, byte[] buf, int off, Context context) {
            return v.ids.write(buf, off);
        }

        @Override
        public String text(ClusterList v) {
            return joined(v.ids);
        }

        @Override
        public String fault(byte[] buf, int off, int len, Context context) {
            return "has " + len + " octets, not a multiple of 4 above 0";
        }
    }
}
