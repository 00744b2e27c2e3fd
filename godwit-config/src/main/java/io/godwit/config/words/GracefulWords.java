package io.godwit.config.words;

import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;
import io.godwit.session.LongLived;

import java.util.List;
import java.util.Map;

/// The words about restarts (RFC 4724), of neighbors and groups.
public final class GracefulWords {
    private static final List<Block> OPTIONS = List.of(Block.GROUP, Block.NEIGHBOR);

    private GracefulWords() {}

    public static final Word<Mode> GRACEFUL_RESTART =
            Word.one(
                    "graceful-restart",
                    OPTIONS,
                    new ModeArgument(),
                    Mode.YES,
                    Graceful.STANDARD.mode().word(),
                    "`helper`: its routes are kept while it restarts, when it asks for that."
                            + " `yes`: it is asked to keep ours, too. `no`: neither. See"
                            + " [operations](operations.md#graceful-restart) (RFC 4724).");

    public static final Word<Integer> RESTART_TIME =
            Word.one(
                    "restart-time",
                    OPTIONS,
                    Numbers.duration(1, 4095),
                    60,
                    Integer.toString(Graceful.STANDARD.restartSeconds()),
                    "With `graceful-restart yes`: how long the neighbor waits for us to come back,"
                            + " 1 to 4095 seconds.",
                    "graceful-restart-time");

    public static final Word<Integer> STALE_TIME =
            Word.one(
                    "stale-time",
                    OPTIONS,
                    Numbers.duration(1, 65535),
                    300,
                    Integer.toString(Graceful.STANDARD.staleSeconds()),
                    "How long at most its routes are kept after it was lost, 1 to 65535 seconds,"
                            + " even if it is back and did not say that it has told all.",
                    "stalepath-time",
                    "stale-routes-time");

    public static final Word<Integer> DEFERRAL_TIME =
            Word.one(
                    "deferral-time",
                    OPTIONS,
                    Numbers.duration(1, 65535),
                    60,
                    Integer.toString(Graceful.STANDARD.deferralSeconds()),
                    "With `graceful-restart yes`: how long at most this router, when it has"
                            + " restarted, waits for the neighbor to tell all its routes before it"
                            + " chooses routes, 1 to 65535 seconds.",
                    "select-defer-time",
                    "selection-deferral-time");

    public static final Word<Boolean> GRACEFUL_NOTIFICATION =
            Word.one(
                    "graceful-notification",
                    OPTIONS,
                    Texts.FLAG,
                    true,
                    "yes",
                    "With a neighbor that says the same, a session that ends with a NOTIFICATION,"
                            + " or since nothing was heard for the hold time, was lost and not"
                            + " ended; only a Hard Reset ends it (RFC 8538).");

    public static final Word<Mode> LONG_LIVED_RESTART =
            Word.one(
                    "long-lived-restart",
                    OPTIONS,
                    new ModeArgument(),
                    Mode.HELPER,
                    LongLived.NO.mode().word(),
                    "`helper`: the routes of a neighbor that asks for it stay beyond its restart"
                            + " time, as the least preferred ones. `yes`: it is asked to keep ours"
                            + " like that, too. Never without `graceful-restart` (RFC 9494).",
                    "long-lived-graceful-restart");

    public static final Word<Integer> LONG_LIVED_STALE_TIME =
            Word.one(
                    "long-lived-stale-time",
                    OPTIONS,
                    Numbers.duration(1, LongLived.MAX_SECONDS),
                    86400,
                    Integer.toString(LongLived.NO.staleSeconds()),
                    "With `long-lived-restart yes`: how long the neighbor keeps our routes beyond"
                            + " the restart time, 1 to 16777215 seconds.");

    public static final Word<Integer> LONG_LIVED_LIMIT =
            Word.one(
                    "long-lived-limit",
                    OPTIONS,
                    Numbers.duration(1, LongLived.MAX_SECONDS),
                    86400,
                    "what it asks for",
                    "How long at most its routes are kept beyond its restart time, whatever it"
                            + " asks for, 1 to 16777215 seconds.");

    public static final Word<Boolean> LONG_LIVED_PARTIAL =
            Word.one(
                    "long-lived-partial",
                    OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "Routes that are kept for long are told to this neighbor though it does not"
                            + " know them, with LOCAL_PREF 0 and NO_EXPORT; of an internal neighbor"
                            + " only (RFC 9494 §4.6).");

    static final List<Word<?>> ALL =
            List.of(
                    GRACEFUL_RESTART,
                    RESTART_TIME,
                    STALE_TIME,
                    DEFERRAL_TIME,
                    GRACEFUL_NOTIFICATION,
                    LONG_LIVED_RESTART,
                    LONG_LIVED_STALE_TIME,
                    LONG_LIVED_LIMIT,
                    LONG_LIVED_PARTIAL);

    /// `yes`, `no`, `helper`.
    private static final class ModeArgument extends Choice<Mode> {
        ModeArgument() {
            super("`yes`, `no` or `helper`", List.of(Mode.values()), Mode::word);
        }

        @Override
        public String grammar() {
            return "yes | no | helper";
        }

        @Override
        public Object json(Mode value) {
            return value == Mode.HELPER ? value.word() : (Object) (value == Mode.YES);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(Schemas.type("boolean"), Schemas.constant(Mode.HELPER.word()));
        }
    }
}
