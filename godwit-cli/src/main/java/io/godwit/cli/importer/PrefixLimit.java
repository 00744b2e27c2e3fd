package io.godwit.cli.importer;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// How many prefixes of a family a neighbor may tell (RFC 4271 §6.7), in our words.
///
/// @param most a number
/// @param action of `action`; empty for the usual one, which ends the session
/// @param warn of `warn`; empty for the usual one
/// @param accepted whether only prefixes that the import policy accepts count
public record PrefixLimit(String most, String action, String warn, boolean accepted) {
    /// Where a family has none and the other one has.
    private static final String ANY = Integer.toString(Integer.MAX_VALUE);

    /// Says it in the block of the neighbor: the number may be another one for IPv6, and what
    /// happens is for both what the first family says.
    ///
    /// @param limits by family; families without one are not in it
    /// @param hasIpv4 whether it has that family at all
    public static void say(
            Map<String, PrefixLimit> limits, boolean hasIpv4, boolean hasIpv6, Block block) {
        Optional<PrefixLimit> ipv4 = Optional.ofNullable(limits.get("ipv4"));
        Optional<PrefixLimit> ipv6 = Optional.ofNullable(limits.get("ipv6"));
        if (ipv4.isEmpty() && ipv6.isEmpty()) {
            return;
        }
        String four = ipv4.map(PrefixLimit::most).orElse(ANY);
        String six = ipv6.map(PrefixLimit::most).orElse(ANY);
        PrefixLimit first = ipv4.or(() -> ipv6).orElseThrow();
        var words = new ArrayList<String>();
        if (!first.action.isEmpty()) {
            words.add("action " + first.action);
        }
        if (!first.warn.isEmpty()) {
            words.add("warn " + first.warn);
        }
        if (first.accepted) {
            words.add("count accepted");
        }
        if (hasIpv4 && hasIpv6 && !six.equals(four)) {
            words.add("ipv6 " + six);
        }
        String head = "max-prefix " + (hasIpv4 ? four : six);
        block.say(words.isEmpty() ? head : head + " { " + String.join("; ", words) + " }");
    }
}
