package io.godwit.policy;

import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;

/// A number that a program asks for, compiled.
sealed interface Num {
    /// 0 to 4294967295, or [Route#NONE].
    long of(Route route);

    /// Known when the program was compiled.
    record Known(long value) implements Num {
        @Override
        public long of(Route route) {
            return value;
        }
    }

    /// The AS of the neighbor that the program runs for, and some more: what [Program#judgeForAll]
    /// keeps open.
    record PeerAs(long more) implements Num {
        @Override
        public long of(Route route) {
            return route.peerAs == Route.NONE ? Route.NONE : checked(route.peerAs + more);
        }
    }

    /// A field of the route.
    record Asked(NumberField field) implements Num {
        @Override
        public long of(Route route) {
            return switch (field) {
                case PREFIX_LENGTH -> route.subject.prefixLength;
                case AS_PATH_LENGTH -> route.pathLength();
                case AS_PATH_FIRST -> route.pathFirst();
                case AS_PATH_LAST -> route.pathLast();
                case MED -> route.med;
                case LOCAL_PREF -> route.localPref;
                case ROUTE_PEER_AS -> route.subject.source.as();
                case PEER_AS, LOCAL_AS -> throw new IllegalStateException(field.word());
            };
        }
    }

    /// Computed.
    record Computed(Num left, NumberValue.Operator operator, Num right) implements Num {
        @Override
        public long of(Route route) {
            return compute(left.of(route), operator, right.of(route));
        }
    }

    /// A result below 0 or above 32 bits is none, and so is what is computed from none.
    static long compute(long a, NumberValue.Operator operator, long b) {
        if (a == Route.NONE || b == Route.NONE) {
            return Route.NONE;
        }
        return switch (operator) {
            case PLUS -> checked(a + b);
            case MINUS -> checked(a - b);
            case TIMES -> Math.multiplyHigh(a, b) == 0 ? checked(a * b) : Route.NONE;
            case DIVIDED_BY -> b == 0 ? Route.NONE : a / b;
            case MODULO -> b == 0 ? Route.NONE : a % b;
        };
    }

    private static long checked(long value) {
        return value < 0 || value > 0xffff_ffffL ? Route.NONE : value;
    }
}
