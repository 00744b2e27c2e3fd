package io.godwit.rib.out;

import io.godwit.policy.Edits;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.policy.RejectPoint;
import io.godwit.policy.Subject;
import io.godwit.policy.Trace;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.PathList;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attributes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Why a neighbor is told a path of a prefix or not, path by path: made when somebody asks, by
/// going through the rules once more.
public final class Examination {
    private static final int OURSELVES = 0;

    private final Groups groups;
    private final Member member;
    private final PolicyChain policy;
    private final PeerFacts facts;
    private final GroupKey key;
    private final Export export;
    private final Subject subject = new Subject();
    private final Edits edits = new Edits();
    private final PathList paths = new PathList();
    private Optional<Sent> sent = Optional.empty();
    private int sentPaths;
    private Program program; // compiled when many rows are looked at
    private boolean hidden;
    private boolean held;
    private int toldAttr;
    private int toldSource;
    private int toldName;
    private boolean ownDefault;
    private int rejected;
    private int about;
    private RejectPoint point;

    /// A path, and what keeps it from being told; [Obstacle#NONE] = it is told.
    ///
    /// @param trace what the policy did with it, if it was asked
    /// @param pathId the Path Identifier that it is told with, if it has one
    public record Finding(
            int attr, int source, Obstacle obstacle, Optional<Trace> trace, OptionalInt pathId) {
        Finding(int attr, int source, Obstacle obstacle, Optional<Trace> trace) {
            this(attr, source, obstacle, trace, OptionalInt.empty());
        }

        private Finding withPathId(int id) {
            return new Finding(attr, source, obstacle, trace, OptionalInt.of(id));
        }
    }

    /// What is told.
    ///
    /// @param attributes all but MP_REACH_NLRI, as they are written
    /// @param asn4 whether AS numbers in them have four octets
    /// @param nextHop the address that is given
    public record Sent(byte[] attributes, boolean asn4, Address nextHop) {}

    Examination(Groups groups, Member member, PolicyChain policy, PeerFacts facts) {
        this.groups = groups;
        this.member = member;
        this.policy = policy;
        this.facts = facts;
        key = member.group().key();
        export = groups.export(key);
        subject.validation(groups.validation());
    }

    /// What is told, of several paths the first; after [#of].
    public Optional<Sent> sent() {
        return sent;
    }

    /// All paths that take part, in the order of the decision.
    public List<Finding> of(RouteTable routes, int row, PathList order) {
        prefix(routes, row);
        List<Finding> all = new ArrayList<>();
        if (ownDefault) {
            export.write(groups.defaultAttr(), OURSELVES, routes.isV6());
            sent = Optional.of(written());
        }
        for (int at = 0; at < order.size(); at++) {
            Finding finding = examine(order.attr(at), order.source(at), at, routes.isV6());
            boolean named = finding.obstacle == Obstacle.NONE && key.hasPathIds(routes.isV6());
            all.add(named ? finding.withPathId(Packer.pathId(order.name(at))) : finding);
        }
        if (held && toldAttr != 0 && sent.isEmpty()) {
            examine(
                    toldAttr,
                    toldSource,
                    0,
                    routes.isV6()); // told still, though not there any more
        }
        return all;
    }

    private void prefix(RouteTable routes, int row) {
        int length = routes.table().length(row);
        subject.prefix(routes.isV6(), routes.high(row), routes.low(row), length);
        hidden = routes.isHidden(row);
        held = routes.isHeld(row);
        toldAttr = routes.toldAttr(row);
        toldSource = routes.toldSource(row);
        toldName = routes.toldName(row);
        ownDefault = length == 0 && originatesDefault() && isDefaultWanted(routes.isV6());
    }

