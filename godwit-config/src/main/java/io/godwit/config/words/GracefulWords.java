package io.godwit.config.words;

import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;

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

    static final List<Word<?>> ALL =
            List.of(GRACEFUL_RESTART, RESTART_TIME, STALE_TIME, DEFERRAL_TIME);

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
