package io.godwit.cli.show;

import io.godwit.cli.Console;
import io.godwit.cli.table.TextTable;
import io.godwit.cli.table.TimeSpan;
import io.godwit.json.Json;

import java.util.Map;

/// `show nexthops`: a line for each way to a next hop, in English or Chinese.
final class NextHopsText implements AnswerText {
    private static final Map<String, String> STATES =
            Map.of("connected", "直连", "reachable", "可达", "unreachable", "不可达");

    private final Console console;
    private final boolean chinese;
    private final TextTable table;
    private boolean any;

    NextHopsText(Console console, boolean chinese) {
        this.console = console;
        this.chinese = chinese;
        String[] heads =
                chinese
                        ? new String[] {
                            "下一跳", "状态", "持续", "经由路由", "来源", ">度量", "网关", "接口", ">路径", ">最优"
                        }
                        : new String[] {
                            "Next hop",
                            "State",
                            "For",
                            "By",
                            "Of",
                            ">Metric",
                            "Via",
                            "Link",
                            ">Paths",
                            ">Best"
                        };
        table = TextTable.headed(console.color(), heads);
    }

    @Override
    public void row(Json.Obj row) {
        any = true;
        String state = Facts.text(row, "state");
        String[] cells = {
            Facts.text(row, "next_hop"),
            chinese ? STATES.getOrDefault(state, state) : state,
            TimeSpan.of(Facts.count(row, "for_seconds")),
            Facts.text(row, "by"),
            Facts.text(row, "protocol"),
            Facts.number(row, "metric"),
            "",
            "",
            Facts.number(row, "paths"),
            Facts.number(row, "best")
        };
        var ways = Facts.objects(row, "ways");
        if (ways.isEmpty()) {
            cells[6] = Facts.text(row, "why");
            table.row(cells);
        }
        for (int i = 0; i < ways.size(); i++) {
            cells[6] = Facts.text(ways.get(i), "via");
            cells[7] = Facts.text(ways.get(i), "link");
            table.row(i == 0 ? cells : furtherWay(cells));
        }
    }

    private static String[] furtherWay(String[] of) {
        return new String[] {"", "", "", "", "", "", of[6], of[7], "", ""};
    }

    @Override
    public void finish() {
        if (!any) {
            console.out()
                    .line(
                            chinese
                                    ? "没有被跟踪的下一跳：配置中没有 `kernel { }` 时，每个下一跳都视为可达"
                                    : "no next hops are followed: without `kernel { }` in the"
                                            + " configuration each counts as reached");
            return;
        }
        table.print(console.out());
    }
}
