package io.godwit.policy;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

/// What has to hold for an own route to be announced; of several, all have to. Equal conditions are
/// looked after once, however many routes ask for them.
///
/// A new kind is a record here, a word of the configuration, and a source in the speaker
/// (`speaker/origin/ConditionSource`) that says whether it holds.
public sealed interface OriginCondition {
    /// As the configuration says it: `if-route 10.0.0.0/8`.
    String text();

    /// A route to exactly this prefix, or none.
    ///
    /// @param there whether it has to be there, or has to be absent
    /// @param where who has to have it
    record Route(Prefix prefix, boolean there, Where where) implements OriginCondition {
        @Override
        public String text() {
            return (there ? "if-route " : "unless-route ")
                    + prefix
                    + (where == Where.KERNEL ? " in kernel" : "");
        }
    }

    /// Where routes are looked for.
    enum Where {
        /// The chosen path, whoever it is from.
        LOC_RIB,
        /// The kernel, whoever put it there but us.
        KERNEL
    }

    /// A path to a neighbor that BFD finds working.
    ///
    /// @param neighbor one whose path is watched
    record PathUp(Address neighbor) implements OriginCondition {
        @Override
        public String text() {
            return "if-bfd " + neighbor;
        }
    }

    /// A command that is run again and again; exit code 0 is good.
    ///
    /// @param command for `/bin/sh -c`
    /// @param everySeconds from one start to the next
    /// @param timeoutSeconds when it is killed, which is a failure
    /// @param rise how many good ones in a row make it hold
    /// @param fall how many failures in a row make it not hold
    record Command(String command, int everySeconds, int timeoutSeconds, int rise, int fall)
            implements OriginCondition {
        @Override
        public String text() {
            return "if-command \"" + command + '"';
        }
    }
}
