package io.godwit.speaker.show;

/// Why a neighbor is not Established: one row a cause, with what to do about it, in both languages.
/// Numbers never change their meaning; `godwit explain` shows them.
public enum Trouble {
    /// Shut down here.
    SHUTDOWN_HERE(
            3201,
            "shut down here",
            "`godwit neighbor X enable` starts it",
            "已在本端关闭",
            "用 `godwit neighbor X enable` 启动"),
    /// Shut down by the other operator.
    SHUTDOWN_THERE(
            3202,
            "shut down by the other operator",
            "ask its operator; it starts again by itself",
            "对端管理员关闭了会话",
            "请联系对端管理员；对端启用后会自动恢复"),
    /// Its protection cannot be had.
    UNPROTECTED(
            3203,
            "its protection cannot be had",
            "it stays down rather than unprotected",
            "本系统无法提供所配置的保护",
            "会话保持关闭，而不会在无保护的情况下运行"),
    /// The passwords differ.
    WRONG_PASSWORD(
            3204,
            "the passwords differ",
            "make `password` the same on both sides",
            "两端的密码不同",
            "请让两端的 `password` 一致"),
    /// Password missing there.
    NO_PASSWORD_THERE(
            3205,
            "password missing there",
            "set the password there too, or remove `password` here",
            "对端没有设置密码",
            "请在对端设置同样的密码，或删除本端的 `password`"),
    /// Password missing here.
    NO_PASSWORD_HERE(
            3206, "password missing here", "add `password` here", "本端没有设置密码", "请在本端加上 `password`"),
    /// Comes with too small a TTL.
    LOW_TTL(
            3207,
            "comes with too small a TTL",
            "set ttl-security there too (it must send TTL 255), or more hops here",
            "对端报文的 TTL 过小",
            "请在对端也启用 ttl-security（发送 TTL 255），或增大本端的跳数"),
    /// Not on a connected network.
    NOT_CONNECTED(
            3208,
            "not on a connected network",
            "add `multihop 2` or more, with `local-address` where loopbacks speak",
            "邻居不在直连网络上",
            "请加 `multihop 2` 或更大；使用环回地址时还要写 `local-address`"),
    /// No route to it.
    NO_ROUTE(
            3209,
            "no route to it",
            "`ip route get ADDRESS` on this machine",
            "没有到邻居的路由",
            "请在本机用 `ip route get 地址` 检查路由"),
    /// Nobody answers at that address.
    NO_HOST(
            3210,
            "nobody answers at that address",
            "correct the address, or look whether its host and link are up",
            "该地址上没有主机应答",
            "请核对邻居地址，检查对端主机与链路是否正常"),
    /// TCP is not answered.
    NO_ANSWER(
            3211,
            "TCP is not answered",
            "look for a firewall, a password or ttl-security on its side only, a way back",
            "TCP 连接没有应答",
            "请检查防火墙、是否仅对端设置了密码或 ttl-security、以及回程路由"),
    /// Port refused.
    REFUSED(
            3212,
            "port refused",
            "start the daemon there, or let it listen on this address; else correct `port`",
            "端口拒绝连接",
            "请启动对端的 BGP 程序或让它监听该地址；否则请核对 `port`"),
    /// The local address is not ours.
    NOT_OURS(
            3213,
            "the local address is not ours",
            "correct `local-address` (`ip address` shows ours)",
            "local-address 不是本机地址",
            "请改正 `local-address`（`ip address` 可列出本机地址）"),
    /// Not known there.
    UNKNOWN_THERE(
            3214,
            "not known there",
            "add our address there, or say the one it expects with `local-address`",
            "对端没有配置我们的地址",
            "请在对端加上我们的地址，或用 `local-address` 指定对端所期望的地址"),
    /// Another address connects.
    UNKNOWN_HERE(
            3215,
            "another address connects",
            "correct the address of this neighbor, or add the other",
            "有未配置的地址在连接",
            "请改正该邻居的地址，或为那个地址添加邻居"),
    /// Wrong AS number here.
    WRONG_AS(
            3216,
            "wrong AS number here",
            "correct `as` here, if the neighbor is right",
            "本端配置的 AS 号不对",
            "若对端无误，请改正本端的 `as`"),
    /// Wrong AS number there.
    WRONG_AS_THERE(
            3217,
            "wrong AS number there",
            "its configuration must say our AS for us",
            "对端配置的 AS 号不对",
            "请对端把我们的 AS 号改正确"),
    /// BGP identifier is not usable.
    SAME_IDENTIFIER(
            3218,
            "BGP identifier is not usable",
            "give each router its own `router { id }`",
            "BGP 标识符不可用",
            "请让每台路由器使用各自的 `router { id }`"),
    /// No common address family.
    NO_COMMON_FAMILY(
            3219,
            "no common address family",
            "let `family` have one in common on both sides",
            "没有共同的地址族",
            "请让两端的 `family` 至少有一个相同"),
    /// Hold time not acceptable.
    BAD_HOLD_TIME(
            3220,
            "hold time not acceptable",
            "0, or 3 and more seconds on both sides",
            "保持时间不可接受",
            "两端应为 0，或 3 秒及以上"),
    /// Our OPEN was refused.
    OPEN_REFUSED(
            3221,
            "our OPEN was refused",
            "the log of the other side says why",
            "对端拒绝了我们的 OPEN",
            "请查看对端日志"),
    /// Hold timer expired.
    HOLD_EXPIRED(
            3222,
            "hold timer expired",
            "look at the link, and whether the other daemon hangs",
            "保持定时器超时",
            "请检查链路，以及对端程序是否停止响应"),
    /// More prefixes than it takes.
    TOO_MANY_THERE(
            3223,
            "more prefixes than it takes",
            "send fewer (`export`), or have its limit raised; it may need a word of its operator",
            "超过对端的前缀上限",
            "请减少发送（`export`），或请对端提高上限；可能需要对端管理员恢复"),
    /// Its routes do not fit here.
    TABLES_FULL(
            3224,
            "its routes do not fit here",
            "`godwit explain GW-3010`",
            "本端内存容纳不下它的路由",
            "见 `godwit explain GW-3010`"),
    /// A message was not in order.
    BAD_MESSAGE(
            3225,
            "a message was not in order",
            "`godwit decode` with the octets of the log",
            "收到不合规的消息",
            "可用 `godwit decode` 分析日志中的报文"),
    /// The connection ended.
    CLOSED(3226, "the connection ended", "the log of the other side says why", "连接中断", "请查看对端日志"),
    /// Ended by the other side.
    ENDED_THERE(
            3227,
            "ended by the other side",
            "the log of the other side says why",
            "对端结束了会话",
            "请查看对端日志"),
    /// Starts again.
    RESTARTING(3228, "starts again", "", "正在重新建立", "请稍候"),
    /// On its way.
    WAITING(3229, "on its way", "", "正在建立", "请稍候"),
    /// Connected, and not a word.
    SILENT(
            3230,
            "connected, and not a word",
            "look whether the other daemon hangs, or its packets are dropped on the way",
            "TCP 已连接，但没有收到 OPEN",
            "请检查对端程序是否停止响应，或报文是否在途中被丢弃"),
    /// BFD sees the path broken.
    PATH_BROKEN(
            3231,
            "BFD sees the path broken",
            "look at the link and the router there: `godwit show bfd X` tells what is heard",
            "BFD 检测到路径中断",
            "请检查链路与对端路由器：`godwit show bfd X` 显示收到的报文"),
    /// BFD of the other side sees the path broken.
    PATH_BROKEN_THERE(
            3232,
            "BFD of the other side sees the path broken",
            "look at the link; our packets may not arrive there: `godwit show bfd X`",
            "对端 BFD 检测到路径中断",
            "请检查链路；本端报文可能未到达对端：`godwit show bfd X`"),
    /// It takes nothing (RFC 9687).
    TAKES_NOTHING(
            3233,
            "send hold timer expired",
            "the other daemon reads nothing: look whether it hangs; `send-hold-time` says how long",
            "发送保持定时器超时",
            "对端程序不再读取报文：请检查它是否停止响应；`send-hold-time` 决定等待多久"),
    /// Nobody started it.
    NOT_STARTED(
            3234,
            "not started",
            "`godwit neighbor X enable` starts it, or say `automatic-start yes`",
            "尚未启动",
            "用 `godwit neighbor X enable` 启动，或配置 `automatic-start yes`"),
    /// The roles do not fit (RFC 9234).
    WRONG_ROLE(
            3235,
            "roles do not fit",
            "a `provider` needs a `customer` on the other side, an `rs` an `rs-client`, a `peer` a"
                    + " `peer`; `strict` wants the other side to say its role",
            "角色不匹配",
            "`provider` 的对端应为 `customer`，`rs` 的对端应为 `rs-client`，`peer` 的对端应为 `peer`；"
                    + "`strict` 要求对端声明自己的角色"),
    /// More prefixes than `max-prefix` allows, in or out.
    TOO_MANY_HERE(
            3240,
            "more prefixes than `max-prefix` allows",
            "ask its operator whether they are right; raise `max-prefix`, or, when they are gone,"
                    + " `godwit neighbor X clear`",
            "超过本端 `max-prefix` 的前缀上限",
            "请向对端管理员确认；可提高 `max-prefix`，或在前缀减少后执行 `godwit neighbor X clear`");

    private final int number;
    private final String title;
    private final String remedy;
    private final String chineseTitle;
    private final String chineseRemedy;

    Trouble(int number, String title, String remedy, String chineseTitle, String chineseRemedy) {
        this.number = number;
        this.title = title;
        this.remedy = remedy;
        this.chineseTitle = chineseTitle;
        this.chineseRemedy = chineseRemedy;
    }

    /// The stable code.
    ///
    /// @return e.g. `GW-3204`
    public String code() {
        return "GW-" + number;
    }

    /// What it is, in a few words.
    public String title() {
        return title;
    }

    /// What helps; empty when nothing has to be done.
    public String remedy() {
        return remedy;
    }

    /// The title in Chinese.
    public String chineseTitle() {
        return chineseTitle;
    }

    /// The remedy in Chinese.
    public String chineseRemedy() {
        return chineseRemedy;
    }
}
