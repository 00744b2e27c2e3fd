package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.AsSet;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;
import io.godwit.rib.Explanation;
import io.godwit.rib.RouteRow;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.plan.Step;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What operators see of import policies.
class ShowPolicyTest {
    private static final Place REJECT = new Place("r.conf", 4, 5);

    private final World world = new World(3);
    private final Router a = world.router("a", 64501, "10.0.0.1");
    private final Router b = world.router("b", 64502, "10.0.0.2");

    @BeforeEach
    void meet() {
        a.neighbor(b, s -> with(s, shortOnly("in")));
        b.neighbor(a, s -> s);
        b.originated.add(prefix("192.0.2.0/24"));
        b.originated.add(prefix("198.51.100.128/25"));
        a.start();
        b.start();
        world.until("two routes", 30, () -> a.routes().size() == 2);
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    @Test
    void policiesAskForTheSetsOfTheNeighbor() {
        NeighborSettings s = Router.defaults(b.address, b.as, "b");
        PrefixSet prefixes = PrefixSet.of(List.of(PrefixRange.exactly(prefix("192.0.2.0/24"))));
        AsSet origins = AsSet.of(List.of(new AsSet.Range(64502, 64502)));
        NeighborSettings with = Variant.of(s).irrPrefixes(prefixes).irrOrigins(origins).settings();
        assertThat(with.facts(64501, with.as(), a.address).irrPrefixes()).isEqualTo(prefixes);
        assertThat(with.facts(64501, with.as(), a.address).irrOrigins()).isEqualTo(origins);
    }

    static PolicyChain shortOnly(String name) {
        Condition tooLong =
                new Condition.Asked(
                        "prefix.length > 24",
                        new Condition.NumberIs(
                                new NumberValue.Field(NumberField.PREFIX_LENGTH),
                                Comparison.GREATER,
                                new NumberValue.Constant(24)));
        String text = "reject 13 \"prefix-length\" if prefix.length > 24;";
        return PolicyChain.of(
                List.of(
                        new Policy(
                                name,
                                new Place("r.conf", 3, 8),
                                List.of(
                                        new Statement.Reject(
                                                REJECT,
                                                text,
                                                Optional.of(tooLong),
                                                13,
                                                "prefix-length"),
                                        new Statement.Accept(
                                                new Place("r.conf", 5, 5),
                                                "accept;",
                                                Optional.empty())))));
    }

    private static NeighborSettings with(NeighborSettings s, PolicyChain in) {
        return Variant.of(s).importPolicy(in).settings();
    }

    @Test
    void rejectedRoutesAreFoundByNeighborAndByLabel() {
        for (String of : List.of("b", "10.0.0.2", "prefix-length")) {
            assertThat(a.ask("show rejected", "of", of).rows(RouteRow.class))
                    .as(of)
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.prefix()).isEqualTo("198.51.100.128/25");
                        assertThat(row.rejectedLabel()).isEqualTo("prefix-length");
                        assertThat(row.rejectedBy().orElseThrow().at()).isEqualTo(REJECT);
                    });
        }
        assertThat(a.ask("show rejected").rows(RouteRow.class)).hasSize(1);
        Outcome unknown = a.ask("show rejected", "of", "prefix-len").outcome.orElseThrow();
        assertThat(unknown.help().orElseThrow()).contains("prefix-length");
    }

    /// A reload that changes only the tag changes what is shown at once, and no session and no
    /// route.
    @Test
    void anotherTagIsShownAtOnce() {
        assertThat(tag()).isEmpty();
        assertThat(become(64501)).isEqualTo(" → large-community 64501:*:1");
        assertThat(tag()).isEqualTo("64501:13:1");
        assertThat(become(7)).isEqualTo("large-community 64501:*:1 → large-community 7:*:1");
        assertThat(tag()).isEqualTo("7:13:1");
        assertThat(a.ask("show routes", "rejected", true).rows(RouteRow.class))
                .singleElement()
                .satisfies(row -> assertThat(row.rejectTag()).isEqualTo("7:13:1"));
        world.pass(5);
        assertThat(a.neighbor(b).flaps()).isZero();
        assertThat(a.routes()).hasSize(2);
    }

    private String tag() {
        return a.ask("show rejected").rows(RouteRow.class).getFirst().rejectTag();
    }

    private String become(long as) {
        RejectTag tag =
                new RejectTag(
                        CommunityKind.LARGE,
                        List.of(OptionalLong.of(as), OptionalLong.empty(), OptionalLong.of(1)));
        Plan plan = a.speaker.planTo(Otherwise.than(a.speaker.settings()).rejectTag(tag));
        a.speaker.become(plan, world.now());
        Step step = plan.steps().getFirst();
        assertThat(plan.steps()).hasSize(1);
        assertThat(step.effect()).isEqualTo(Effect.AT_ONCE);
        return step.from() + " → " + step.to();
    }

    @Test
    void policiesSayWhatTheyMakeOfTheRoutesThere() {
        assertThat(a.ask("show policies").rows(Record.class))
                .singleElement()
                .asString()
                .contains("direction=import, policy=in, neighbors=1, accepted=1, rejected=1")
                .contains("label=prefix-length, code=13, policy=in, at=r.conf:4:5")
                .endsWith("routes=1]]]");
    }

    @Test
    void whyNamesTheStatementAndWhatItSaw() {
        Explanation why =
                a.ask("show route why", "prefix", "198.51.100.128/25")
                        .rows(Explanation.class)
                        .getFirst();
        assertThat(why.rejected()).hasSize(1);
        Explanation.Statement last = why.judged().getFirst().statements().getLast();
        assertThat(last.at()).isEqualTo("r.conf:4:5");
        assertThat(last.holds()).isTrue();
        assertThat(last.saw()).singleElement().asString().contains("prefix.length > 24");
    }
}
