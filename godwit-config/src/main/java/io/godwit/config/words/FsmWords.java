package io.godwit.config.words;

import io.godwit.session.IdleHold;

import java.util.List;

/// The words about the options of the state machine (RFC 4271 §8.1.1), of neighbors and groups.
public final class FsmWords {
    private FsmWords() {}

    public static final Word<Integer> DELAY_OPEN =
            Word.one(
                    "delay-open",
                    Words.OPTIONS,
                    Numbers.duration(0, 65535),
                    5,
                    "0: our OPEN goes out at once",
                    "How long a new connection waits for the neighbor's OPEN before ours goes out, 0"
                            + " to 65535 seconds (DelayOpenTime).",
                    "delay-open-time");

    public static final Word<Integer> IDLE_HOLD =
            Word.one(
                    "idle-hold",
                    Words.OPTIONS,
                    Numbers.duration(0, 3600),
                    5,
                    Integer.toString(IdleHold.STANDARD.firstSeconds()),
                    "The pause in Idle after an error, 0 to 3600 seconds (IdleHoldTime); 0 is none:"
                            + " DampPeerOscillations is off. With each error in a row it doubles, up"
                            + " to `idle-hold-max`.",
                    "idle-hold-time",
                    "idle-hold-time-after-reset");

    public static final Word<Integer> IDLE_HOLD_MAX =
            Word.one(
                    "idle-hold-max",
                    Words.OPTIONS,
                    Numbers.duration(0, 3600),
                    120,
                    "4, or `idle-hold` if that is longer",
                    "What the pause in Idle doubles up to, 0 to 3600 seconds; never less than"
                            + " `idle-hold`.");

    public static final Word<Boolean> AUTOMATIC_START =
            Word.one(
                    "automatic-start",
                    Words.OPTIONS,
                    Texts.FLAG,
                    false,
                    "yes",
                    "With `no` the session starts only by `godwit neighbor X enable`, also after an"
                            + " error and when the daemon starts (AllowAutomaticStart).",
                    "allow-automatic-start");

    public static final Word<Boolean> NOTIFY_WITHOUT_OPEN =
            Word.one(
                    "notify-without-open",
                    Words.OPTIONS,
                    Texts.FLAG,
                    false,
                    "yes",
                    "Whether a connection that gets no OPEN is told why before it is closed"
                            + " (SendNOTIFICATIONwithoutOPEN): Cease / Connection Rejected in Idle"
                            + " (RFC 4486 §4), Cease / Administrative Shutdown with `shutdown`.",
                    "send-notification-without-open");

    public static final Word<Boolean> COLLISION_IN_ESTABLISHED =
            Word.one(
                    "collision-in-established",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "no: an Established session stays",
                    "Whether a second connection, when the BGP identifiers prefer it, replaces a"
                            + " session that is Established (CollisionDetectEstablishedState, RFC"
                            + " 4271 §6.8).",
                    "collision-detect-established-state");

    public static final Word<Integer> SEND_HOLD_TIME =
            Word.one(
                    "send-hold-time",
                    Words.OPTIONS,
                    Numbers.duration(0, 65535),
                    600,
                    "8 minutes, or twice the hold time agreed on",
                    "How long a neighbor may take nothing of what we send before the session ends"
                            + " (RFC 9687): longer than the hold time, to 65535 seconds; 0 is"
                            + " forever.",
                    "send-holdtime");

    public static final Word<Integer> MIN_HOLD_TIME =
            Word.one(
                    "min-hold-time",
                    Words.OPTIONS,
                    Numbers.duration(3, 65535),
                    30,
                    "3, the least there is",
                    "The least hold time that is taken from the neighbor, 3 to 65535 seconds; an OPEN"
                            + " with less is refused (RFC 4271 §6.2). 0, no KEEPALIVEs at all, is"
                            + " always taken.",
                    "holdtime-min",
                    "minimum-holdtime");

    static final List<Word<?>> ALL =
            List.of(
                    DELAY_OPEN,
                    IDLE_HOLD,
                    IDLE_HOLD_MAX,
                    AUTOMATIC_START,
                    NOTIFY_WITHOUT_OPEN,
                    COLLISION_IN_ESTABLISHED,
                    SEND_HOLD_TIME,
                    MIN_HOLD_TIME);
}
