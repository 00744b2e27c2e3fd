package io.godwit.session;

/// Several paths of a prefix (RFC 7911): what we offer a neighbor, the same in each family.
///
/// @param receive whether it may send us several
/// @param limit how many of a prefix it is asked to send at most; 0 = no limit
/// @param most how many we tell it at most; 0 = one, without Path Identifier
public record AddPathOffer(boolean receive, int limit, int most) {
    /// As many as there are.
    public static final int ALL = Integer.MAX_VALUE;

    /// What fits the capability that says a limit.
    public static final int WIDEST_LIMIT = 65535;

    /// One path a prefix, in both directions.
    public static final AddPathOffer NO = new AddPathOffer(false, 0, 0);

    public AddPathOffer {
        if (limit < 0 || limit > WIDEST_LIMIT || most < 0) {
            throw new IllegalArgumentException("limit " + limit + ", most " + most);
        }
    }

    /// Whether we tell it several.
    public boolean sends() {
        return most > 0;
    }

    /// The same with a limit for the neighbor, where it may send several.
    public AddPathOffer limited(int paths) {
        return new AddPathOffer(receive, receive ? paths : 0, most);
    }

    /// As it is configured.
    public String words() {
        String best = most > 0 && most < ALL ? " best " + most : "";
        return sends() ? (receive ? "both" : "send") + best : receive ? "receive" : "no";
    }
}
