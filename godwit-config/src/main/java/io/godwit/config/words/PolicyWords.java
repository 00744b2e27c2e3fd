package io.godwit.config.words;

import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Sets.Items;
import io.godwit.config.words.Sets.NamedSet;
import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.CommunityKind;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The rows of the table that are about policies: sets, policies, what neighbors have for them.
public final class PolicyWords {
    private static final List<Block> FILE = List.of(Block.FILE);
    private static final List<Block> OPTIONS = List.of(Block.GROUP, Block.NEIGHBOR);

    private PolicyWords() {}

    public static final Word<GroupName> POLICY =
            Word.block(
                    "policy",
                    "policies",
                    Block.POLICY,
                    Texts.POLICY_NAME,
                    new GroupName("member-in", Words.NOWHERE),
                    "What routes meet on their way in or out, by `import` and `export`; see below.",
                    "filter",
                    "route-map",
                    "policy-statement");

    public static final Word<GroupName> TEST =
            Word.block(
                    "test",
                    "tests",
                    Block.TEST,
                    Texts.TITLE,
                    new GroupName("private space is refused", Words.NOWHERE),
                    "What must become of a route, for `godwit policy test`; a daemon ignores it."
                            + " See [policies](policy.md).");

    public static final Word<NamedSet> PREFIX_SET =
            Word.many(
                    "prefix-set",
                    FILE,
                    Sets.named("PREFIX"),
                    set("bogons", "10.0.0.0/8+", "192.0.2.0/24{25,32}"),
                    "",
                    "Prefixes: `10.0.0.0/8` exactly, `10.0.0.0/8+` with all within it,"
                            + " `10.0.0.0/8{9,24}` those of these lengths within it.",
                    "prefix-list",
                    "ip-prefix-list");

    public static final Word<NamedSet> AS_SET =
            Word.many(
                    "as-set",
                    FILE,
                    Sets.named("AS"),
                    set("transit-free", "3356", "64512..65534"),
                    "",
                    "AS numbers and ranges of them.",
                    "as-list",
                    "as-path-set");

    public static final Word<NamedSet> COMMUNITY_SET =
            Word.many(
                    "community-set",
                    FILE,
                    Sets.named("COMMUNITY"),
                    set("blackholes", "65535:666", "64500:*"),
                    "",
                    "Communities (RFC 1997) and patterns of them.",
                    "community-list");

    public static final Word<NamedSet> LARGE_COMMUNITY_SET =
            Word.many(
                    "large-community-set",
                    FILE,
                    Sets.named("COMMUNITY"),
                    set("ours", "64500:*:*"),
                    "",
                    "Large communities (RFC 8092) and patterns of them.",
                    "large-community-list");

    public static final Word<NamedSet> EXTENDED_COMMUNITY_SET =
            Word.many(
                    "extended-community-set",
                    FILE,
                    Sets.named("COMMUNITY"),
                    set("targets", "rt:64500:*"),
                    "",
                    "Extended communities (RFC 4360) and patterns of them.",
                    "extcommunity-list");

    public static final Word<RejectTag> REJECT_TAG =
            Word.one(
                    "reject-tag",
                    FILE,
                    RejectTags.ARGUMENT,
                    RejectTags.EXAMPLE,
                    "no tag",
                    "The community that rejected routes are shown with, for looking glasses: `*` is"
                            + " the number behind `reject`. Only in what `show` prints; the route"
                            + " stays as it came, and without a number there is no tag.",
                    "reject-cause");

    public static final Word<Items> IRR_PREFIXES =
            Word.one(
                    "irr-prefixes",
                    OPTIONS,
                    Sets.unnamed("PREFIX"),
                    new Items.File("irr/as64511.json", Words.NOWHERE),
                    "an empty set",
                    "What policies call `peer.irr-prefixes`.");

    public static final Word<Items> IRR_ORIGINS =
            Word.one(
                    "irr-origins",
                    OPTIONS,
                    Sets.unnamed("AS"),
                    new Items.File("irr/as64511-as.json", Words.NOWHERE),
                    "an empty set",
                    "What policies call `peer.irr-origins`.");

    private static NamedSet set(String name, String... items) {
        return new NamedSet(new GroupName(name, Words.NOWHERE), Sets.listed(items));
    }

    /// The sets of communities of each kind.
    public static final Map<CommunityKind, Word<NamedSet>> COMMUNITY_SETS =
            new EnumMap<>(
                    Map.of(
                            CommunityKind.STANDARD, COMMUNITY_SET,
                            CommunityKind.LARGE, LARGE_COMMUNITY_SET,
                            CommunityKind.EXTENDED, EXTENDED_COMMUNITY_SET));

    static final List<Word<?>> ALL =
            List.of(
                    POLICY,
                    TEST,
                    PREFIX_SET,
                    AS_SET,
                    COMMUNITY_SET,
                    LARGE_COMMUNITY_SET,
                    EXTENDED_COMMUNITY_SET,
                    REJECT_TAG,
                    IRR_PREFIXES,
                    IRR_ORIGINS);
}
