package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PeerPolicies;
import io.godwit.session.FsmOptions;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Transport;
import io.godwit.speaker.plan.NeighborOption;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The plan knows every option, so that none changes without a word.
class PlanTest {
    /// A new component of the settings needs a row that says what a change of it does. The address
    /// is who the neighbor is: another address is another neighbor. What has no word of the
    /// configuration cannot change.
    @Test
    void everyOptionOfANeighborHasItsEffect() {
        List<String> options =
                Arrays.stream(NeighborOption.values())
                        .map(option ->
                                option.name().replace("_", "").toLowerCase(java.util.Locale.ROOT))
                        .toList();
        List<String> components =
                Arrays.stream(NeighborSettings.class.getRecordComponents())
                        .flatMap(part -> components(part.getType(), part.getName()))
                        .map(c -> c.toLowerCase(java.util.Locale.ROOT))
                        .map(c -> c.replace("seconds", "").replace("policy", ""))
                        .map(c -> c.replace("multihopttl", "multihop"))
                        .map(c -> c.replace("securityhops", "ttlsecurity"))
                        .map(c -> c.replaceFirst("^(send|min)hold$", "$1holdtime"))
                        .filter(c -> !c.equals("address") && !c.equals("extendedmessage"))
                        .toList();
        assertThat(options).containsExactlyInAnyOrderElementsOf(components);
    }

    private static Stream<String> components(Class<?> part, String name) {
        if (!part.isRecord()) {
            return Stream.of(name);
        }
        Stream<String> inside =
                Arrays.stream(part.getRecordComponents()).map(RecordComponent::getName);
        if (part.equals(Transport.class)) {
            return Stream.concat(
                    inside.filter(c -> !c.equals("protection") && !c.equals("fsm")),
                    Stream.concat(
                            components(Protection.class, "protection"),
                            components(FsmOptions.class, "fsm")));
        }
        if (part.equals(Protection.class)) {
            return Stream.concat(inside.map(c -> c.equals("ao") ? "tcpao" : c), Stream.of("aoid"));
        }
        if (part.equals(FsmOptions.class)) {
            return Stream.concat(inside, Stream.of("idleholdmax"));
        }
        if (part.equals(Offers.class)) {
            return Stream.concat(
                    inside.filter(c -> !c.equals("graceful") && !c.equals("refresh"))
                            .map(c -> c.equals("role") ? "peeringrole" : c),
                    Stream.of(
                            "gracefulrestart",
                            "restarttime",
                            "staletime",
                            "deferraltime",
                            "gracefulnotification",
                            "longlivedrestart",
                            "longlivedstaletime",
                            "longlivedlimit",
                            "longlivedpartial",
                            "pathslimit",
                            "orf",
                            "enhancedrefresh"));
        }
        if (part.equals(PeerPolicies.class)) {
            return Stream.concat(
                    inside.filter(c -> !c.equals("rules") && !c.equals("limits")),
                    Stream.of(
                            "aigp",
                            "enforcefirstas",
                            "assets",
                            "martians",
                            "maxaspath",
                            "allowownas",
                            "honorgracefulshutdown",
                            "localas",
                            "removeprivateas",
                            "asoverride",
                            "maxprefix",
                            "maxprefixout"));
        }
        return part.equals(Shutdown.class)
                ? inside.map(c -> c.equals("on") ? name : name + c)
                : inside;
    }
}
