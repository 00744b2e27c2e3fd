package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Addresses;
import io.godwit.config.words.Numbers;
import io.godwit.config.words.Prefixes;
import io.godwit.policy.AsSet;
import io.godwit.policy.PrefixRange;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values that stand for themselves: ranges of prefixes, AS numbers and numbers.
final class Literals {
    static final String RANGES = "`10.0.0.0/8`, `10.0.0.0/8+` or `10.0.0.0/8{9,24}`";
    private static final Pattern LENGTHS = Pattern.compile("(.*)\\{(\\d{1,3})(?:,(\\d{1,3}))?}");

    private Literals() {}

    /// `10.0.0.0/8`, `10.0.0.0/8+`, `10.0.0.0/8{9,24}`, `10.0.0.0/8{24}`.
    static PrefixRange prefixes(Pieces in) throws NotUnderstood {
        Piece piece = in.need(Piece.Kind.WORD, "a prefix", RANGES);
        Matcher lengths = LENGTHS.matcher(piece.text());
        boolean braces = lengths.matches();
        boolean plus = piece.text().endsWith("+");
        String text = piece.text();
        String alone =
                braces ? lengths.group(1) : plus ? text.substring(0, text.length() - 1) : text;
        Prefix prefix = prefix(piece, alone, in);
        if (!braces) {
            return plus ? PrefixRange.orLonger(prefix) : PrefixRange.exactly(prefix);
        }
        int least = Integer.parseInt(lengths.group(2));
        int most = lengths.group(3) == null ? least : Integer.parseInt(lengths.group(3));
        if (least < prefix.length() || most < least || most > prefix.address().bits()) {
            throw in.wrong(
                    Code.PREFIX_LENGTH,
                    piece.span(),
                    "lengths from " + least + " to " + most + " are not all possible in " + prefix,
                    "lengths from " + prefix.length() + " to " + prefix.address().bits());
        }
        return new PrefixRange(prefix, least, most);
    }

    private static Prefix prefix(Piece piece, String text, Pieces in) throws NotUnderstood {
        int end = Math.min(piece.span().end(), piece.span().start() + text.length());
        Token token = piece.token();
        var alone = new Token(token.source(), token.kind(), token.start(), end, text, false);
        return Prefixes.prefix(alone, in.report()).orElseThrow(NotUnderstood::new);
    }

    static Address address(Piece piece, Pieces in) throws NotUnderstood {
        return Addresses.address(piece.token(), in.report()).orElseThrow(NotUnderstood::new);
    }

    /// A prefix without lengths.
    static Prefix prefix(Pieces in) throws NotUnderstood {
        Piece piece = in.need(Piece.Kind.WORD, "a prefix", "for example `192.0.2.0/24`");
        return Prefixes.prefix(piece.token(), in.report()).orElseThrow(NotUnderstood::new);
    }

    /// `64511`, `1.10`, `64512..65534`.
    static AsSet.Range asNumbers(Pieces in) throws NotUnderstood {
        Piece piece = in.need(Piece.Kind.WORD, "an AS number", "for example `64511`");
        int dots = piece.text().indexOf("..");
        if (dots < 0) {
            // Sets are often of what nobody may have: 0 (RFC 7607), 23456 (RFC 6793).
            boolean digits =
                    Numbers.digits(piece.text()).orElse(Numbers.MAX_AS + 1) <= Numbers.MAX_AS;
            long as = digits ? range(piece, Numbers.MAX_AS, in)[0] : as(piece, in);
            return new AsSet.Range(as, as);
        }
        long[] ends = range(piece, 0xffff_ffffL, in);
        return new AsSet.Range(ends[0], ends[1]);
    }

    static long as(Piece piece, Pieces in) throws NotUnderstood {
        return Numbers.as(piece.token(), in.report()).orElseThrow(NotUnderstood::new);
    }

    /// `8..24`: both ends, which are numbers in order.
    static long[] range(Piece piece, long most, Pieces in) throws NotUnderstood {
        String text = piece.text();
        int dots = text.indexOf("..");
        OptionalLong from = Numbers.digits(dots < 0 ? text : text.substring(0, dots));
        OptionalLong to = Numbers.digits(dots < 0 ? text : text.substring(dots + 2));
        if (from.isEmpty() || to.isEmpty()) {
            throw in.expected("a number or a range", piece, "for example `8..24`");
        }
        if (from.getAsLong() > to.getAsLong() || to.getAsLong() > most) {
            throw in.wrong(
                    Code.OUT_OF_RANGE,
                    piece.span(),
                    to.getAsLong() > most
                            ? piece.span().quoted() + " is over " + most
                            : "the range " + piece.span().quoted() + " is empty",
                    "");
        }
        return new long[] {from.getAsLong(), to.getAsLong()};
    }
}
