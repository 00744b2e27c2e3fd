package io.godwit.policy;

import io.godwit.policy.tree.Policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Policies compiled for one neighbor: pure, without state of its own, cheap to ask. A judgment is
/// about one route; others are no inputs of it (RFC 4271 §9.1).
///
/// Statements run in order; what they change is what later conditions see. Nothing is allocated in
/// a judgment; what a program remembers of a block is kept in the [Edits].
public final class Program {
    /// Every route passes as it is.
    public static final Program ACCEPT_ALL = new Program("accept", true);

    /// No route passes.
    public static final Program REJECT_ALL = new Program("reject", false);

    /// An external neighbor without a policy: no route passes (RFC 8212).
    public static final Program NONE = new Program("none", false);

    private final String name;
    private final List<Policy> chain;
    private final Optional<Policy> closing;
    private final Step step;
    private final RejectPoint[] points;
    private final int uses;
    private final int slots;
    private final boolean passes;
    private final boolean needsAs;
    private final long peerAs;
    private final List<Object> facts;
    private final Optional<Program> defaultBeside;
    private final OutboundFilter filter;
    private final Optional<Program> unfiltered;

    private Program(String name, boolean accept) {
        this.name = name;
        chain = List.of();
        closing = Optional.empty();
        step = accept ? _ -> 0 : _ -> 1;
        points =
                accept
                        ? new RejectPoint[0]
                        : new RejectPoint[] {new RejectPoint(0, name, name, Place.NONE, name)};
        uses = 0;
        slots = 0;
        passes = accept;
        needsAs = false;
        peerAs = Route.NONE;
        facts = List.of();
        defaultBeside = Optional.empty();
        filter = OutboundFilter.NONE;
        unfiltered = Optional.empty();
    }

    private Program(List<Policy> chain, Optional<Policy> closing, PeerFacts peer, boolean watched) {
        Compiler compiler = new Compiler(peer, watched);
        this.chain = List.copyOf(chain);
        name = chain.stream().map(Policy::name).collect(Collectors.joining(", "));
        Step body = compiler.chain(chain);
        this.closing = closing;
        step = closing.map(last -> closed(body, compiler.chain(List.of(last)))).orElse(body);
        points = compiler.points().toArray(RejectPoint[]::new);
        uses = compiler.uses();
        slots = compiler.slots();
        passes = compiler.accepts();
        needsAs = compiler.questions().needsAs();
        peerAs = peer.as();
        facts = List.copyOf(new ArrayList<>(compiler.questions().facts()));
        defaultBeside = Optional.empty();
        filter = OutboundFilter.NONE;
        unfiltered = Optional.empty();
    }

    private static Step closed(Step body, Step last) {
        return route -> {
            int verdict = body.run(route);
            if (verdict == 0) {
                last.run(route);
            }
            return verdict;
        };
    }

    /// Judges as another one, and there is a default route beside it.
    private Program(Program beside) {
        name = beside.name;
        chain = beside.chain;
        closing = beside.closing;
        step = beside.step;
        points = beside.points;
        uses = beside.uses;
        slots = beside.slots;
        passes = beside.passes;
        needsAs = beside.needsAs;
        peerAs = beside.peerAs;
        facts = beside.facts;
        defaultBeside = Optional.of(beside);
        filter = beside.filter;
        unfiltered = beside.unfiltered;
    }

    /// Judges as another one what a filter of the neighbor lets pass.
    private Program(Program inner, OutboundFilter filter) {
        name = inner.name;
        chain = inner.chain;
        closing = inner.closing;
        points = Arrays.copyOf(inner.points, inner.points.length + 1);
        int refused = points.length;
        points[refused - 1] =
                new RejectPoint(0, "filtered", "orf", Place.NONE, "the neighbor's filter");
        step = route -> filter.passes(route.subject) ? inner.step.run(route) : refused;
        uses = inner.uses | Uses.PREFIX;
        slots = inner.slots;
        passes = inner.passes;
        needsAs = inner.needsAs;
        peerAs = inner.peerAs;
        facts = inner.facts;
        defaultBeside = Optional.empty();
        this.filter = filter;
        unfiltered = Optional.of(inner);
    }

    /// The same, for a neighbor that asks to be told only what a filter lets pass; instead of the
    /// filter that there is. Comes before [#originatingDefault].
    public Program behind(OutboundFilter other) {
        Program inner = unfiltered.orElse(this);
        return other.equals(OutboundFilter.NONE) ? inner : new Program(inner, other);
    }

    /// What the neighbor asks to be told only, beside our own policies (RFC 5291 §6).
    public OutboundFilter filter() {
        return filter;
    }

    /// What judges a default route of ours, where that is told whatever the policies say: a filter
    /// of the neighbor is none of those.
    public Program ofDefault(boolean v6) {
        return filter.passes(v6, 0, 0, 0) ? ACCEPT_ALL : REJECT_ALL;
    }

