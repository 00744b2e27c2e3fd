package io.godwit.speaker.show;

import io.godwit.bfd.BfdState;
import io.godwit.bfd.Diagnostic;
import io.godwit.bfd.SessionReport;

import java.util.Optional;

/// Why a session of BFD is not Up, with what to do about it, in both languages.
enum PathTrouble {
    NOTHING_YET(
            "nothing heard from it: it needs `bfd` for our address, and UDP port %d open",
            "尚未收到对端报文：对端需为本端地址启用 BFD，并放行 UDP 端口 %d"),
    LOST(
            "nothing heard from it any more: look at the link and the router there (UDP port %d)",
            "不再收到对端报文：请检查链路与对端路由器（UDP 端口 %d）"),
    UNHEARD(
            "it does not hear us: look at the way there, UDP port %d, TTL 255",
            "对端收不到本端报文：请检查去程路径、UDP 端口 %d 与 TTL 255"),
    DOWN_THERE(
            "administratively down there: ask its operator; BGP goes on",
            "对端管理员关闭了 BFD：请联系对端管理员；BGP 不受影响"),
    STARTING("coming up", "正在建立");

    private static final int ONE_HOP = 3784;
    private static final int SEVERAL_HOPS = 4784;

    private final String english;
    private final String chinese;

    PathTrouble(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /// What is wrong; empty when it is Up.
    static Optional<PathTrouble> of(SessionReport report) {
        if (report.state() == BfdState.UP) {
            return Optional.empty();
        }
        boolean heard = report.remoteDiscriminator() != 0;
        if (!heard) {
            return Optional.of(report.received() == 0 ? NOTHING_YET : LOST);
        }
        if (report.remoteState() == BfdState.ADMIN_DOWN) {
            return Optional.of(DOWN_THERE);
        }
        // RFC 5880 §6.8.4: it says that its own detection time expired.
        return Optional.of(
                report.remoteDiagnostic() == Diagnostic.DETECTION_TIME_EXPIRED
                        ? UNHEARD
                        : STARTING);
    }

    String english(SessionReport of) {
        return text(english, of);
    }

    String chinese(SessionReport of) {
        return text(chinese, of);
    }

    private static String text(String text, SessionReport of) {
        int port = of.path().severalHops() ? SEVERAL_HOPS : ONE_HOP;
        return text.replace("%d", Integer.toString(port));
    }
}
