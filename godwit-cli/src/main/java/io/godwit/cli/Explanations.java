package io.godwit.cli;

import io.godwit.config.report.CodeExplanation;
import io.godwit.speaker.show.Trouble;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the codes of a running daemon mean; those of configuration files are in the config room.
final class Explanations {
    private static final List<CodeExplanation> ALL =
            List.of(
                    of(
                            "GW-3001",
                            "unknown command",
                            "The daemon does not know the command. Client and daemon may be of different versions:"
                                    + " compare `godwit version` and `godwit version --daemon`.",
                            "守护进程不认识这个命令。客户端与守护进程的版本可能不同：请比较 `godwit version` 与"
                                    + " `godwit version --daemon`。"),
                    of(
                            "GW-3002",
                            "argument not understood",
                            "An argument of a command is missing, unknown, or not of the form that is asked for.",
                            "命令缺少参数、参数未知，或参数格式不符合要求。"),
                    of(
                            "GW-3003",
                            "no such neighbor",
                            "No configured neighbor has this address or name. `godwit show neighbors` lists them.",
                            "没有配置这个地址或名称的邻居。`godwit show neighbors` 列出所有邻居。"),
                    of(
                            "GW-3004",
                            "no such route",
                            "There is no path to this prefix, neither accepted nor rejected. A prefix must match"
                                    + " exactly; an address finds the longest prefix it lies in.",
                            "没有到这个前缀的路径（既没有被接受的，也没有被拒绝的）。前缀必须完全一致；" + "若给出地址，则查找包含它的最长前缀。"),
                    of(
                            "GW-3005",
                            "waited in vain",
                            "What was waited for did not happen within the time. The message says how things stood"
                                    + " at the end; `--timeout` gives more time.",
                            "等待的事情在规定时间内没有发生。提示说明了结束时的状态；可用 `--timeout` 延长时间。"),
                    of(
                            "GW-3006",
                            "the daemon is stopping",
                            "The daemon was told to stop and takes no more commands.",
                            "守护进程正在停止，不再接受命令。"),
                    of(
                            "GW-3007",
                            "session not established",
                            "The command needs a session in the state Established. `godwit show neighbor X` says why"
                                    + " there is none.",
                            "该命令要求会话处于 Established 状态。`godwit show neighbor X` 会说明会话为何没有建立。"),
                    of(
                            "GW-3008",
                            "not offered by the neighbor",
                            "The neighbor did not offer the capability that the command needs, for example route"
                                    + " refresh (RFC 2918).",
                            "邻居没有提供该命令所需的能力，例如路由刷新（RFC 2918）。"),
                    of(
                            "GW-3009",
                            "busy",
                            "Too many commands or clients at once, or a neighbor that does not read. Try again.",
                            "同时执行的命令或客户端过多，或邻居没有读取数据。请稍后再试。"),
                    of(
                            "GW-3010",
                            "the tables are full",
                            "The routes take all the memory there is for them, two thirds of the heap, or their"
                                    + " numbers are used up. The session that announces more is ended with Cease /"
                                    + " Out of Resources (6/8) and tries again after a minute or more; other sessions"
                                    + " keep all their routes. `godwit show router` shows what is in use and the"
                                    + " limit. A larger heap helps (`JDK_JAVA_OPTIONS=-Xmx8g godwit run …`), or fewer"
                                    + " routes from that neighbor; `godwit neighbor X enable` ends the pause.",
                            "路由占满了可用的内存（堆的三分之二），或编号已用完。继续通告路由的会话会以 Cease / Out of Resources（6/8）结束，"
                                    + "并在一分钟或更久之后重试；其他会话保留全部路由。`godwit show router` 显示已用量与上限。"
                                    + "可以增大堆（`JDK_JAVA_OPTIONS=-Xmx8g godwit run …`），或让该邻居少发路由；"
                                    + "`godwit neighbor X enable` 可提前结束等待。"),
                    of(
                            "GW-3011",
                            "the new configuration has errors",
                            "The file that was to be loaded has errors; the daemon goes on as it was. The errors"
                                    + " stand above; `godwit check FILE` shows them again.",
                            "要加载的配置文件有错误；守护进程保持原状。错误已列在上面；`godwit check FILE` 可再次显示。"),
                    of(
                            "GW-3012",
                            "the change was refused",
                            "The change cannot be made while the daemon runs, would lose more routes than allowed,"
                                    + " or another change still waits for `godwit confirm`. Nothing was changed.",
                            "该更改无法在运行中进行、会丢失过多路由，或者另一项更改仍在等待 `godwit confirm`。什么都没有改变。"),
                    of(
                            "GW-3013",
                            "nothing to confirm or to go back to",
                            "No change waits for `godwit confirm`, or there is no configuration before the one"
                                    + " that runs. `godwit show config` tells how things stand.",
                            "没有等待 `godwit confirm` 的更改，或者没有更早的配置可以回退。`godwit show config` 显示当前状态。"),
                    of(
                            "GW-3014",
                            "the answer cannot be written",
                            "A row of the answer could not be made JSON. That is a mistake of this program and"
                                    + " worth a report; the daemon and its sessions are not concerned.",
                            "无法把回答中的一行写成 JSON。这是本程序的错误，请报告；守护进程及其会话不受影响。"),
                    of(
                            "GW-3015",
                            "nobody is waited for",
                            "`godwit recover` ends the wait for the routes of neighbors after a restart of this"
                                    + " router. There was no restart, or routes are chosen already.",
                            "`godwit recover` 结束本机重启后对邻居路由的等待。没有发生过重启，或者已经开始选路。"),
                    of(
                            "GW-3020",
                            "request not understood",
                            "A program wrote something else to the control socket than one JSON object a line.",
                            "某个程序向控制套接字写入的不是每行一个 JSON 对象。"),
                    of(
                            "GW-3021",
                            "request too long",
                            "A request to the control socket is at most 64 KiB long.",
                            "发往控制套接字的请求最长 64 KiB。"),
                    of(
                            "GW-3101",
                            "no permission to listen",
                            "Ports below 1024, such as 179, need a right. Give it with AmbientCapabilities in the"
                                    + " systemd unit, lower net.ipv4.ip_unprivileged_port_start, or listen on"
                                    + " another port. `setcap` on java does not work.",
                            "监听 1024 以下的端口（例如 179）需要权限。可以在 systemd 单元中设置 AmbientCapabilities、"
                                    + "调低 net.ipv4.ip_unprivileged_port_start，或改用其他端口。对 java 使用"
                                    + " `setcap` 不起作用。"),
                    of(
                            "GW-3102",
                            "port in use",
                            "Another program listens on this address and port. The message names it where the"
                                    + " system tells.",
                            "另一个程序已在监听这个地址和端口。系统允许时，提示中会给出该程序的名称。"),
                    of(
                            "GW-3103",
                            "address not on this machine",
                            "One can only listen on an address that an interface of this machine has.",
                            "只能监听本机网络接口上已有的地址。"),
                    of(
                            "GW-3111",
                            "control socket not usable",
                            "The control socket cannot be made at this path. Name another with --socket PATH.",
                            "无法在该路径创建控制套接字。请用 --socket PATH 指定其他路径。"),
                    of(
                            "GW-3112",
                            "control socket path too long",
                            "The system takes at most 107 octets for the path of a Unix socket.",
                            "系统要求 Unix 套接字路径不超过 107 字节。"),
                    of(
                            "GW-3113",
                            "not a socket",
                            "A file that is no socket stands where the control socket should be. It is not removed.",
                            "控制套接字的位置上有一个不是套接字的文件。程序不会删除它。"),
                    of(
                            "GW-3114",
                            "another daemon is running",
                            "A daemon answers on this control socket already. Two daemons need two sockets.",
                            "已有守护进程在使用这个控制套接字。两个守护进程需要两个不同的套接字。"));

