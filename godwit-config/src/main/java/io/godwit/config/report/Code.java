package io.godwit.config.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The catalogue of everything that can be said about a configuration. A code never changes its
/// meaning and is never used again; 1001 to 1029 are about the text, 1030 to 1059 about names and
/// values, 1060 to 1079 about the whole, 1080 to 1099 are warnings.
public enum Code {
    /// A file cannot be read.
    FILE(
            1001,
            "file not readable",
            "The file does not exist or cannot be read. Check the name and the permissions; the"
                    + " daemon may run as another user than you.",
            "文件不存在或无法读取。请检查文件名和权限；守护进程可能以另一个用户身份运行。"),
    /// A word that the language does not have.
    UNKNOWN_WORD(
            1002,
            "unknown word",
            "The first word of a statement is not one of the words of the language. Nothing is"
                    + " ignored silently: correct the word or remove the statement. When a known"
                    + " word is near, it is suggested.",
            "语句的第一个词不是本配置语言中的词。系统不会悄悄忽略任何内容：请改正该词或删除该语句。" + "如果有相近的词，会给出建议。"),
    /// A known word in a block where it does not belong.
    MISPLACED_WORD(
            1003,
            "word in the wrong place",
            "The word exists, but not in this block: `hold-time` belongs in a `neighbor` or"
                    + " `group`, `router` stands at the top of the file. Often a brace is in the"
                    + " wrong place.",
            "这个词存在，但不能写在这个块里：例如 `hold-time` 属于 `neighbor` 或 `group`，`router`"
                    + " 写在文件最外层。常见原因是花括号位置不对。"),
    /// A word of a later version.
    NOT_OFFERED(
            1004,
            "not offered by this version",
            "The word is known to belong to a feature that this version does not have. It is"
                    + " refused rather than ignored, because a router that silently leaves out a"
                    + " filter or a limit is dangerous.",
            "这个词属于当前版本尚未提供的功能。系统选择报错而不是忽略，因为悄悄跳过过滤或限制的路由器是危险的。"),
    /// A statement without its end.
    MISSING_SEMICOLON(
            1005,
            "missing semicolon",
            "A statement ends with `;`. Only the last one before `}` may leave it out.",
            "每条语句以 `;` 结束；只有 `}` 前的最后一条可以省略。"),
    /// A block that is not closed.
    MISSING_CLOSING_BRACE(
            1006,
            "block not closed",
            "A block that was opened with `{` has no `}`. The message shows where the brace was"
                    + " expected and where the block begins.",
            "用 `{` 打开的块没有对应的 `}`。提示中会指出应写 `}` 的位置和块的开头。"),
    /// A block that is not opened.
    MISSING_OPENING_BRACE(
            1007,
            "block not opened",
            "The options of a neighbor, a group or the router stand in `{ … }`; the opening brace"
                    + " is missing.",
            "neighbor、group 或 router 的选项要写在 `{ … }` 里；这里缺少左花括号。"),
    /// A closing bracket too many.
    STRAY_CLOSING(
            1008,
            "closing bracket without an opening one",
            "There is a `}` or `]` that closes nothing. Perhaps a block was closed too early.",
            "这里的 `}` 或 `]` 没有对应的开头。可能是前面的块过早关闭了。"),
    /// A string without its second quote.
    UNCLOSED_STRING(
            1009,
            "string not closed",
            "A string begins and ends with `\"` on the same line. A quote inside is written"
                    + " `\\\"`.",
            "字符串以 `\"` 开头并在同一行以 `\"` 结束。字符串内部的引号写作 `\\\"`。"),
    /// A comment as other languages write it.
    FOREIGN_COMMENT(
            1010,
            "comment of another language",
            "A comment begins with `#` and ends with its line. `/* … */` and `//` are not"
                    + " comments here.",
            "注释以 `#` 开头，到行尾结束。这里不支持 `/* … */` 和 `//`。"),
    /// A character that has no business in a configuration.
    STRANGE_CHARACTER(
            1011,
            "character out of place",
            "The file has a full-width form, a typographic quote, an invisible or a control"
                    + " character where the language has an ASCII one. Word processors and input"
                    + " methods put them there; they look right and are not.",
            "文件中出现了全角标点、弯引号、不可见字符或控制字符，而语言要求使用 ASCII 字符。它们通常来自"
                    + "输入法或文字处理软件，看起来正确，实际并不相同。请切换到英文半角输入。"),
    /// Octets that are no text.
    NOT_UTF8(
            1012,
            "not UTF-8",
            "Configuration files are UTF-8. Convert the file, for example with"
                    + " `iconv -f GBK -t UTF-8`.",
            "配置文件必须是 UTF-8 编码。请转换文件编码，例如 `iconv -f GBK -t UTF-8`。"),
    /// A file that says nothing.
    EMPTY(
            1013,
            "empty file",
            "The file has no statement. The smallest useful one names the router and a neighbor.",
            "文件中没有任何语句。最小可用的配置要写出 router 和一个 neighbor。"),
    /// A limit of the reader.
    TOO_BIG(
            1014,
            "over a limit",
            "The file is too large, nests too deep, or includes too much. The limits keep a"
                    + " broken generator from exhausting the machine.",
            "文件过大、嵌套过深或包含的文件过多。设置这些上限是为了防止出错的生成脚本耗尽机器资源。"),
    /// Something behind a complete statement.
    UNEXPECTED_WORD(
            1015,
            "unexpected word",
            "The statement was complete before this word. Remove it, or end the statement with"
                    + " `;`.",
            "在这个词之前语句已经完整。请删除它，或用 `;` 结束前一条语句。"),
    /// A statement that says too little.
    MISSING_VALUE(
            1016,
            "missing value",
            "The statement needs a value behind its word.",
            "这条语句的关键词后面需要一个值。"),
    /// A value of another type.
    WRONG_TYPE(
            1017,
            "wrong type of value",
            "The value is not of the type that the statement takes: a string in quotes, a number,"
                    + " a word, a list.",
            "值的类型与语句要求的不符：带引号的字符串、数字、单词或列表。"),
    /// A statement that may stand once stands twice.
    DUPLICATE_STATEMENT(
            1018,
            "statement twice",
            "The statement may stand only once in a block. Which of the two is meant cannot be"
                    + " known, so neither is taken.",
            "这条语句在一个块里只能出现一次。系统无法判断该用哪一条，因此两条都不采用。"),
    /// A block behind a statement that has none.
    UNEXPECTED_BLOCK(
            1019,
            "block not expected",
            "This statement ends with `;` and takes no `{ … }`.",
            "这条语句以 `;` 结束，不接受 `{ … }`。"),
    /// A string that says what it must not.
    BAD_STRING(
            1020,
            "string not acceptable",
            "The string has an unknown escape or a control character, or is too long for its use:"
                    + " a shutdown message is at most 255 octets of UTF-8 (RFC 9003).",
            "字符串中有未知的转义或控制字符，或者长度超过用途的上限：关闭原因最多 255 个 UTF-8 字节" + "（RFC 9003）。"),
    /// A machine form that is no JSON.
    NOT_JSON(
            1021,
            "not JSON",
            "The file ends in `.json` or begins with `{` and is therefore read as JSON (RFC"
                    + " 8259): names in double quotes, no comments, no last comma.",
            "文件名以 `.json` 结尾或内容以 `{` 开头，因此按 JSON（RFC 8259）读取：名称要用双引号，" + "不能有注释，最后一项后不能有逗号。"),
    /// A list that is not closed.
    UNCLOSED_LIST(
            1022,
            "list not closed",
            "A list begins with `[` and ends with `]`; its items are separated by commas.",
            "列表以 `[` 开头、以 `]` 结尾，各项之间用逗号分隔。"),
    /// A reject without a reason.
    MISSING_LABEL(
            1023,
            "reject without label",
            "`reject` carries a label, a text in quotes: it is the answer to \"why was this route"
                    + " rejected?\" in every view. A code for tags may stand before it.",
            "`reject` 必须带一个标签（引号中的文字）：所有查看命令都用它回答“这条路由为什么被拒绝？”。" + "标签前可以写一个用于标记的代码。"),
    /// A group that nobody defines.
    UNKNOWN_GROUP(
            1030,
            "no such group",
            "A neighbor is `in` a group that no file defines. Groups may stand behind their use.",
            "neighbor 用 `in` 引用了未定义的 group。group 可以写在引用它的语句之后。"),
    /// A policy that nobody defines.
    UNKNOWN_POLICY(
            1031,
            "no such policy",
            "`import` or `export` names a policy that does not exist. A session with a missing"
                    + " filter would pass everything or nothing, so the configuration is refused.",
            "`import` 或 `export` 引用了不存在的策略。缺少过滤器的会话要么放行一切、要么什么都不通过，" + "因此拒绝这份配置。"),
    /// An included file that does not exist.
    INCLUDE_MISSING(
            1032,
            "included file not found",
            "`include` names one file and it does not exist or cannot be read. Names are relative"
                    + " to the directory of the including file.",
            "`include` 指定的文件不存在或无法读取。路径相对于包含它的文件所在的目录。"),
    /// Files that include each other.
    INCLUDE_LOOP(
            1033,
            "include loop",
            "A file includes itself, directly or through others.",
            "文件直接或间接地包含了自己。"),
    /// A pattern that no file matches.
    INCLUDE_NOTHING(
            1034,
            "include matches nothing",
            "The pattern of an `include` matches no file. That is allowed, because a directory of"
                    + " members may be empty, but it is often a slip in the path.",
            "`include` 的通配模式没有匹配到任何文件。这是允许的（成员目录可以为空），但常常是路径写错了。"),
    /// A set that nobody defines.
    UNKNOWN_SET(
            1035,
            "no such set",
            "An expression or an option names a set that no file defines. Sets may stand behind"
                    + " their use; each kind of set has its own names.",
            "表达式或选项引用了未定义的集合。集合可以写在引用它的语句之后；每种集合的名称各自独立。"),
    /// Something that no route and no neighbor has.
    UNKNOWN_FIELD(
            1036,
            "nothing to ask of a route",
            "The word is not something that a policy can ask of a route or a neighbor, such as"
                    + " `prefix`, `as-path.length` or `peer.as`.",
            "这个词不是策略可以查询的内容，例如 `prefix`、`as-path.length`、`peer.as`。"),
    /// Text that is no address.
    BAD_ADDRESS(
            1040,
            "not an address",
            "An IPv4 address has four numbers from 0 to 255, an IPv6 address is written as in RFC"
                    + " 4291. Truncated forms such as `10.77.0` are refused: programs disagree"
                    + " about what they mean. An address that no neighbor can have (unspecified,"
                    + " multicast) is refused too.",
            "IPv4 地址由四个 0 到 255 的数字组成，IPv6 地址按 RFC 4291 书写。`10.77.0` 这样的省略形式"
                    + "会被拒绝，因为不同程序对它的理解不同。邻居不可能使用的地址（未指定地址、组播地址）同样被拒绝。"),
    /// Text that is no prefix.
    BAD_PREFIX(
            1041,
            "not a prefix",
            "A prefix is an address, a slash and a length: `192.0.2.0/24`, `2001:db8::/32`.",
            "前缀由地址、斜杠和长度组成：`192.0.2.0/24`、`2001:db8::/32`。"),
    /// A prefix with bits behind its length.
    HOST_BITS(
            1042,
            "host bits set",
            "The address of a prefix has bits behind the length. Either the address or the length"
                    + " is a slip; the help shows the prefix that contains the address.",
            "前缀的地址部分在长度之后还有置位的比特。要么地址写错，要么长度写错；提示给出包含该地址的前缀。"),
    /// A prefix longer than its address.
    PREFIX_LENGTH(
            1043,
            "prefix length out of range",
            "The length of an IPv4 prefix is 0 to 32, of an IPv6 prefix 0 to 128.",
            "IPv4 前缀长度为 0 到 32，IPv6 前缀长度为 0 到 128。"),
    /// A number that is no AS number.
    BAD_AS(
            1044,
            "not an AS number",
            "AS numbers are 1 to 4294967295 (RFC 6793), also written in two halves as 1.10 (RFC"
                    + " 5396). 0 is reserved (RFC 7607).",
            "AS 号为 1 到 4294967295（RFC 6793），也可写成两段形式如 1.10（RFC 5396）。0 被保留" + "（RFC 7607）。"),
    /// A number out of range.
    OUT_OF_RANGE(
            1045,
            "number out of range",
            "The number is outside of what the field of the protocol or the system takes.",
            "数字超出了协议字段或系统所允许的范围。"),
    /// A hold time that RFC 4271 forbids.
    HOLD_TIME(
            1046,
            "hold time not allowed",
            "The hold time is 0 (no keepalives at all) or 3 to 65535 seconds; a neighbor must"
                    + " refuse 1 and 2 (RFC 4271 §4.2, §6.2).",
            "保持时间为 0（完全不发 keepalive）或 3 到 65535 秒；对端必须拒绝 1 和 2（RFC 4271 §4.2、" + "§6.2）。"),
    /// Text that is no duration.
    BAD_DURATION(
            1047,
            "not a duration",
            "A duration is a whole number of seconds, or a number with a unit: `30s`, `10m`,"
                    + " `2h`.",
            "时长为整数秒，或带单位的数字：`30s`、`10m`、`2h`。"),
    /// A family that cannot be exchanged.
    BAD_FAMILY(
            1048,
            "no such family",
            "The families of this version are `ipv4` and `ipv6` (unicast).",
            "当前版本支持的地址族是 `ipv4` 和 `ipv6`（单播）。"),
    /// Text that is no name.
    BAD_NAME(
            1049,
            "not a name",
            "The name of a group has letters, digits, `-`, `_` and `.`, at most 100 characters.",
            "group 的名称由字母、数字、`-`、`_` 和 `.` 组成，最多 100 个字符。"),
    /// Text that is no BGP identifier.
    BAD_ROUTER_ID(
            1050,
            "not a router id or cluster id",
            "The BGP identifier is 32 bits, written like an IPv4 address, and not 0.0.0.0 (RFC"
                    + " 6286). It must differ from the neighbors' and need not be an address. The"
                    + " cluster id of a route reflector is written the same way.",
            "BGP 标识符是 32 位数，写法与 IPv4 地址相同，不能是 0.0.0.0（RFC 6286）。它必须与邻居的不同，"
                    + "但不要求是真实地址。路由反射器的集群标识符写法相同。"),
    /// Text that is no community.
    BAD_COMMUNITY(
            1051,
            "not a community",
            "A community is `64500:1` (two halves up to 65535), a large community `64500:1:2`"
                    + " (three numbers up to 4294967295), an extended community `rt:64500:1`. In"
                    + " patterns a part may be `*`, a range `1..9` or `(peer.as)`.",
            "团体属性写作 `64500:1`（两段，各不超过 65535），大团体写作 `64500:1:2`（三段，各不超过"
                    + " 4294967295），扩展团体写作 `rt:64500:1`。在模式中，每一段可以是 `*`、范围 `1..9` 或 `(peer.as)`。"),
    /// A path pattern that is none.
    BAD_PATTERN(
            1052,
            "not a pattern of paths",
            "A pattern says which AS numbers follow each other: `\"^ 64511+ .* 3356 $\"`. Atoms are"
                    + " AS numbers, ranges `1..9`, `.`, lists `[1 2]` and `[^1 2]`, `(peer.as)`,"
                    + " `@SET`, groups `( … | … )`; behind them `*`, `+`, `?` or `{2,4}`.",
            "路径模式描述依次出现的 AS 号：`\"^ 64511+ .* 3356 $\"`。基本单元是 AS 号、范围 `1..9`、`.`、"
                    + "列表 `[1 2]` 与 `[^1 2]`、`(peer.as)`、`@集合`、分组 `( … | … )`；后面可跟 `*`、`+`、`?` 或 `{2,4}`。"),
    /// A file of a set that says something else.
    BAD_SET_FILE(
            1053,
            "file of a set not understood",
            "Files of sets are the JSON that bgpq4 writes (`-j` and `-jA` for prefixes, `-tj` for AS"
                    + " numbers), or plain lists with one item on a line; `#` begins a comment.",
            "集合文件可以是 bgpq4 输出的 JSON（前缀用 `-j`、`-jA`，AS 号用 `-tj`），也可以是每行一项的" + "纯文本；`#` 开始注释。"),
    /// The file is no export of VRPs, or no local exceptions.
    BAD_RPKI_FILE(
            1056,
            "file of RPKI not understood",
            "`vrps from file` takes the JSON that rpki-client and routinator export, `slurm from file`"
                    + " that of RFC 8416. Nothing of a file with an error is used.",
            "`vrps from file` 使用 rpki-client 与 routinator 导出的 JSON，`slurm from file` 使用 RFC 8416"
                    + " 的 JSON。文件有错时其内容一概不用。"),
    /// Two neighbors with one address.
    DUPLICATE_NEIGHBOR(
            1060,
            "neighbor twice",
            "Two statements are about the same address, and there is one session between two"
                    + " addresses. Merge them or correct one.",
            "两条语句写了同一个邻居地址，而两个地址之间只有一个会话。请合并或改正其中一条。"),
    /// Two groups with one name.
    DUPLICATE_GROUP(1061, "group twice", "Two groups have the same name.", "两个 group 使用了相同的名称。"),
    /// A configuration without a router.
    MISSING_ROUTER(
            1062,
            "no router statement",
            "A configuration needs one `router { … }` with the own AS number.",
            "配置中需要一个 `router { … }`，写明本机的 AS 号。"),
    /// An AS number that is nowhere.
    MISSING_AS(
            1063,
            "missing AS number",
            "The router and each neighbor need an AS number; a neighbor may have it from its"
                    + " group. It is never guessed.",
            "router 和每个邻居都需要 AS 号；邻居可以从所属的 group 继承。系统不会猜测。"),
    /// A router id that is nowhere.
    MISSING_ROUTER_ID(
            1064,
            "missing router id",
            "The BGP identifier may be left out only when the configuration names exactly one own"
                    + " IPv4 address, in `listen` or `local-address`, which is then taken.",
            "只有当配置中（`listen` 或 `local-address`）恰好出现一个本机 IPv4 地址时，才可以省略路由器标识，" + "此时就用那个地址。"),
    /// A session between addresses of two families.
    LOCAL_ADDRESS_FAMILY(
            1065,
            "local address of the other family",
            "A session runs between two IPv4 or between two IPv6 addresses.",
            "会话的两端必须同为 IPv4 地址或同为 IPv6 地址。"),
    /// Keepalives that come too late.
    KEEPALIVE_OVER_HOLD(
            1066,
            "keepalive longer than the hold time",
            "Keepalives must arrive before the hold time ends; a third of it is usual (RFC 4271"
                    + " §4.4).",
            "keepalive 必须在保持时间结束前到达；通常取保持时间的三分之一（RFC 4271 §4.4）。"),
    /// A neighbor that we are ourselves.
    OWN_ADDRESS(
            1067,
            "neighbor has an own address",
            "The neighbor's address is an address of this router: it would connect to itself.",
            "邻居地址就是本路由器自己的地址：这样会连接到自己。"),
    /// Two listen statements that exclude each other.
    LISTEN_CONFLICT(
            1068,
            "listen statements exclude each other",
            "`listen none` stands alone, and an address and port can be listened on once.",
            "`listen none` 只能单独使用，同一地址和端口也只能监听一次。"),
    /// A client that cannot be one.
    WRONG_CLIENT(
            1069,
            "client of the wrong kind",
            "A route reflector's clients are in our own AS (RFC 4456), a route server's in other ASes"
                    + " (RFC 7947); no neighbor is a client of both.",
            "路由反射器的客户端属于本 AS（RFC 4456），路由服务器的客户端属于其他 AS（RFC 7947）；一个邻居不能同时是两者的客户端。"),
    /// A policy that may end without a verdict.
    FALLS_OFF(
            1070,
            "policy without a last word",
            "A route can reach the end of the last policy without `accept` or `reject`. What then"
                    + " happens would be a guess, so each way through ends with one of them.",
            "路由可能走到最后一个策略的末尾，却没有遇到 `accept` 或 `reject`。此时的结果只能靠猜，因此每条路径" + "都必须以两者之一结束。"),
    /// Policies that apply each other.
    POLICY_LOOP(
            1071,
            "policy applies itself",
            "A policy applies itself, directly or through others. There are no loops in policies:"
                    + " what a route costs is bounded.",
            "策略直接或间接地 apply 了自己。策略中没有循环，处理一条路由的代价是有界的。"),
    /// Two policies or sets with one name.
    DUPLICATE_DEFINITION(
            1072,
            "defined twice",
            "Two policies, or two sets of one kind, have the same name.",
            "两个策略或两个同类集合使用了相同的名称。"),
    /// A test that does not say enough.
    INCOMPLETE_TEST(
            1073,
            "test not complete",
            "A test says which policies (`policy`), for which neighbor (`peer`), with which route"
                    + " (`route`), and what must become of it (`expect`).",
            "测试要写明：哪些策略（`policy`）、为哪个邻居（`peer`）、哪条路由（`route`），以及期望的结果（`expect`）。"),
    /// A neighbor of a test that is not configured.
    NO_NEIGHBOR(
            1074,
            "no such neighbor",
            "A test can name a neighbor of the configuration by its address; any other is described"
                    + " in a block: `peer { as 64511; address 192.0.2.11 }`.",
            "测试可以用地址引用配置中的邻居；其他邻居要在块中描述：`peer { as 64511; address 192.0.2.11 }`。"),
    /// Neighbors with one link-local address on several links, and several passwords.
    PASSWORDS_OF_LINKS(
            1075,
            "two passwords for a link-local address",
            "The kernel knows the password of an address (TCP MD5), not of an address on a link:"
                    + " neighbors with the same link-local address need the same password. Or give"
                    + " one of them another address.",
            "内核按地址记住密码（TCP MD5），不区分链路：链路本地地址相同的邻居必须用同一个密码，或者给其中一个换个地址。"),
    /// A filter without anything in it.
    NOTHING_TO_ASK_FOR(
            1076,
            "a filter of nothing",
            "`orf send` asks a neighbor to send certain prefixes only (RFC 5291), and `orf-prefixes`"
                    + " says which.",
            "`orf send` 要求邻居只发送指定的前缀（RFC 5291），由 `orf-prefixes` 指明是哪些。"),
    /// A distance that is checked and one that is not.
    TTL_TWICE(
            1078,
            "ttl-security and multihop",
            "`multihop` lets a session pass routers, `ttl-security N` does the same and also checks"
                    + " that the neighbor is at most N hops away (GTSM, RFC 5082). One of them"
                    + " belongs away; a `no` in the neighbor takes back what its group says.",
            "`multihop` 允许会话穿过路由器；`ttl-security N` 同样允许，并且检查邻居最多相距 N 跳（GTSM，RFC 5082）。"
                    + "两者只能保留一个；可在 neighbor 中写 `no` 取消 group 中的设置。"),
    /// Two ways to sign the same segments.
    KEY_TWICE(
            1079,
            "password and tcp-ao",
            "`password` signs segments by TCP-MD5 (RFC 2385), `tcp-ao` by TCP-AO (RFC 5925), which"
                    + " replaces it. The kernel takes one of them for a neighbor. Keep the one that"
                    + " the other side has.",
            "`password` 用 TCP-MD5（RFC 2385）为报文段签名，`tcp-ao` 用取代它的 TCP-AO（RFC 5925）。"
                    + "内核对一个邻居只接受其中一种；请保留对端所用的那一种。"),
    /// An external neighbor without policy.
    NO_POLICY(
            1080,
            "external neighbor without policy",
            "Without `import` nothing is taken from an external neighbor, without `export` nothing"
                    + " is sent to it (RFC 8212). Say what you want; `reject` silences the"
                    + " warning.",
            "对于外部邻居，没有 `import` 就不接收任何路由，没有 `export` 就不发送任何路由（RFC 8212）。"
                    + "请明确写出；写 `reject` 可消除此警告。"),
    /// Multihop where it says nothing.
    MULTIHOP_INTERNAL(
            1081,
            "multihop on an internal neighbor",
            "Internal sessions may always cross several hops; `multihop` changes nothing there.",
            "内部会话本来就可以跨越多跳；`multihop` 在这里没有作用。"),
    /// A group without members.
    UNUSED_GROUP(1082, "group not used", "No neighbor is in the group.", "没有任何邻居属于这个 group。"),
    /// An AS number that nobody may have.
    RESERVED_AS(
            1083,
            "reserved AS number",
            "23456 stands for a number that does not fit two octets (RFC 6793); 65535 and"
                    + " 4294967295 are reserved (RFC 7300). Nobody has them.",
            "23456 用来代替两字节放不下的 AS 号（RFC 6793）；65535 和 4294967295 被保留（RFC 7300）。"
                    + "不会有人使用这些 AS 号。"),
    /// A prefix originated twice.
    DUPLICATE_ORIGINATE(
            1084, "prefix originated twice", "The second statement changes nothing.", "第二条语句没有作用。"),
    /// A neighbor at the address that is our identifier.
    NEIGHBOR_IS_ROUTER_ID(
            1085,
            "neighbor has the address of the router id",
            "The own router id is the neighbor's address. Two routers with one identifier cannot"
                    + " peer, and a neighbor usually takes its address as identifier.",
            "本机的路由器标识恰好是邻居的地址。两台标识相同的路由器无法建立会话，而邻居通常用自己的地址作标识。"),
    /// An option that another one makes pointless.
    NO_EFFECT(
            1086,
            "statement without effect",
            "Another statement makes this one pointless.",
            "由于另一条语句，这条语句不起作用。"),
    /// A session that neither side can open.
    NEVER_CONNECTS(
            1087,
            "neighbor can never connect",
            "The neighbor is `passive`, so it has to connect to us, and `listen none` takes no"
                    + " connection.",
            "邻居是 `passive`，只能由对方发起连接，而 `listen none` 不接受任何连接。"),
    /// Two neighbors with one name.
    DUPLICATE_NAME(
            1088,
            "name twice",
            "Two neighbors have the same `name`, so a command cannot tell which one is meant. Their"
                    + " addresses still can.",
            "两个邻居的 `name` 相同，命令无法据此区分；仍可用地址指明。"),
    /// A cluster without members.
    CLUSTER_WITHOUT_CLIENTS(
            1089,
            "cluster id without clients",
            "`cluster-id` is put on routes that are reflected, and no neighbor is a"
                    + " `route-reflector-client`.",
            "`cluster-id` 只写在被反射的路由上，而没有任何邻居是 `route-reflector-client`。"),
    /// A policy or set that nobody uses.
    UNUSED_DEFINITION(
            1090,
            "defined and not used",
            "No neighbor and no policy uses the policy or set. Perhaps a name is wrong where it was"
                    + " meant to be used.",
            "没有任何邻居或策略使用这个策略或集合。也许在本该引用它的地方写错了名称。"),
    /// A statement that no route reaches.
    UNREACHABLE(
            1091,
            "statement never reached",
            "A statement before this one accepts or rejects every route that gets there.",
            "前面的语句已经接受或拒绝了所有到达那里的路由。"),
    /// A set without an item.
    EMPTY_SET(
            1092,
            "set is empty",
            "The set has no item: nothing is in it. A file that a script writes may have failed.",
            "集合中没有任何项：没有路由会匹配。也许生成该文件的脚本失败了。"),
    /// An external neighbor that may say anything.
    ACCEPTS_EVERYTHING(
            1093,
            "policy rejects nothing",
            "The policies that routes of an external neighbor meet cannot reject any. If that is"
                    + " meant, `import accept` says so.",
            "来自外部邻居的路由所经过的策略不会拒绝任何路由。如果这是本意，请写 `import accept`。"),
    /// A condition that no route meets.
    NEVER_HOLDS(
            1094,
            "condition never holds",
            "No route that gets to the statement can meet its condition: the condition contradicts"
                    + " itself, or a statement before it has accepted or rejected all those routes.",
            "到达这条语句的路由都不可能满足它的条件：条件自相矛盾，或前面的语句已经接受或拒绝了这些路由。"),
    /// A condition that all routes meet.
    ALWAYS_HOLDS(
            1095,
            "condition always holds",
            "Every route that gets to the statement meets its condition, so the condition says"
                    + " nothing. Perhaps another one was meant.",
            "到达这条语句的路由全都满足它的条件，所以这个条件没有意义。也许想写的是另一个条件。"),
    /// An HTTP interface that others can reach.
    HTTP_IN_THE_OPEN(
            1096,
            "HTTP beyond this machine",
            "The HTTP interface asks for no password and does not encrypt. On an address that is"
                    + " not a loopback one, everybody who reaches the port can read the routes, the"
                    + " neighbors and the reasons. Listen on 127.0.0.1 or ::1 behind a proxy, or let"
                    + " a packet filter say who may connect.",
            "HTTP 接口不需要密码，也不加密。监听非环回地址时，凡能连到该端口的人都能读到路由、邻居和原因。"
                    + "请监听 127.0.0.1 或 ::1 并在前面放置代理，或用包过滤限制可连接的来源。"),
    /// A policy that asks for the RPKI where there is none.
    RPKI_UNANSWERED(
            1097,
            "RPKI asked, and no source of it",
            "A policy asks for `rpki` or `aspa`, and no `rpki { … }` names a cache or a file. Every"
                    + " route is `not-found` then, every path `unknown`: what was to be refused"
                    + " passes.",
            "策略查询了 `rpki` 或 `aspa`，但没有 `rpki { … }` 指明缓存服务器或文件。此时每条路由都是"
                    + " `not-found`，每条路径都是 `unknown`：本该拒绝的也会通过。"),
    /// A neighbor that is asked to keep our routes, and told by BFD that we are gone.
    BFD_UNDOES_RESTART(
            1098,
            "BFD may undo graceful restart",
            "The BFD of this router ends when its process is killed. A neighbor that takes this for"
                    + " a broken path drops the routes that `graceful-restart yes` asks it to keep"
                    + " (RFC 5882 §4.3). BIRD has to say `bfd graceful` instead of `bfd on`, FRR"
                    + " `neighbor X bfd check-control-plane-failure`; a Godwit needs nothing.",
            "进程被杀死时，本机的 BFD 也随之结束。把这当作路径中断的邻居会丢弃 `graceful-restart yes` 请它保留的路由"
                    + "（RFC 5882 §4.3）。BIRD 上应写 `bfd graceful` 而不是 `bfd on`，FRR 上应写"
                    + " `neighbor X bfd check-control-plane-failure`；Godwit 邻居无需设置。"),
    /// BFD that a collection of garbage can break.
    HURRIED_BFD(
            1099,
            "BFD in a hurry",
            "What collects garbage stops this program, with full tables for some tenths of a second."
                    + " `multiplier` tells the neighbor how many of our packets it may miss: where"
                    + " `interval` times `multiplier` is less than 300ms it may take such a stop for"
                    + " a broken path. A larger `multiplier` here costs nothing of our own speed:"
                    + " how fast we notice is decided by the multiplier of the neighbor.",
            "垃圾回收会让本程序暂停，路由表很大时可达零点几秒。`multiplier` 告诉邻居可以丢失多少个我们的报文："
                    + "当 `interval` 乘以 `multiplier` 小于 300ms 时，邻居可能把这种暂停当作路径中断。"
                    + "在本端增大 `multiplier` 不影响我们自己的检测速度，那由邻居的 multiplier 决定。"),
    /// A confederation that contradicts itself or a neighbor.
    WRONG_CONFEDERATION(
            1110,
            "confederation that cannot be",
            "The AS number of a confederation is for those outside; inside, each router and its"
                    + " neighbors have that of their member AS. So the number is none of a member,"
                    + " and no neighbor has it; each member is named once (RFC 5065 §4).",
            "联盟号只对外使用；在联盟内部，每台路由器及其邻居使用各自成员 AS 的号码。因此联盟号不能与任何成员 AS 相同，"
                    + "也不能是任何邻居的 AS 号；每个成员只列一次（RFC 5065 §4）。"),
    /// A condition about routes of the kernel where it is not watched.
    NO_KERNEL(
            1140,
            "kernel's routes not known",
            "The condition asks for a route of the kernel, and without a `kernel` block the"
                    + " kernel is not watched: it would never hold. `kernel { }` is enough.",
            "这个条件询问内核中的路由，但没有 `kernel` 块就不会监视内核，条件永远不成立。写 `kernel { }` 即可。"),
    /// An own route that waits for itself.
    CIRCULAR_CONDITION(
            1141,
            "own route waits for itself",
            "The route is announced only if another route of this router is there, or is not,"
                    + " and that one waits for this one. It would never come, or come and go for"
                    + " ever.",
            "这条路由是否宣告取决于本机的另一条路由，而那一条又取决于这一条。它要么永远不会出现，要么反复出现和消失。"),
    /// A condition about a path that is not watched.
    PATH_NOT_WATCHED(
            1142,
            "path not watched",
            "The condition asks whether BFD finds the path to a neighbor working, and there is no"
                    + " such neighbor with `bfd`: it would never hold.",
            "这个条件询问 BFD 是否认为到某个邻居的路径正常，但没有启用 `bfd` 的这个邻居，条件永远不成立。"),
    /// `as-set` without `as-sets accept`.
    AS_SETS_REJECTED(
            1143,
            "AS_SETs not accepted",
            "RFC 9774 forbids to announce AS_SETs, and to take them, unless the operator says"
                    + " otherwise: with `as-set` an aggregate has one. Others will treat it as"
                    + " withdrawn. `as-sets accept` in `router` allows them.",
            "除非运营者另有设置，RFC 9774 禁止宣告和接受 AS_SET；带 `as-set` 的聚合路由含有 AS_SET，其他路由器会把它当作撤销处理。"
                    + "在 `router` 中写 `as-sets accept` 才允许。"),
    /// A role that the neighbor cannot have, or that another word contradicts.
    WRONG_ROLE(
            1144,
            "role that cannot be",
            "`role` says what our AS is to the AS of the neighbor (RFC 9234): `provider`,"
                    + " `customer`, `rs`, `rs-client` or `peer`. It is for neighbors in other ASes;"
                    + " to a `route-server-client` it is `rs`; and `relation`, which says the same"
                    + " from the other side, must not contradict it.",
            "`role` 说明本端 AS 对邻居 AS 而言是什么（RFC 9234）：`provider`、`customer`、`rs`、`rs-client` 或 `peer`。"
                    + "它只用于其他 AS 的邻居；对 `route-server-client` 只能是 `rs`；从另一侧说明同一件事的 `relation` 不能与之矛盾。"),
    /// A node of a simulation that there is not.
    UNKNOWN_NODE(
            1150,
            "unknown node",
            "A line of a simulation names a node that no `node` statement describes. Correct the"
                    + " name, or add the node.",
            "仿真文件中的一行提到了一个没有用 `node` 语句描述的节点。请改正名称，或添加该节点。"),
    /// Two nodes of one name or address, or two links between the same.
    DUPLICATE_NODE(
            1151,
            "twice in a simulation",
            "Two nodes have the same name or address, or two links join the same nodes. A node"
                    + " without `address` has the one that is its router id.",
            "两个节点的名称或地址相同，或同一对节点之间有两条链路。没有写 `address` 的节点使用其 router id 作为地址。"),
    /// A link that there is not is cut or healed.
    NO_LINK(
            1152,
            "no such link",
            "Where a simulation writes `link` statements, only these can be cut and healed.",
            "仿真文件中写了 `link` 语句时，只能对已写出的链路执行 cut 和 heal。"),
    /// Something would happen after the end.
    AFTER_THE_END(
            1153,
            "after the end of the simulation",
            "The time of `at` or `expect` is later than `until`, so it would never come.",
            "`at` 或 `expect` 的时间晚于 `until`，永远不会到来。"),
    /// A part of a configuration that a simulation does not have.
    NOT_SIMULATED(
            1154,
            "not simulated",
            "A simulation has speakers and the links between them, and nothing else of a machine:"
                    + " no kernel, no RPKI cache. The rest of the configuration works.",
            "仿真中只有 BGP 路由器和它们之间的链路，没有内核，也没有 RPKI 缓存。配置的其余部分照常工作。"),
    /// Long-lived graceful restart without the other one.
    LONG_LIVED_ALONE(
            1165,
            "long-lived restart without graceful restart",
            "The capability of long-lived graceful restart has no meaning without that of graceful"
                    + " restart, and neighbors disregard it (RFC 9494 §4.5). `graceful-restart"
                    + " helper`, which holds unless it is said, is enough for both parts of it.",
            "没有平滑重启能力时，长期平滑重启能力没有意义，邻居会忽略它（RFC 9494 §4.5）。默认的 `graceful-restart helper`"
                    + " 对两者都已足够。"),
    /// Another AS number of ours that cannot be.
    WRONG_LOCAL_AS(
            1166,
            "local AS that cannot be",
            "`local-as` is another AS number than the router's, for a neighbor that knows us by it."
                    + " An internal neighbor is in our AS by either number and so needs `dual-as`"
                    + " (RFC 7705 §4.2), unless its `as` is that number. It does not go together"
                    + " with a confederation, which has two numbers already (RFC 7705 §2).",
            "`local-as` 是与本路由器不同的另一个 AS 号，供以该号码认识我们的邻居使用。内部邻居可以用两个号码中的任意一个，"
                    + "因此需要写 `dual-as`（RFC 7705 §4.2），除非其 `as` 就是该号码。它不能与联盟同时使用，"
                    + "因为联盟已有两个号码（RFC 7705 §2）。");

    private final String code;
    private final String title;
    private final String english;
    private final String chinese;

    Code(int number, String title, String english, String chinese) {
        this.code = "GW-" + number;
        this.title = title;
        this.english = english;
        this.chinese = chinese;
    }

    /// `GW-` and four digits.
    public String code() {
        return code;
    }

    /// Whether an error with this code means that a part of the text was not understood.
    public boolean isAboutText() {
        return this != NOT_OFFERED && compareTo(BAD_ADDRESS) < 0;
    }

    /// What `godwit explain` says.
    public CodeExplanation explanation() {
        return new CodeExplanation(code, title, english, chinese);
    }

    /// Looks a code up, in any case and with or without `GW-`.
    public static Optional<CodeExplanation> explain(String code) {
        return all().stream()
                .filter(e -> e.code().equalsIgnoreCase(code) || e.code().equals("GW-" + code))
                .findFirst();
    }

    /// The whole catalogue in the order of the codes.
    public static List<CodeExplanation> all() {
        return Arrays.stream(values()).map(Code::explanation).toList();
    }
}
