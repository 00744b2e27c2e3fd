package io.godwit.policy.rpki;

import java.util.List;

/// A VRP that covers a route, and what of it does not fit (RFC 6811 §2).
///
/// @param whyNot empty when it matches
public record Covering(Vrp vrp, String whyNot) {
    /// How a VRP stands to a route of a prefix that it covers.
    ///
    /// @param as where the route is from; 0 for nobody knows
    static Covering of(Vrp vrp, int length, long as) {
        boolean longer = length > vrp.maxLength();
        String whyNot = "";
        if (vrp.as() == 0) {
            whyNot = "AS 0: nobody may announce it";
        } else if (vrp.as() != as) {
            whyNot = longer ? "another AS, and longer than it may be" : "another AS";
        } else if (longer) {
            whyNot = "longer than /" + vrp.maxLength();
        }
        return new Covering(vrp, whyNot);
    }

    /// Whether it makes the route valid.
    public boolean matches() {
        return whyNot.isEmpty();
    }

    /// Why none of these matches: by length if one is of the right AS, else by AS; with the VRP
    /// that says so, the most specific one.
    static String whyInvalid(List<Covering> covering, long as) {
        Vrp telling = covering.getLast().vrp();
        boolean byLength = false;
        for (Covering one : covering) {
            if (one.vrp().as() == as && as != 0) {
                telling = one.vrp();
                byLength = true;
            }
        }
        String allows =
                telling.as() == 0
                        ? " allows nobody (AS 0)"
                        : " allows AS " + telling.as() + " up to /" + telling.maxLength();
        int others = covering.size() - 1;
        return (byLength ? "by length: " : "by AS: ")
                + telling.prefix()
                + allows
                + (others == 0 ? "" : others == 1 ? ", 1 VRP more" : ", " + others + " VRPs more");
    }
}
