package io.godwit.policy;

import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.Condition;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.PathPattern;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.policy.tree.WordField;
import io.godwit.wire.attr.Attributes;

import java.util.List;

/// What conditions look at and what actions change, as bits: those of [Reads] by their ordinals,
/// then those of the attributes that a program can change.
final class Uses {
    static final int BLOCK = bit(Reads.BLOCK);
    static final int PREFIX = bit(Reads.PREFIX);
    static final int PEER = bit(Reads.PEER);
    static final int SOURCE = bit(Reads.SOURCE);
    static final int RPKI = bit(Reads.RPKI);
    static final int ASPA = bit(Reads.ASPA);

    /// The AS of the neighbor that the program runs for; comes with [#PEER].
    static final int PEER_AS = 1 << 8;

    static final int PATH = 1 << 16;
    static final int ORIGIN = 1 << 17;
    static final int NEXT_HOP = 1 << 18;
    static final int MED = 1 << 19;
    static final int LOCAL_PREF = 1 << 20;
    static final int STANDARD = 1 << 21;
    static final int LARGE = 1 << 22;
    static final int EXTENDED = 1 << 23;
    static final int OTHER = 1 << 24;

    /// All attributes that can change.
    static final int ATTRIBUTES = 0x1ff << 16;

    /// What can differ between two prefixes of a block.
    static final int EACH_PREFIX = PREFIX | RPKI;

    private Uses() {}

    static int bit(Reads reads) {
        return 1 << reads.ordinal();
    }

