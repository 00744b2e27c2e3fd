package io.godwit.bench;

import io.godwit.policy.AsNumbers;
import io.godwit.policy.AsSet;
import io.godwit.policy.Edits;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerRules;
import io.godwit.policy.Place;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Program;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.policy.Subject;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
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
import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AttributeWriter;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// What a member of a route server announces, against 30 statements that it passes: sets of 200
/// prefixes, 12 origins, paths of 1 to 6 and 8 communities.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {
    private static final int BLOCKS = 256;
    private static final int PREFIXES = 200;
    private static final long MEMBER = 64511;

    /// Prefixes of each block.
    @Param({"1", "5"})
    public int prefixes;

    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private final AsNumbers exceptions = new AsNumbers();
    private final byte[][] blocks = new byte[BLOCKS][];
    private final int[] addresses = new int[PREFIXES];
    private PeerFacts member;
    private Program in;
    private Program out;
    private int next;

    /// Compiles both directions and makes the routes.
    @Setup
    public void prepare() {
        var random = new Random(1);
        List<PrefixRange> ranges = new ArrayList<>();
        for (int i = 0; i < PREFIXES; i++) {
            addresses[i] = random.nextInt() & -256;
            Prefix prefix = new Prefix(Address.ofV4(addresses[i]), 24);
            ranges.add(PrefixRange.exactly(prefix));
        }
        member =
                new PeerFacts(
                        Address.ofV4(0xc000_020b),
                        MEMBER,
                        "r1",
                        "members",
                        Role.ROUTE_SERVER_CLIENT,
                        64500,
                        Optional.empty(),
                        PrefixSet.of(ranges),
                        AsSet.of(List.of(new AsSet.Range(MEMBER, MEMBER + 11))),
                        Relation.UNSTATED,
                        PeerRules.NONE);
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = block(random);
        }
        in = Program.compile(List.of(importPolicy()), member);
        out = Program.compile(List.of(exportPolicy()), member);
    }

    private static byte[] block(Random random) {
        int[] path = new int[1 + random.nextInt(6)];
        for (int i = 0; i < path.length; i++) {
            path[i] = (int) MEMBER + random.nextInt(i == 0 ? 1 : 12);
        }
        int[] communities = new int[8];
        for (int i = 0; i < communities.length; i++) {
            communities[i] = 64496 + random.nextInt(3) << 16 | random.nextInt(1000);
        }
        byte[] buf = new byte[512];
        int at = AttributeWriter.origin(buf, 0, 0);
        at = AttributeWriter.asPath(buf, at, Ints.of(path));
        at = AttributeWriter.nextHop(buf, at, 0xc000_020b);
        at = AttributeWriter.communities(buf, at, Ints.of(communities));
        return Arrays.copyOf(buf, at);
    }

    // ---- the policies

    private static Condition asked(Condition.Question question) {
        return new Condition.Asked("", question);
    }

    private static Statement reject(Condition condition) {
        return new Statement.Reject(Place.NONE, "", Optional.of(condition), 0, "no");
    }

    private static Statement change(Condition condition, Action action) {
        return new Statement.Change(Place.NONE, "", Optional.of(condition), action);
    }

    private static NumberValue field(NumberField field) {
        return new NumberValue.Field(field);
    }

    private static Condition number(NumberField field, Comparison comparison, NumberValue value) {
        return asked(new Condition.NumberIs(field(field), comparison, value));
    }

    private static Condition has(long high, NumberValue low) {
        return asked(
                new Condition.Has(
                        CommunityKind.STANDARD,
                        List.of(
                                new CommunityPattern(
                                        CommunityKind.STANDARD,
                                        List.of(
                                                new CommunityPattern.Part.Exactly(
                                                        new NumberValue.Constant(high)),
                                                new CommunityPattern.Part.Exactly(low))))));
    }

    private static Policy importPolicy() {
        PrefixSet bogons =
                PrefixSet.of(
                        List.of(
                                PrefixRange.orLonger(Prefix.parse("240.0.0.0/4").orElseThrow()),
                                PrefixRange.orLonger(Prefix.parse("0.0.0.0/32").orElseThrow())));
        AsSet big = AsSet.of(List.of(new AsSet.Range(174, 174), new AsSet.Range(3356, 3356)));
        List<Statement> all = new ArrayList<>();
        all.add(
                reject(
                        number(
                                NumberField.AS_PATH_LENGTH,
                                Comparison.GREATER,
                                new NumberValue.Constant(32))));
        all.add(reject(asked(new Condition.PrefixIn(new PrefixSetRef.Known("bogons", bogons)))));
        all.add(
                reject(
                        asked(
                                new Condition.AddressIs(
                                        new AddressValue.Field(AddressField.NEXT_HOP),
                                        false,
                                        new AddressValue.Field(AddressField.PEER_ADDRESS)))));
        all.add(
                reject(
                        number(
                                NumberField.AS_PATH_FIRST,
                                Comparison.NOT_EQUAL,
                                field(NumberField.PEER_AS))));
        all.add(reject(asked(new Condition.PathAny(new AsSetRef.Known("big", big)))));
        all.add(
                reject(
                        new Condition.Not(
                                asked(
                                        new Condition.AsIn(
                                                field(NumberField.AS_PATH_LAST),
                                                new AsSetRef.OfPeer())))));
        all.add(
                reject(
                        new Condition.Not(
                                asked(new Condition.PrefixIn(new PrefixSetRef.OfPeer())))));
        all.add(
                reject(
                        new Condition.Not(
                                asked(
                                        new Condition.NumberIn(
                                                field(NumberField.PREFIX_LENGTH),
                                                List.of(new Condition.Range(8, 24)))))));
        all.add(reject(asked(new Condition.WordIs(WordField.RPKI, 2))));
        while (all.size() < 29) {
            all.add(
                    change(
                            has(64500, new NumberValue.Constant(all.size())),
                            new Action.SetNumber(
                                    NumberField.LOCAL_PREF, new NumberValue.Constant(all.size()))));
        }
        all.add(new Statement.Accept(Place.NONE, "", Optional.empty()));
        return new Policy("member-in", Place.NONE, all);
    }

    private static Policy exportPolicy() {
        return new Policy(
                "member-out",
                Place.NONE,
                List.of(
                        reject(has(0, field(NumberField.PEER_AS))),
                        reject(
                                new Condition.And(
                                        List.of(
                                                has(0, new NumberValue.Constant(64500)),
                                                new Condition.Not(
                                                        has(64500, field(NumberField.PEER_AS)))))),
                        new Statement.Accept(Place.NONE, "", Optional.empty())));
    }

    // ---- what is measured

    /// One block with its prefixes through the import policy.
    @Benchmark
    public int memberIn() {
        setBlock();
        int accepted = 0;
        for (int i = 0; i < prefixes; i++) {
            long address = addresses[(next + i) % PREFIXES] & 0xffff_ffffL;
            subject.prefix(false, 0, address, 24);
            accepted += in.judge(subject, edits) == 0 ? 1 : 0;
        }
        return accepted;
    }

    /// One block through the export policy for all members at once.
    @Benchmark
    public int memberOutForAll() {
        setBlock();
        exceptions.clear();
        return out.judgeForAll(subject, edits, exceptions) + exceptions.size();
    }

    private void setBlock() {
        next++;
        byte[] block = blocks[next % BLOCKS];
        subject.block(block, 0, block.length, 100, member);
    }
}
