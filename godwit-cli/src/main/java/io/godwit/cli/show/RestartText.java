package io.godwit.cli.show;

import io.godwit.json.Json;

import java.util.List;
import java.util.Optional;

/// What is left to do after a restart of the router, in one line, in both languages.
final class RestartText {
    private static final int NAMED_MOST = 3;

    private RestartText() {}

    /// The line; empty when there is no restart.
    ///
    /// @param row of `show router`, or the head of `show neighbors`
    static Optional<String> of(Json.Obj row, boolean chinese) {
        return row.object("restart").map(restart -> line(restart, chinese));
    }

    private static String line(Json.Obj restart, boolean chinese) {
        String seconds = Facts.number(restart, "seconds");
        String start =
                chinese ? "正在从重启中恢复（已 " + seconds + " 秒）：" : "restarting for " + seconds + " s: ";
        List<Json.Obj> waits = Facts.objects(restart, "waits_for");
        if (waits.isEmpty()) {
            return start + phase(Facts.text(restart, "phase"), chinese);
        }
        String named =
                String.join(
                        chinese ? "、" : ", ",
                        waits.stream().limit(NAMED_MOST).map(one -> who(one, chinese)).toList());
        int more = waits.size() - NAMED_MOST;
        long most = waits.stream().mapToLong(one -> Facts.count(one, "seconds")).max().orElse(0);
        return chinese
                ? start
                        + "等待 "
                        + named
                        + (more > 0 ? " 等另外 " + more + " 个邻居" : "")
                        + " 的 End-of-RIB，最多还要 "
                        + most
                        + " 秒；`godwit recover` 立即结束等待"
                : start
                        + "waits for End-of-RIB of "
                        + named
                        + (more > 0 ? " and " + more + " more" : "")
                        + ", at most "
                        + most
                        + " s more; `godwit recover` ends the wait";
    }

    private static String who(Json.Obj one, boolean chinese) {
        String families = String.join(", ", Facts.texts(one, "families"));
        String away = chinese ? "，尚未恢复" : ", not back";
        String about = families + (Facts.flag(one, "here") ? "" : away);
        return Facts.text(one, "address") + (chinese ? "（" + about + "）" : " (" + about + ")");
    }

    private static String phase(String phase, boolean chinese) {
        return switch (phase) {
            case "looking" -> chinese ? "读取内核中的路由" : "reads what the kernel has";
            case "installing" -> chinese ? "把路由写入内核" : "the kernel gets its routes";
            default -> chinese ? "选择路由" : "routes are chosen";
        };
    }
}