    static int of(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> ofAll(all);
            case Condition.Or(var any) -> ofAll(any);
            case Condition.Not(var inner) -> of(inner);
            case Condition.Asked(_, var question) -> of(question);
        };
    }

    static int ofAll(List<Condition> conditions) {
        int uses = 0;
        for (Condition condition : conditions) {
            uses |= of(condition);
        }
        return uses;
    }

    static int of(Condition.Question question) {
        return switch (question) {
            case Condition.Always _ -> 0;
            case Condition.NumberIs(var left, _, var right) -> of(left) | of(right);
            case Condition.NumberIn(var value, _) -> of(value);
            case Condition.AsIn(var value, var set) -> of(value) | of(set);
            case Condition.PrefixIn(var set) -> PREFIX | of(set);
            case Condition.PrefixWithin(var set) -> PREFIX | of(set);
            case Condition.AddressIs(var left, _, var right) -> of(left) | of(right);
            case Condition.AddressIn(var value, var set) -> of(value) | of(set);
            case Condition.WordIs(var field, _) -> of(field);
            case Condition.TextIs(var field, _) -> bit(field.reads());
            case Condition.PathContains(var as) -> BLOCK | PATH | of(as);
            case Condition.PathAny(var set) -> BLOCK | PATH | of(set);
            case Condition.PathAll(var set) -> BLOCK | PATH | of(set);
            case Condition.PathMatches(var pattern) -> BLOCK | PATH | of(pattern.node());
            case Condition.Has(var kind, var patterns) -> BLOCK | of(kind) | of(patterns);
            case Condition.Exists(int code) -> BLOCK | attribute(code);
        };
    }

    static int of(NumberValue value) {
        return switch (value) {
            case NumberValue.Constant _ -> 0;
            case NumberValue.Field(var field) -> bit(field.reads()) | attribute(field);
            case NumberValue.Arithmetic(var left, _, var right) -> of(left) | of(right);
        };
    }

    private static int attribute(NumberField field) {
        return switch (field) {
            case AS_PATH_LENGTH, AS_PATH_FIRST, AS_PATH_LAST -> PATH;
            case MED -> MED;
            case LOCAL_PREF -> LOCAL_PREF;
            case PEER_AS -> PEER_AS;
            case PREFIX_LENGTH, LOCAL_AS, ROUTE_PEER_AS -> 0;
        };
    }

    private static int of(AddressValue value) {
        return switch (value) {
            case AddressValue.Constant _ -> 0;
            case AddressValue.Field(var field) ->
                    bit(field.reads()) | (field.reads() == Reads.BLOCK ? NEXT_HOP : 0);
        };
    }

    private static int of(AsSetRef set) {
        return set instanceof AsSetRef.OfPeer ? PEER : 0;
    }

    private static int of(PrefixSetRef set) {
        return set instanceof PrefixSetRef.OfPeer ? PEER : 0;
    }

    private static int of(WordField field) {
        int more =
                switch (field) {
                    case ORIGIN -> ORIGIN;
                    case RPKI -> BLOCK;
                    case ASPA -> BLOCK | SOURCE;
                    case FAMILY, PEER_ROLE, ROUTE_SOURCE -> 0;
                };
        return bit(field.reads()) | more;
    }

    static int of(CommunityKind kind) {
        return switch (kind) {
            case STANDARD -> STANDARD;
            case LARGE -> LARGE;
            case EXTENDED -> EXTENDED;
        };
    }

    static int of(List<CommunityPattern> patterns) {
        int uses = 0;
        for (CommunityPattern pattern : patterns) {
            for (CommunityPattern.Part part : pattern.parts()) {
                if (part instanceof CommunityPattern.Part.Exactly(var value)) {
                    uses |= of(value);
                }
            }
        }
        return uses;
    }

    static int of(PathPattern.Node node) {
        return switch (node) {
            case PathPattern.Node.One(_, var values, _) -> ofValues(values);
            case PathPattern.Node.OneOf(var set) -> of(set);
            case PathPattern.Node.Sequence(var nodes) -> ofNodes(nodes);
            case PathPattern.Node.Choice(var nodes) -> ofNodes(nodes);
            case PathPattern.Node.Repeated(var inner, _, _) -> of(inner);
        };
    }

    private static int ofNodes(List<PathPattern.Node> nodes) {
        int uses = 0;
        for (PathPattern.Node node : nodes) {
            uses |= of(node);
        }
        return uses;
    }

    private static int ofValues(List<NumberValue> values) {
        int uses = 0;
        for (NumberValue value : values) {
            uses |= of(value);
        }
        return uses;
    }

    /// The bit of an attribute.
    static int attribute(int code) {
        return switch (code) {
            case Attributes.AS_PATH -> PATH;
            case Attributes.ORIGIN -> ORIGIN;
            case Attributes.NEXT_HOP, Attributes.MP_REACH_NLRI -> NEXT_HOP;
            case Attributes.MULTI_EXIT_DISC -> MED;
            case Attributes.LOCAL_PREF -> LOCAL_PREF;
            case Attributes.COMMUNITIES -> STANDARD;
            case Attributes.LARGE_COMMUNITIES -> LARGE;
            case Attributes.EXTENDED_COMMUNITIES -> EXTENDED;
            default -> OTHER;
        };
    }

    /// What an action looks at.
    static int read(Action action) {
        return switch (action) {
            case Action.SetNumber(_, var value) -> of(value);
            case Action.SetOrigin _, Action.RemoveAttribute _ -> 0;
            case Action.SetNextHop(var value) -> of(value);
            case Action.SetNextHopSelf _ -> PEER;
            case Action.AddCommunities(_, var values, _) -> of(values);
            case Action.RemoveCommunities(_, var patterns) -> of(patterns);
            case Action.Prepend(var as, _) -> of(as);
            case Action.AddValidationState _ -> RPKI | BLOCK;
        };
    }

    /// The attributes that an action changes.
    static int changed(Action action) {
        return switch (action) {
            case Action.SetNumber(var field, _) -> attribute(field);
            case Action.SetOrigin _ -> ORIGIN;
            case Action.SetNextHop _, Action.SetNextHopSelf _ -> NEXT_HOP;
            case Action.AddCommunities(var kind, _, _) -> of(kind);
            case Action.RemoveCommunities(var kind, _) -> of(kind);
            case Action.RemoveAttribute(int code) -> attribute(code);
            case Action.Prepend _ -> PATH;
            case Action.AddValidationState _ -> EXTENDED;
        };
    }
}
