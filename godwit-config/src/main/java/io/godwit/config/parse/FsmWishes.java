package io.godwit.config.parse;

import io.godwit.config.parse.NeighborAssembler.Options;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.FsmWords;
import io.godwit.config.words.Words;
import io.godwit.session.FsmOptions;
import io.godwit.session.IdleHold;
import io.godwit.session.Timers;

import java.util.Optional;

/// What neighbors, or their groups, say of the state machine and its timers.
final class FsmWishes {
    private FsmWishes() {}

    static FsmOptions of(Options options, boolean passive) {
        FsmOptions usual = FsmOptions.STANDARD;
        int first = options.or(FsmWords.IDLE_HOLD, usual.idleHold().firstSeconds());
        int most = options.or(FsmWords.IDLE_HOLD_MAX, usual.idleHold().mostSeconds());
        return new FsmOptions(
                passive,
                options.or(FsmWords.AUTOMATIC_START, usual.automaticStart()),
                new IdleHold(first, Math.max(first, most)),
                options.or(FsmWords.DELAY_OPEN, usual.delayOpenSeconds()),
                options.or(FsmWords.NOTIFY_WITHOUT_OPEN, usual.notifyWithoutOpen()),
                options.or(FsmWords.COLLISION_IN_ESTABLISHED, usual.collisionInEstablished()));
    }

    /// A send hold time that is too short was told by `check`, and is not taken.
    static Timers timers(Options options) {
        int hold = options.or(Words.HOLD_TIME, Words.HOLD_TIME_SECONDS);
        int send = options.or(FsmWords.SEND_HOLD_TIME, Timers.SUGGESTED_SEND_HOLD);
        return new Timers(
                hold,
                options.or(Words.KEEPALIVE, 0),
                options.or(Words.CONNECT_RETRY, Words.CONNECT_RETRY_SECONDS),
                send > 0 && send <= hold ? Timers.SUGGESTED_SEND_HOLD : send,
                options.or(FsmWords.MIN_HOLD_TIME, 0));
    }

    /// RFC 9687 §4.4: SendHoldTime must be greater than HoldTime.
    static void check(Options options, Reporter report) {
        Optional<Given<Integer>> send = options.get(FsmWords.SEND_HOLD_TIME);
        int hold = options.or(Words.HOLD_TIME, Words.HOLD_TIME_SECONDS);
        if (send.isPresent() && send.get().value() > 0 && send.get().value() <= hold) {
            report.error(
                    Code.OUT_OF_RANGE,
                    send.get().span(),
                    "send-hold-time %d is not longer than the hold time %d"
                            .formatted(send.get().value(), hold),
                    "twice the hold time or more: `send-hold-time %d`".formatted(2 * hold));
        }
    }
}
