package io.godwit.speaker.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.wire.Notification;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// From how an attempt ended to the cause that is named.
class CausesTest {
    private static NeighborView neighbor(boolean behindRouter) {
        return (NeighborView)
                Proxy.newProxyInstance(
                        NeighborView.class.getClassLoader(),
                        new Class<?>[] {NeighborView.class},
                        (_, method, _) -> {
                            assertThat(method.getName()).isEqualTo("isUnreachedByTtl");
                            return behindRouter;
                        });
    }

    private static Trouble of(DownCause cause, String text, boolean behindRouter) {
        Down down = new Down(cause, Optional.empty(), Optional.empty(), text, 0);
        return Causes.of(down, neighbor(behindRouter));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN_SHUTDOWN_HERE, , SHUTDOWN_HERE",
        "ADMIN_SHUTDOWN_THERE, , SHUTDOWN_THERE",
        "STOPPED_HERE, , RESTARTING",
        "COLLISION, , RESTARTING",
        "OUT_OF_RESOURCES, , TABLES_FULL",
        "MAX_PREFIXES, , TOO_MANY_HERE",
        "REFUSED, connection refused, REFUSED",
        "UNREACHABLE, cannot assign local address 192.0.2.9: not on this machine, NOT_OURS",
        "UNREACHABLE, no route to host 192.0.2.9 (is it up), NO_HOST",
        "UNREACHABLE, network is unreachable: no route to 192.0.2.9, NO_ROUTE",
        "UNREACHABLE, no local address can reach 192.0.2.9:179, NO_ROUTE",
        "UNREACHABLE, connection timed out, NO_ANSWER",
        "UNREACHABLE, not connected without its protection: no keys, UNPROTECTED",
        "CONNECT_TIMEOUT, no answer within 5 s, NO_ANSWER",
        "CLOSED_BY_PEER, is our address 192.0.2.1 configured as a neighbor there?, UNKNOWN_THERE",
        "CLOSED_BY_PEER, connection reset by the neighbor, CLOSED",
        "HOLD_EXPIRED, hold timer expired: no OPEN within 240 s, SILENT",
        "HOLD_EXPIRED, hold timer expired: nothing heard for 9 s, HOLD_EXPIRED",
        "WRONG_AS, , WRONG_AS",
        "BAD_IDENTIFIER, , SAME_IDENTIFIER",
        "BAD_HOLD_TIME, , BAD_HOLD_TIME",
        "NO_COMMON_FAMILY, , NO_COMMON_FAMILY",
        "MALFORMED, , BAD_MESSAGE",
        "UNEXPECTED_MESSAGE, , BAD_MESSAGE",
        "NOTIFIED, , ENDED_THERE",
    })
    void everyEndHasACause(DownCause cause, String text, Trouble trouble) {
        assertThat(of(cause, text == null ? "" : text, false)).isEqualTo(trouble);
    }

    /// What ends at the first router looks like silence, whichever way it is silent.
    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, no route to host 10.255.0.2",
        "UNREACHABLE, network is unreachable: no route to 10.255.0.2",
        "CONNECT_TIMEOUT, no answer within 2 s",
        "HOLD_EXPIRED, hold timer expired: nothing heard for 9 s",
    })
    void whoIsBehindARouterNeedsMultihop(DownCause cause, String text) {
        assertThat(of(cause, text, true)).isEqualTo(Trouble.NOT_CONNECTED);
    }

    @Test
    void whatIsSureBeatsTheDistance() {
        assertThat(of(DownCause.REFUSED, "", true)).isEqualTo(Trouble.REFUSED);
        assertThat(of(DownCause.WRONG_AS, "", true)).isEqualTo(Trouble.WRONG_AS);
        assertThat(of(DownCause.UNREACHABLE, "not on this machine", true))
                .isEqualTo(Trouble.NOT_OURS);
    }

    /// RFC 4271 §4.5, RFC 4486 §4.
    @ParameterizedTest
    @CsvSource({
        "2, 2, WRONG_AS_THERE",
        "2, 3, SAME_IDENTIFIER",
        "2, 6, BAD_HOLD_TIME",
        "2, 7, NO_COMMON_FAMILY",
        "2, 1, OPEN_REFUSED",
        "4, 0, HOLD_EXPIRED",
        "6, 1, TOO_MANY_THERE",
        "6, 2, SHUTDOWN_THERE",
        "6, 3, UNKNOWN_THERE",
        "6, 5, UNKNOWN_THERE",
        "6, 4, ENDED_THERE",
        "3, 5, ENDED_THERE",
        "99, 99, ENDED_THERE",
    })
    void whatTheNeighborSaysIsBelieved(int code, int subcode, Trouble trouble) {
        Notification said = Notification.of(code, subcode);
        Down down = new Down(DownCause.NOTIFIED, Optional.empty(), Optional.of(said), "", 0);
        assertThat(Causes.of(down, neighbor(true))).isEqualTo(trouble);
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseHasWordsInBothLanguagesAndStandsInTheGuide(Trouble trouble) throws IOException {
        assertThat(trouble.title()).isNotBlank();
        assertThat(trouble.chineseTitle()).matches(".*\\p{IsHan}.*");
        assertThat(trouble.chineseRemedy()).matches(".*\\p{IsHan}.*");
        assertThat(new Diagnosis(trouble, "fact").english())
                .startsWith("fact")
                .doesNotContain("\n");
        assertThat(new Diagnosis(trouble, "fact").chinese()).contains("fact");
        String number = trouble.code().substring(3);
        String guide = Files.readString(Path.of("../docs/operations.md"));
        assertThat(guide.lines().filter(l -> l.startsWith("| GW-3")).toList())
                .as(trouble.code())
                .anyMatch(line -> line.substring(0, line.indexOf('|', 1)).contains(number));
    }

    @Test
    void codesAreDistinct() {
        assertThat(Arrays.stream(Trouble.values()).map(Trouble::code)).doesNotHaveDuplicates();
    }
}
