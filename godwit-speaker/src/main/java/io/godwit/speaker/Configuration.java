package io.godwit.speaker;

import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.plan.Plan;

import java.util.Optional;
import java.util.OptionalLong;

/// Where the running configuration came from, what was tried last, and the way back: the one before
/// it is kept, and taken again when a change that was to be confirmed is not.
public final class Configuration {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// What became of a change.
    ///
    /// @param source where it came from
    /// @param success whether it was carried out
    /// @param text why not, or what followed; may be empty
    /// @param atNanos of the lane's clock
    public record Attempt(String source, boolean success, String text, long atNanos) {}

    private record Running(SpeakerSettings settings, String source, long sinceNanos) {}

    /// The clock of a change that is to be confirmed.
    private final class Confirmation implements Deadlines.Timed {
        private final Deadlines.Entry entry = new Deadlines.Entry(this);
        private long untilNanos = Deadlines.NEVER;

        @Override
        public long deadlineNanos() {
            return untilNanos;
        }

        @Override
        public void expired(long nowNanos) {
            goBack("rolled back: not confirmed in time; the file still says what was undone");
        }

        @Override
        public Deadlines.Entry entry() {
            return entry;
        }
    }

    private final Speaker speaker;
    private final LaneState lane;
    private final Confirmation confirmation = new Confirmation();
    private String source = "";
    private String undone = "";
    private long sinceNanos;
    private int changes;
    private Optional<Running> before = Optional.empty();
    private Optional<Attempt> last = Optional.empty();

    Configuration(Speaker speaker, LaneState lane) {
        this.speaker = speaker;
        this.lane = lane;
        this.sinceNanos = lane.clock().nanos();
    }

    /// Where the configuration that runs came from, for people; may be empty.
    public String source() {
        return source;
    }

    /// Says where the first configuration came from.
    ///
    /// @param file its name
    public void from(String file) {
        source = file;
    }

    /// Since when it runs.
    ///
    /// @return nanoseconds of the lane's clock
    public long sinceNanos() {
        return sinceNanos;
    }

    /// What was tried last.
    ///
    /// @return empty when nothing was since the start
    public Optional<Attempt> last() {
        return last;
    }

    /// Until when the last change is to be confirmed.
    ///
    /// @return nanoseconds of the lane's clock; empty when nothing waits
    public OptionalLong confirmUntilNanos() {
        return confirmation.untilNanos == Deadlines.NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(confirmation.untilNanos);
    }

    /// Where `rollback` leads to.
    ///
    /// @return empty when there is nothing to go back to
    public Optional<String> previous() {
        return before.map(Running::source);
    }

    /// A change was refused before or by the speaker.
    ///
    /// @param from where it came from
    /// @param text why
    public void refused(String from, String text) {
        last = Optional.of(new Attempt(from, false, text, lane.clock().nanos()));
        lane.log(new SpeakerEvent.ConfigurationRefused(from, text));
    }

    /// What `rollback` would undo, by where it came from; empty when there is nothing.
    public String undone() {
        return before.isPresent() ? undone : "";
    }

    /// How many changes there were.
    int changes() {
        return changes;
    }

    /// Why this change must not be made now.
    ///
    /// @param planned how many there were when it was planned
    Optional<Outcome> problem(int planned, Change change) {
        if (planned != changes) {
            return refusal("another change came first: nothing was changed", "try again");
        }
        if (confirmUntilNanos().isPresent() && !change.dryRun()) {
            return refusal(
                    "the change before waits for a word", "`godwit confirm` or `godwit rollback`");
        }
        return Optional.empty();
    }

    private static Optional<Outcome> refusal(String message, String help) {
        return Optional.of(Outcome.failed(Fault.CHANGE_REFUSED, message, help));
    }

    /// Carries a change out.
    void apply(Plan plan, Change change) {
        long now = lane.clock().nanos();
        Running old = new Running(lane.settings(), source, sinceNanos);
        become(plan, change.source(), text(change), now);
        // A command adds to what its file says; the file is still where it came from.
        source = change.expected().isPresent() ? old.source() : change.source();
        undone = change.source();
        before = Optional.of(old);
        if (change.confirmSeconds() > 0) {
            confirmation.untilNanos = now + change.confirmSeconds() * SECOND_NANOS;
            lane.deadlines().earlier(confirmation.entry);
        }
    }

    private static String text(Change change) {
        return change.confirmSeconds() == 0
                ? ""
                : "rolled back unless confirmed within " + change.confirmSeconds() + " s";
    }

    private void become(Plan plan, String from, String text, long now) {
        speaker.become(plan, now);
        changes++;
        source = from;
        sinceNanos = now;
        last = Optional.of(new Attempt(from, true, text, now));
        long resets = plan.steps().stream().filter(s -> s.effect() == Effect.RESETS).count();
        lane.log(new SpeakerEvent.ConfigurationChanged(from, plan.steps().size(), resets, text));
    }

    /// The change that waits stays.
    Outcome confirm() {
        if (confirmUntilNanos().isEmpty()) {
            return Outcome.failed(
                    Fault.NO_CHANGE, "no change waits to be confirmed", "`godwit show config`");
        }
        confirmation.untilNanos = Deadlines.NEVER;
        last = last.map(a -> new Attempt(a.source(), a.success(), "confirmed", a.atNanos()));
        lane.log(new SpeakerEvent.ConfigurationConfirmed(source));
        return Outcome.done();
    }

    /// Back to the configuration before the last change.
    Outcome rollback() {
        if (before.isEmpty()) {
            return Outcome.failed(
                    Fault.NO_CHANGE,
                    "nothing to go back to: this is the configuration of the start",
                    "");
        }
        goBack("rolled back by command; the file still says what was undone");
        return Outcome.done();
    }

    private void goBack(String text) {
        Running back = before.orElseThrow();
        confirmation.untilNanos = Deadlines.NEVER;
        before = Optional.empty();
        become(speaker.planTo(back.settings()), back.source(), text, lane.clock().nanos());
    }
}
