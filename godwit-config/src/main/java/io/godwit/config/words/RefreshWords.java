package io.godwit.config.words;

import io.godwit.config.words.Sets.Items;
import io.godwit.session.OrfOffer;

import java.util.List;

/// The words about routes that are asked for: again, or only some.
public final class RefreshWords {
    private RefreshWords() {}

    public static final Word<OrfOffer> ORF =
            Word.one(
                    "orf",
                    Words.OPTIONS,
                    new Choice<>("a direction", List.of(OrfOffer.values()), OrfOffer::word),
                    OrfOffer.RECEIVE,
                    "no",
                    "Outbound route filters by prefix (RFC 5291, RFC 5292), if the neighbor agrees."
                            + " With `receive` it may say which prefixes it wants, and is told only"
                            + " those of what `export` lets pass; nothing before it has said so."
                            + " With `send` it is asked for `orf-prefixes` only, so that what"
                            + " `import` would reject anyway is not even sent. `both` is both.",
                    "orf-prefix-list",
                    "outbound-route-filter",
                    "capability-orf");

    public static final Word<Items> ORF_PREFIXES =
            Word.one(
                    "orf-prefixes",
                    Words.OPTIONS,
                    Sets.unnamed("PREFIX"),
                    Sets.listed("192.0.2.0/24+"),
                    "",
                    "What a neighbor with `orf send` is asked for: prefixes, or a `prefix-set`, at"
                            + " most "
                            + OrfOffer.MOST_ASKED
                            + " of a family; with more it is asked for all of it."
                            + " `import` judges what comes all the same.",
                    "orf-set");

    public static final Word<Boolean> ENHANCED_REFRESH =
            Word.one(
                    "enhanced-refresh",
                    Words.OPTIONS,
                    Texts.FLAG,
                    false,
                    "yes",
                    "Whether to offer marks around what was asked for again (RFC 7313). ExaBGP"
                            + " 4.2 offers them, too, but ends the session when it is asked: say"
                            + " `no` to it.",
                    "enhanced-route-refresh");

    static final List<Word<?>> ALL = List.of(ORF, ORF_PREFIXES, ENHANCED_REFRESH);
}