    private static final String SEE =
            "`godwit show neighbor X` shows the address, number or counter that was seen;"
                    + " docs/operations.md has a table of all causes.";
    private static final String SEE_CHINESE = "`godwit show neighbor X --lang zh` 显示所见的地址、数字或计数器。";

    private Explanations() {}

    /// Looks a code up, in any case and with or without `GW-`.
    static Optional<CodeExplanation> of(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        String whole = upper.startsWith("GW-") ? upper : "GW-" + upper;
        return Stream.concat(ALL.stream(), Arrays.stream(Trouble.values()).map(Explanations::of))
                .filter(e -> e.code().equals(whole))
                .findFirst();
    }

    /// What `show neighbors` says in a line.
    private static CodeExplanation of(Trouble trouble) {
        return of(
                trouble.code(),
                "session not up: " + trouble.title(),
                sentence(trouble.remedy(), "Nothing has to be done") + SEE,
                trouble.chineseTitle() + "。" + trouble.chineseRemedy() + "。" + SEE_CHINESE);
    }

    private static String sentence(String remedy, String otherwise) {
        String text = remedy.isEmpty() ? otherwise : remedy;
        return "What helps: " + text + ". ";
    }

    private static CodeExplanation of(String code, String title, String english, String chinese) {
        return new CodeExplanation(code, title, english, chinese);
    }
}
