package io.godwit.policy;

import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.NumberValue;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.List;
import java.util.Optional;

/// What `graceful-shutdown` does to the routes of a neighbor whose session is about to go: both
/// sides look for other paths while these still forward (RFC 8326 §4.2, §4.3).
public final class Maintenance {
    private static final Statement MARK =
            change(
                    "add community graceful-shutdown",
                    new Action.AddCommunities(
                            CommunityKind.STANDARD,
                            List.of(
                                    new CommunityPattern(
                                            CommunityKind.STANDARD,
                                            List.of(exactly(65535), exactly(0)))),
                            false));
    private static final Statement LAST =
            change(
                    "set local-pref 0",
                    new Action.SetNumber(NumberField.LOCAL_PREF, new NumberValue.Constant(0)));

    /// The last thing that routes in either direction meet: marked for the others, and the last
    /// choice here (RFC 8326 §4: 0 is recommended); LOCAL_PREF goes to internal neighbors only.
    public static final Policy POLICY =
            new Policy("graceful-shutdown", Place.NONE, List.of(MARK, LAST));

    private Maintenance() {}

    private static CommunityPattern.Part exactly(long number) {
        return new CommunityPattern.Part.Exactly(new NumberValue.Constant(number));
    }

    private static Statement change(String text, Action action) {
        return new Statement.Change(Place.NONE, text, Optional.empty(), action);
    }
}