    /// The same, for a neighbor that is told a default route of ours whatever the tables and the
    /// policies say, or for one that is not.
    public Program originatingDefault(boolean yes) {
        return yes == originatesDefault() ? this : defaultBeside.orElseGet(() -> new Program(this));
    }

    /// Whether a default route of ours takes the place of any other.
    public boolean originatesDefault() {
        return defaultBeside.isPresent();
    }

    /// Compiles policies that a route meets one after the other.
    ///
    /// @throws IllegalArgumentException if a route can fall off the end of the last one
    public static Program compile(List<Policy> chain, PeerFacts peer) {
        return compile(chain, Optional.empty(), peer);
    }

    /// The same, and what is accepted is changed by another policy in the end.
    static Program compile(List<Policy> chain, Optional<Policy> closing, PeerFacts peer) {
        return compile(chain, closing, peer, false);
    }

    /// Compiles so that [#judge] with a watcher tells of every statement.
    static Program watched(List<Policy> chain, PeerFacts peer) {
        return compile(chain, Optional.empty(), peer, true);
    }

    private static Program compile(
            List<Policy> chain, Optional<Policy> closing, PeerFacts peer, boolean watched) {
        if (chain.stream().noneMatch(Policy::ends)) {
            String names = chain.stream().map(Policy::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("a route can fall off the end of " + names);
        }
        return new Program(chain, closing, peer, watched);
    }

    /// Judges a route for the neighbor the program was compiled for, or for [Subject#peerAs].
    ///
    /// @param edits what was in them is gone; they mean something after 0 only
    /// @return 0 = accepted; else the number of the [RejectPoint], from 1
    public int judge(Subject subject, Edits edits) {
        Route route = edits.route();
        route.start(subject, this, subject.peerAs == 0 ? peerAs : subject.peerAs);
        return step.run(route);
    }

    int judge(Subject subject, Edits edits, Watcher watcher) {
        edits.route().watcher = watcher;
        int verdict = judge(subject, edits);
        edits.route().watcher = null;
        return verdict;
    }

    /// Judges a route for all neighbors with equal [#groupFacts] at once: for one whose AS equals
    /// nothing that it is compared with. Whoever has one of the AS numbers in `exceptions` may be
    /// judged in another way: [#judge] with [Subject#peerAs] says.
    ///
    /// @param edits as in [#judge]
    /// @param exceptions AS numbers are added; some of them may be of nobody
    /// @return as [#judge]
    public int judgeForAll(Subject subject, Edits edits, AsNumbers exceptions) {
        Route route = edits.route();
        route.start(subject, this, needsAs ? peerAs : Route.NONE);
        route.exceptions = exceptions;
        int verdict = step.run(route);
        route.exceptions = null;
        return verdict;
    }

    /// What of the neighbor the judgments depend on: two neighbors with the same policies for whom
    /// this is equal are judged alike, but for the exceptions of [#judgeForAll].
    public Object groupFacts() {
        return facts;
    }

    /// Whether both judge every route alike, and number their [RejectPoint]s alike; places, texts,
    /// labels and names may differ.
    public boolean sameAs(Program other) {
        return ((uses & Uses.PEER_AS) == 0 || peerAs == other.peerAs) && judgesAs(other);
    }

    /// Whether both judge every route alike for neighbors of any one AS, as [#sameAs] says; so that
    /// one of them can judge for all.
    public boolean judgesAs(Program other) {
        if (originatesDefault() || other.originatesDefault()) {
            return originatesDefault()
                    && other.originatesDefault()
                    && defaultBeside.get().judgesAs(other.defaultBeside.get());
        }
        if (unfiltered.isPresent() || other.unfiltered.isPresent()) {
            return filter.equals(other.filter) && unfiltered.get().judgesAs(other.unfiltered.get());
        }
        return this == other
                || uses == other.uses
                        && points.length == other.points.length
                        && facts.equals(other.facts)
                        && closing.equals(other.closing)
                        && !chain.isEmpty()
                        && (chain.equals(other.chain)
                                || Meaning.of(chain).equals(Meaning.of(other.chain)));
    }

    /// Whether the outcome depends on this. If not on [Reads#PREFIX] and [Reads#RPKI], one judgment
    /// is good for all prefixes of a block that are of one family.
    public boolean reads(Reads what) {
        return (uses & Uses.bit(what)) != 0;
    }

    /// Whether any route can pass at all.
    public boolean passes() {
        return passes;
    }

    /// Where it rejects.
    ///
    /// @param number from 1
    public RejectPoint rejectPoint(int number) {
        return points[number - 1];
    }

    /// How many points it rejects at.
    public int rejectPoints() {
        return points.length;
    }

    /// The names of the policies, in their order.
    public String name() {
        return name;
    }

    int memoSlots() {
        return slots;
    }
}