    /// Why nothing of a chosen row is told: what stops the first path that did not come from the
    /// neighbor itself. [Obstacle#OWN] = there is no other, [Obstacle#NONE] = something is told.
    /// For many rows one after the other.
    public Obstacle look(RouteTable routes, int row) {
        prefix(routes, row);
        if (ownDefault) {
            return Obstacle.NONE;
        }
        int behind = key.ranked(routes.isV6()) ? routes.ranks(row) : 0;
        if (held && toldAttr != 0) {
            routes.read(toldAttr, toldSource, toldName, 0, paths);
        } else {
            routes.read(
                    routes.chosenAttr(row),
                    routes.chosenSource(row),
                    routes.chosenName(row),
                    behind,
                    paths);
        }
        Obstacle first = Obstacle.OWN;
        for (int at = 0; at < paths.size(); at++) {
            Obstacle obstacle = look(paths.attr(at), paths.source(at), at, routes.isV6());
            if (obstacle == Obstacle.NONE) {
                return obstacle;
            }
            if (first == Obstacle.OWN && obstacle != Obstacle.OWN) {
                first = obstacle;
                about = at;
                point = first == Obstacle.POLICY ? program.rejectPoint(rejected) : null;
            }
        }
        return first;
    }

    private Obstacle look(int attr, int source, int at, boolean v6) {
        Obstacle rule = source == member.peer() ? Obstacle.OWN : rule(attr, source, at, v6);
        if (rule != Obstacle.NONE) {
            return rule;
        }
        program = program == null ? policy.compile(facts) : program;
        block(attr, source);
        rejected = program.judge(subject, edits);
        return rejected == 0 ? export.write(attr, source, v6, edits) : Obstacle.POLICY;
    }

    /// Block of the path that the last [#look] was about.
    public int attr() {
        return paths.attr(about);
    }

    /// Where that path came from.
    public int source() {
        return paths.source(about);
    }

    /// The statement that rejects it; empty if it is a rule.
    public Optional<RejectPoint> point() {
        return Optional.ofNullable(point);
    }

    /// Whether the default route is one of ours, whatever the table has.
    public boolean originatesDefault() {
        return groups.program(member).originatesDefault();
    }

    private boolean isDefaultWanted(boolean v6) {
        return groups.program(member).filter().passes(v6, 0, 0, 0);
    }

    /// Whether the family was negotiated.
    public boolean has(boolean v6) {
        return key.has(v6);
    }

    private Finding examine(int attr, int source, int at, boolean v6) {
        Obstacle rule = rule(attr, source, at, v6);
        if (rule != Obstacle.NONE) {
            return new Finding(attr, source, rule, Optional.empty());
        }
        block(attr, source);
        Trace trace = Trace.of(policy, facts, subject, edits);
        Obstacle obstacle = Obstacle.POLICY;
        if (trace.verdict() == 0) {
            obstacle = export.write(attr, source, v6, edits);
        }
        if (obstacle == Obstacle.NONE) {
            sent = sent.or(() -> Optional.of(written()));
            sentPaths++;
        }
        return new Finding(attr, source, obstacle, Optional.of(trace));
    }

    private Sent written() {
        byte[] octets = Arrays.copyOf(export.attributes(), export.attributesOctets());
        return new Sent(octets, key.send().asn4(), export.nextHop().address());
    }

    private void block(int attr, int source) {
        groups.store().show(attr, groups.facts(source), subject);
    }

    /// What does not depend on the policy.
    private Obstacle rule(int attr, int source, int at, boolean v6) {
        if (ownDefault) {
            return Obstacle.DEFAULT_ORIGINATE;
        }
        if (policy.equals(PolicyChain.NONE) && key.ebgp()) {
            return Obstacle.NO_POLICY;
        }
        if (sentPaths >= key.most(v6)) {
            return Obstacle.BEHIND;
        }
        boolean instead = held && attr == toldAttr && source == toldSource;
        if (held && !hidden && at == 0 && !instead) {
            return Obstacle.UNINSTALLED;
        }
        if (at > 0 && !key.ranked(v6) && !instead) {
            return Obstacle.NOT_BEST;
        }
        if (source == member.peer()) {
            return Obstacle.OWN;
        }
        if (hidden) {
            return Obstacle.SUMMARIZED;
        }
        if (!groups.program(member).filter().passes(subject)) {
            return Obstacle.FILTERED;
        }
        return key.skipsLoops() && isLoop(attr) ? Obstacle.LOOP : export.obstacle(attr);
    }

    private boolean isLoop(int attr) {
        AttrStore store = groups.store();
        byte[] octets = store.octets(attr);
        int at = store.attribute(attr, Attributes.AS_PATH);
        int value = Attributes.valueOffset(octets, at);
        int as = groups.sources().as(member.peer());
        return AsPaths.contains(octets, value, Attributes.valueOctets(octets, at), as);
    }
}
