package io.godwit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.rpki.RpkiTables;
import io.godwit.policy.rpki.Vrp;
import io.godwit.policy.tree.Policy;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.Attribute;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Compiled programs against a walk over the tree, on policies, neighbors and routes by chance.
class ProgramPropertyTest {
    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("seeds", 150));
    }

    private static final int ROUTES = 12;

    private final Subject subject = new Subject();
    private final Edits edits = new Edits();

    private static Validation validation(RandomPolicy random) {
        List<Vrp> vrps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            PrefixRange range = random.range();
            vrps.add(new Vrp(range.prefix(), range.most(), random.as()));
        }
        return RpkiTables.of(vrps, List.of());
    }

    private static Map<Integer, Attribute> attributes(RouteBlock block) {
        Map<Integer, Attribute> all = new TreeMap<>();
        for (int code = 0; code < 256; code++) {
            int at = code;
            block.attribute(code).ifPresent(attribute -> all.put(at, attribute));
        }
        return all;
    }

    @Tag("4271-9.1-1")
    @ParameterizedTest
    @MethodSource("seeds")
    void programDoesWhatTheTreeSays(long seed) {
        var random = new RandomPolicy(seed);
        List<Policy> chain = random.chain();
        PeerFacts peer = random.peer();
        Program program = Program.compile(chain, peer);
        Validation validation = validation(random);
        subject.validation(validation);
        for (int i = 0; i < ROUTES; i++) {
            PeerFacts source = random.peer();
            RouteBlock block = random.route(source);
            block.fill(subject, source);
            for (int again = 0; again < 4; again++) {
                var naive = new Naive(block, peer, source, validation);
                boolean accepts = naive.accepts(chain);
                int verdict = program.judge(subject, edits);
                assertThat(verdict == 0).as("%s of %s", block, chain).isEqualTo(accepts);
                if (accepts) {
                    RouteBlock changed = block.changed(edits);
                    assertThat(attributes(changed)).isEqualTo(naive.attributes);
                    assertThat(!edits.isEmpty() || changed.equals(block)).isTrue();
                } else {
                    assertThat(program.rejectPoint(verdict).at()).isEqualTo(naive.rejected.at());
                }
                block = new RouteBlock(another(random, block), block.block(), block.localPref());
                subject.prefix(
                        block.prefix().address().isV6(),
                        block.prefix().address().high(),
                        block.prefix().address().low(),
                        block.prefix().length());
            }
        }
    }

    private static Prefix another(RandomPolicy random, RouteBlock block) {
        Prefix prefix = random.prefix();
        while (prefix.address().isV6() != block.prefix().address().isV6()) {
            prefix = random.prefix();
        }
        return prefix;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneJudgmentForAllIsRightForAllButTheExceptions(long seed) {
        var random = new RandomPolicy(seed);
        List<Policy> chain = random.chain();
        PeerFacts peer = random.peer();
        Program program = Program.compile(chain, peer);
        var exceptions = new AsNumbers();
        var otherEdits = new Edits();
        subject.validation(validation(random));
        for (int i = 0; i < ROUTES; i++) {
            PeerFacts source = random.peer();
            RouteBlock block = random.route(source);
            block.fill(subject, source);
            subject.peerAs(0);
            exceptions.clear();
            int forAll = program.judgeForAll(subject, edits, exceptions);
            RouteBlock changed = forAll == 0 ? block.changed(edits) : block;
            for (long as : List.of(1L, 2L, 3L, 5L, 100L, 69_999L, 70_000L, 4_200_000_000L)) {
                PeerFacts other = withAs(peer, as);
                Program own = Program.compile(chain, other);
                if (!own.groupFacts().equals(program.groupFacts())) {
                    continue;
                }
                subject.peerAs(as);
                int verdict = program.judge(subject, otherEdits);
                RouteBlock result = verdict == 0 ? block.changed(otherEdits) : block;
                if (!exceptions.contains((int) as)) {
                    assertThat(verdict).isEqualTo(forAll);
                    assertThat(result).isEqualTo(changed);
                }
                subject.peerAs(0);
                assertThat(own.judge(subject, otherEdits)).as("AS %s", as).isEqualTo(verdict);
            }
        }
    }

    private static PeerFacts withAs(PeerFacts peer, long as) {
        return new PeerFacts(
                peer.address(),
                as,
                peer.name(),
                peer.group(),
                peer.role(),
                peer.localAs(),
                peer.localAddress(),
                peer.irrPrefixes(),
                peer.irrOrigins(),
                peer.relation(),
                PeerRules.NONE);
    }

    /// The same text read twice means the same; and whatever means the same judges alike.
    @ParameterizedTest
    @MethodSource("seeds")
    void programsOfTheSameMeaningJudgeAlike(long seed) {
        var one = new RandomPolicy(seed);
        var two = new RandomPolicy(seed);
        List<Policy> chain = one.chain();
        PeerFacts peer = one.peer();
        Program program = Program.compile(chain, peer);
        assertThat(program.sameAs(Program.compile(two.chain(), two.peer()))).isTrue();
        Program other = Program.compile(chain, one.peer());
        if (program.sameAs(other)) {
            for (int i = 0; i < ROUTES; i++) {
                PeerFacts source = one.peer();
                one.route(source).fill(subject, source);
                assertThat(program.judge(subject, edits)).isEqualTo(other.judge(subject, edits));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void traceComesToTheSameVerdict(long seed) {
        var random = new RandomPolicy(seed);
        List<Policy> chain = random.chain();
        PeerFacts peer = random.peer();
        Program program = Program.compile(chain, peer);
        for (int i = 0; i < ROUTES; i++) {
            PeerFacts source = random.peer();
            random.route(source).fill(subject, source);
            int verdict = program.judge(subject, edits);
            Trace trace = Trace.of(PolicyChain.of(chain), peer, subject, new Edits());
            assertThat(trace.verdict()).isEqualTo(verdict);
            assertThat(trace.decisive()).isPresent();
            assertThat(trace.entries().toString()).isNotEmpty();
        }
    }
}
