package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.AsPathRules;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PathsSent;
import io.godwit.policy.PathsSent.Privates;
import io.godwit.policy.PeerRules;
import io.godwit.policy.Role;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.cap.PeeringRole;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// AS_PATHs while ASes are merged (RFC 7705 §3), and AS numbers that are not told. We are AS 65000,
/// and AS 64510 to some; what sends is AS 65001, what hears AS 65002 or inside.
class AsMigrationTest {
    private static final String A = "198.51.100.0/24";
    private static final LocalAs OLD = new LocalAs(64510, true, false, false);

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));

    private Session session(int n, Role kind, LocalAs local, PathsSent sent, int ownAs) {
        var paths = new AsPathRules(false, true, true, 0, ownAs);
        var rules =
                new PeerRules(paths, PeeringRole.NONE, false, local, sent, false, Optional.empty());
        return new Session(rib, Session.with(Session.settings(n, kind), rules));
    }

    private Session session(int n, Role kind, LocalAs local) {
        return session(n, kind, local, PathsSent.PLAIN, 0);
    }

    private static Block block(String path) {
        int[] numbers =
                path.isBlank()
                        ? new int[0]
                        : Arrays.stream(path.trim().split(" "))
                                .mapToInt(Integer::parseUnsignedInt)
                                .toArray();
        return Blocks.block(Blocks.HOP_V4, numbers);
    }

    /// The path that somebody was told; `nothing`.
    private String told(Session to, Session... others) {
        while (rib.turn(100) > 0) {}
        to.readAll();
        for (Session other : others) {
            other.readAll();
        }
        return Optional.ofNullable(to.held.get(Blocks.prefix(A)))
                .map(b ->
                        b.path().segments().stream()
                                .flatMap(s ->
                                        IntStream.range(0, s.asns().size()).mapToObj(s.asns()::at))
                                .map(Integer::toUnsignedString)
                                .collect(Collectors.joining(" ")))
                .orElse("nothing");
    }

    @Tag("7705-3.3-6")
    @Tag("7705-3.3-8")
    @Tag("7705-3.3-9")
    @ParameterizedTest
    @CsvSource({
        "true,  INTERNAL, 64510 65001 64496",
        "false, INTERNAL, 65001 64496",
        "true,  EXTERNAL, 65000 64510 65001 64496",
        "false, EXTERNAL, 65000 65001 64496",
    })
    void whatComesInIsBehindTheOldNumber(boolean prepends, Role kind, String path) {
        Session from = session(1, Role.EXTERNAL, new LocalAs(64510, prepends, false, false));
        Session to = session(2, kind, LocalAs.NONE);
        from.announce(block("65001 64496"), A);
        assertThat(told(to, from)).isEqualTo(path);
    }

    @Tag("7705-3.3-7")
    @Tag("7705-3.3-10")
    @Tag("7705-3.3-11")
    @ParameterizedTest
    @CsvSource({"false, 64510 65000 65001 64499", "true, 64510 65001 64499"})
    void whatGoesOutIsBehindTheOldNumber(boolean replaces, String path) {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        Session to = session(2, Role.EXTERNAL, new LocalAs(64510, true, replaces, false));
        Session plain = session(3, Role.EXTERNAL, LocalAs.NONE);
        from.announce(block("65001 64499"), A);
        assertThat(told(to, from, plain)).isEqualTo(path);
        assertThat(told(plain)).isEqualTo("65000 65001 64499");
    }

    @Tag("7705-3.3-5")
    @Test
    void aSessionWithTheRoutersNumberHasPlainPaths() {
        var dual = new LocalAs(64510, true, true, true);
        assertThat(dual.in(65000)).isEqualTo(LocalAs.NONE);
        assertThat(dual.in(64510)).isEqualTo(dual);
    }

    /// Either number is ours; inside the old one is told on purpose.
    @Tag("7705-3.3-6")
    @ParameterizedTest
    @CsvSource({
        "EXTERNAL, 65001 64510 64496, 0, as-loop",
        "EXTERNAL, 65001 65000 64496, 0, as-loop",
        "EXTERNAL, 65001 64510 64496, 1, ",
        "EXTERNAL, 65001 64510 64510, 1, as-loop",
        "EXTERNAL, 65001 64496, 0, ",
        "INTERNAL, 64510 64496, 0, ",
        "INTERNAL, 65000 64496, 0, as-loop",
    })
    void eitherNumberIsALoop(Role kind, String path, int ownAs, String reason) {
        Session from = session(1, kind, OLD, PathsSent.PLAIN, ownAs);
        from.announce(block(path), A);
        assertThat(rib.rejected(from.peer))
                .extracting(RejectedCount::label)
                .containsExactlyElementsOf(reason == null ? List.of() : List.of(reason));
    }

    /// RFC 6996 §5: the ranges and their borders.
    @ParameterizedTest
    @CsvSource({
        "STAY,         64512 65534,                  65000 65001 64512 65534",
        "REMOVED,      64512 65534,                  65000",
        "REMOVED,      64512 3,                      65000 65001 64512 3",
        "REMOVED,      4200000000 4294967294,        65000",
        "REMOVED,      64511,                        65000 65001 64511",
        "REMOVED,      65535,                        65000 65001 65535",
        "REMOVED,      4199999999,                   65000 65001 4199999999",
        "REMOVED,      4294967295,                   65000 65001 4294967295",
        "ALL_REMOVED,  64512 3 65534,                65000 3",
        "REPLACED,     64512 65534,                  65000 65000 65000 65000",
        "REPLACED,     64512 3,                      65000 65001 64512 3",
        "ALL_REPLACED, 64512 3,                      65000 65000 65000 3",
    })
    void privateNumbersAreNotTold(Privates what, String rest, String path) {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        Session to = session(2, Role.EXTERNAL, LocalAs.NONE, new PathsSent(what, false), 0);
        from.announce(block("65001 " + rest), A);
        assertThat(told(to, from)).isEqualTo(path);
    }

    @Test
    void theNeighborsOwnNumberStays() {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        var sent = new PathsSent(Privates.ALL_REMOVED, false);
        Session to = session(2, Role.EXTERNAL, LocalAs.NONE, sent, 0);
        Session other = session(3, Role.EXTERNAL, LocalAs.NONE, sent, 0);
        from.announce(block("65001 65002 3"), A);
        assertThat(told(to, from, other)).isEqualTo("65000 65002 3");
        assertThat(told(other)).isEqualTo("65000 3");
    }

    @ParameterizedTest
    @CsvSource({
        "false, 65002 65002 3, 65000 65001 65002 65002 3",
        "true,  65002 65002 3, 65000 65001 65000 65000 3",
        "true,  3,             65000 65001 3",
    })
    void theNeighborsNumberIsToldAsOurs(boolean override, String rest, String path) {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        var sent = new PathsSent(Privates.STAY, override);
        Session to = session(2, Role.EXTERNAL, LocalAs.NONE, sent, 0);
        from.announce(block("65001 " + rest), A);
        assertThat(told(to, from)).isEqualTo(path);
    }

    /// Within the path stands what is told before it.
    @Test
    void oursIsTheOldNumberWhereThatReplaces() {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        var local = new LocalAs(64510, true, true, false);
        Session to =
                session(2, Role.EXTERNAL, local, new PathsSent(Privates.ALL_REPLACED, true), 0);
        from.announce(block("65001 65002 3"), A);
        assertThat(told(to, from)).isEqualTo("64510 64510 64510 3");
    }

    @Test
    void insideNothingIsHidden() {
        Session from = session(1, Role.EXTERNAL, LocalAs.NONE);
        var sent = new PathsSent(Privates.ALL_REMOVED, true);
        Session to = session(2, Role.INTERNAL, LocalAs.NONE, sent, 0);
        from.announce(block("65001 64512"), A);
        assertThat(told(to, from)).isEqualTo("65001 64512");
    }
}
