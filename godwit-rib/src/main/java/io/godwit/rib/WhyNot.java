package io.godwit.rib;

import io.godwit.policy.RejectPoint;
import io.godwit.rib.out.Obstacle;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Why a neighbor is, or is not, told of a prefix.
///
/// @param prefix the prefix
/// @param neighbor its name
/// @param advertised what it is told; empty if nothing
/// @param paths those that take part in the decision, in its order, with what stops each
/// @param rejected those that take no part, with their reason
public record WhyNot(
        String prefix,
        String neighbor,
        Optional<Advertised> advertised,
        List<Line> paths,
        List<RouteRow> rejected) {
    /// Takes copies.
    public WhyNot {
        paths = List.copyOf(paths);
        rejected = List.copyOf(rejected);
    }

    /// What the kernel's side says of the prefix, with what waits for it.
    public WhyNot withKernel(String state) {
        return new WhyNot(
                prefix,
                neighbor,
                advertised,
                paths.stream().map(line -> line.withKernel(state)).toList(),
                rejected);
    }

    /// One path on its way to the neighbor.
    ///
    /// @param told whether it is what the neighbor is told
    /// @param verdict in words: what stops it
    /// @param rule where the rule is: `RFC 4271 §9.1.3`, `member-out, rs.conf:9:5`
    /// @param by the statement that rejects it, if one does
    /// @param seen what its condition saw
    public record Line(
            RouteRow path,
            boolean told,
            String verdict,
            String rule,
            Optional<RejectPoint> by,
            List<String> seen) {
        /// Takes a copy.
        public Line {
            seen = List.copyOf(seen);
        }

        private Line withKernel(String state) {
            String waits = Obstacle.UNINSTALLED.text();
            return verdict.equals(waits)
                    ? new Line(path, told, waits + ": " + state, rule, by, seen)
                    : this;
        }
    }

    /// The attributes that are sent.
    ///
    /// @param asPath as text
    public record Advertised(
            Address nextHop,
            String asPath,
            String origin,
            OptionalLong med,
            OptionalLong localPref,
            List<String> communities,
            List<String> largeCommunities,
            List<String> extendedCommunities) {
        /// Takes copies.
        public Advertised {
            communities = List.copyOf(communities);
            largeCommunities = List.copyOf(largeCommunities);
            extendedCommunities = List.copyOf(extendedCommunities);
        }
    }
}
