package io.godwit.policy;

import static io.godwit.policy.Findings.Kind.ALWAYS;
import static io.godwit.policy.Findings.Kind.NEVER;
import static io.godwit.policy.Findings.Kind.UNREACHABLE;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Findings.Finding;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Comparison;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.Statement;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.Prefix;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class FindingsTest {
    private static int line;

    private static final Condition LONG = length(Comparison.GREATER, 24);
    private static final Condition LONGER = length(Comparison.GREATER, 26);
    private static final Condition EMPTY =
            asked(new Condition.PrefixIn(new PrefixSetRef.Known("none", PrefixSet.EMPTY)));
    private static final Condition BOGON =
            asked(
                    new Condition.PrefixIn(
                            new PrefixSetRef.Known("b", new RandomPolicy(1).prefixSet())));

    private static Condition asked(Condition.Question question) {
        return new Condition.Asked("q", question);
    }

    private static Condition length(Comparison comparison, long value) {
        return asked(
                new Condition.NumberIs(
                        new NumberValue.Field(NumberField.PREFIX_LENGTH),
                        comparison,
                        new NumberValue.Constant(value)));
    }

    private static Condition family(int value) {
        return asked(new Condition.WordIs(WordField.FAMILY, value));
    }

    private static Condition med(long value) {
        return asked(
                new Condition.NumberIs(
                        new NumberValue.Field(NumberField.MED),
                        Comparison.EQUAL,
                        new NumberValue.Constant(value)));
    }

    private static final Condition SMALL = in("10.1.0.0/16", 16, 24);

    private static Condition in(String prefix, int least, int most) {
        var range = new PrefixRange(Prefix.parse(prefix).orElseThrow(), least, most);
        PrefixSet set = PrefixSet.of(List.of(range));
        return asked(new Condition.PrefixIn(new PrefixSetRef.Known("s", set)));
    }

    private static CommunityPattern.Part exactly(int value) {
        return new CommunityPattern.Part.Exactly(new NumberValue.Constant(value));
    }

    private static Condition has(int... values) {
        List<CommunityPattern> patterns =
                IntStream.of(values)
                        .mapToObj(v ->
                                new CommunityPattern(
                                        CommunityKind.STANDARD,
                                        List.of(exactly(65000), exactly(v))))
                        .toList();
        return asked(new Condition.Has(CommunityKind.STANDARD, patterns));
    }

    private static Condition and(Condition... all) {
        return new Condition.And(List.of(all));
    }

    private static Condition or(Condition... any) {
        return new Condition.Or(List.of(any));
    }

    private static Condition not(Condition condition) {
        return new Condition.Not(condition);
    }

    private static Statement reject(Condition condition) {
        return new Statement.Reject(new Place("p", ++line, 1), "", Optional.of(condition), 0, "l");
    }

    private static Statement setMed() {
        return new Statement.Change(
                Place.NONE,
                "",
                Optional.empty(),
                new Action.SetNumber(NumberField.MED, new NumberValue.Constant(1)));
    }

    private static Statement accept() {
        return new Statement.Accept(Place.NONE, "", Optional.empty());
    }

    private static Statement choice(Condition condition, Statement then, Statement otherwise) {
        return new Statement.If(
                Place.NONE, "", Optional.of(condition), List.of(then), List.of(otherwise));
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of("", List.of(reject(LONG), accept())),
                Arguments.of("1 NEVER", List.of(reject(LONG), reject(LONGER), accept())),
                Arguments.of("", List.of(reject(LONGER), reject(LONG), accept())),
                Arguments.of("0 NEVER", List.of(reject(and(LONG, not(LONG))), accept())),
                Arguments.of(
                        "0 ALWAYS, 1 UNREACHABLE", List.of(reject(or(LONG, not(LONG))), accept())),
                Arguments.of("0 NEVER", List.of(reject(length(Comparison.GREATER, 128)), accept())),
                Arguments.of(
                        "0 ALWAYS, 1 UNREACHABLE",
                        List.of(reject(length(Comparison.LESS_OR_EQUAL, 128)), accept())),
                Arguments.of("1 UNREACHABLE", List.of(accept(), reject(LONG), reject(LONG))),
                Arguments.of(
                        "1 ALWAYS, 2 UNREACHABLE",
                        List.of(reject(family(0)), reject(family(1)), accept())),
                Arguments.of("0 NEVER", List.of(reject(and(family(0), family(1))), accept())),
                Arguments.of("0 EMPTY_SET", List.of(reject(EMPTY), accept())),
                Arguments.of("0 EMPTY_SET", List.of(reject(or(LONG, EMPTY)), accept())),
                Arguments.of("1 NEVER", List.of(reject(BOGON), reject(and(LONG, BOGON)), accept())),
                Arguments.of(
                        "1 NEVER",
                        List.of(reject(in("10.0.0.0/8", 8, 32)), reject(SMALL), accept())),
                Arguments.of("", List.of(reject(SMALL), reject(in("10.0.0.0/8", 8, 32)), accept())),
                Arguments.of("", List.of(reject(in("10.0.0.0/8", 8, 8)), reject(SMALL), accept())),
                Arguments.of(
                        "1 NEVER", List.of(reject(has(1, 2)), reject(and(LONG, has(2))), accept())),
                Arguments.of("", List.of(reject(has(2)), reject(has(1, 2)), accept())),
                Arguments.of(
                        "1 NEVER",
                        List.of(
                                reject(and(LONG, family(0))),
                                reject(and(family(0), LONGER)),
                                accept())),
                Arguments.of(
                        "", List.of(reject(and(LONG, family(0))), reject(family(0)), accept())),
                Arguments.of(
                        "2 NEVER", List.of(reject(med(5)), setOrigin(), reject(med(5)), accept())),
                Arguments.of("", List.of(reject(med(5)), setMed(), reject(med(5)), accept())),
                Arguments.of("1 UNREACHABLE", List.of(choice(LONG, accept(), accept()), accept())),
                Arguments.of(
                        "1 NEVER",
                        List.of(choice(LONG, accept(), setMed()), reject(LONGER), accept())));
    }

    private static Statement setOrigin() {
        return new Statement.Change(Place.NONE, "", Optional.empty(), new Action.SetOrigin(1));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void tells(String expected, List<Statement> statements) {
        var policy = new Policy("p", Place.NONE, statements);
        List<String> found =
                Findings.of(policy).stream()
                        .map(f -> statements.indexOf(f.statement()) + " " + f.kind())
                        .toList();
        assertThat(String.join(", ", found)).isEqualTo(expected);
    }

    /// Whatever it says is so for every route.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void isNeverWrong(long decade) {
        for (long seed = decade * 20; seed < decade * 20 + 20; seed++) {
            var random = new RandomPolicy(seed);
            List<Policy> chain = random.chain();
            List<Finding> found =
                    chain.stream().flatMap(policy -> Findings.of(policy).stream()).toList();
            var subject = new Subject();
            for (int i = 0; i < 20; i++) {
                PeerFacts peer = random.peer();
                random.route(peer).fill(subject, peer);
                Trace trace = Trace.of(PolicyChain.of(chain), peer, subject, new Edits());
                for (Trace.Entry entry : trace.entries()) {
                    check(entry, found);
                }
            }
        }
    }

    private static void check(Trace.Entry entry, List<Finding> found) {
        for (Finding finding : found) {
            if (finding.statement().at().equals(entry.statement().at())) {
                assertThat(finding.kind()).isNotEqualTo(UNREACHABLE);
                assertThat(finding.kind() == NEVER && entry.holds()).isFalse();
                assertThat(finding.kind() == ALWAYS && !entry.holds()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhetherNothingIsRejected(boolean rejects) {
        var policy =
                new Policy(
                        "p",
                        Place.NONE,
                        rejects
                                ? List.of(reject(LONG), accept())
                                : List.of(reject(length(Comparison.GREATER, 128)), accept()));
        assertThat(Findings.acceptsEverything(List.of(policy))).isEqualTo(!rejects);
    }
}
