package io.godwit.policy;

/// A condition that is the same for all prefixes of a block: found out once.
///
/// @param slot its place in [Route#memo]
/// @param compares whether it compares the AS of the neighbor: who judges for all must hear of the
///   exceptions each time
record Memo(int slot, Test test, boolean compares) implements Test {
    private static final byte NO = 1;
    private static final byte YES = 2;

    @Override
    public boolean holds(Route route) {
        if (compares && route.peerAs == Route.NONE) {
            return test.holds(route);
        }
        byte known = route.memo[slot];
        if (known == 0) {
            known = test.holds(route) ? YES : NO;
            route.memo[slot] = known;
        }
        return known == YES;
    }
}
