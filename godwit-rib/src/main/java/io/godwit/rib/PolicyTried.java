package io.godwit.rib;

import java.util.List;

/// What a policy does with the routes that are here of one prefix, statement by statement. Nobody
/// is told, and nothing changes.
///
/// @param prefix the prefix
/// @param policy as it is written
/// @param routes the one that a neighbor has sent, or those that it could be sent, in the order of
///   the decision
public record PolicyTried(String prefix, String policy, List<One> routes) {
    /// Takes a copy.
    public PolicyTried {
        routes = List.copyOf(routes);
    }

    /// One route.
    ///
    /// @param verdict `accepted`, where it is rejected, or the rule that comes before policies
    /// @param statements those that were reached, in their order
    public record One(
            RouteRow route,
            boolean accepted,
            String verdict,
            List<Explanation.Statement> statements) {
        /// Takes a copy.
        public One {
            statements = List.copyOf(statements);
        }
    }
}
