package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.bfd.BfdSettings;
import io.godwit.config.model.Config;
import io.godwit.config.model.Listen;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.OriginateConfig;
import io.godwit.config.model.RouterConfig;
import io.godwit.config.report.Code;
import io.godwit.config.report.CodeExplanation;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.words.Block;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonWriter;
import io.godwit.policy.AsPathRules;
import io.godwit.policy.AsSet;
import io.godwit.policy.DefaultOriginate;
import io.godwit.policy.Identity;
import io.godwit.policy.NextHopRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PeerRules;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixLimits;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.session.FsmOptions;
import io.godwit.session.IdleHold;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;
import io.godwit.wire.cap.PeeringRole;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ConfigReaderTest {
    private static final String FULL =
            """
            router {
                as 1.10;
                id 10.0.0.1; cluster-id 10.0.0.9;
                listen 10.0.0.1;
                listen port 1179;
                listen 2001:db8::1 port 1180;
            }
            group clients {
                as 65546;
                local-address 10.0.0.1;
                hold-time 30s;
                keepalive 10;
                family [ ipv4, ipv6, ];
                passive;
                import accept;
                export reject;
                shutdown "new rack"; route-reflector-client;
            }
            originate 192.0.2.0/24;
            originate 2001:db8::/32;
            neighbor 10.0.0.11 in clients { name "pe1"; passive no; shutdown no; hold-time 1m }
            neighbor 10.0.0.12 in clients;
            neighbor 2001:db8::2 {
                as 4294967294; name "东"; description "say \\"x\\" \\\\ y"; port 1790; multihop;
                connect-retry 2m; import reject; export accept; shutdown; route-server-client
            }
            neighbor 10.0.0.13 { as 65546 }
            """;

    private static Config config(String text) {
        ConfigReading reading = ConfigReader.read("x.conf", Sources.of("x.conf", text));
        assertThat(reading.text()).isEmpty();
        return reading.config().orElseThrow();
    }

    private static final String ROUTER = "router { as 65001; id 10.0.0.1; }\n";

    /// A neighbor has the options of the state machine of its group where it says nothing else.
    @Tag("9687-6-3")
    @Test
    void theStateMachineHasOptions() {
        var neighbor =
                config(
                                ROUTER
                                        + "group g { as 65002; import accept; export accept; delay-open 5; idle-hold 10;"
                                        + " automatic-start no; send-hold-time 5m; }\n"
                                        + "neighbor 10.0.0.2 in g { notify-without-open no;"
                                        + " collision-in-established; min-hold-time 9;"
                                        + " automatic-start; }")
                        .neighbors()
                        .getFirst();
        assertThat(neighbor.transport().fsm())
                .isEqualTo(new FsmOptions(false, true, new IdleHold(10, 10), 5, false, true));
        assertThat(neighbor.timers()).isEqualTo(new Timers(180, 0, 10, 300, 9));
    }

    @Tag("9687-4.4-1")
    @Test
    void theSendHoldTimeIsLongerThanTheHoldTime() {
        String text = ROUTER + "neighbor 10.0.0.2 { as 65002; hold-time 90; send-hold-time 90; }";
        ConfigReading reading = ConfigReader.read("x.conf", Sources.of("x.conf", text));
        assertThat(reading.errors()).isEqualTo(1);
        assertThat(reading.text())
                .contains("x.conf:2:", "send-hold-time 90", "`send-hold-time 180`");
    }

    @Tag("4271-8.1.4-1")
    @Tag("4271-8.1.4-3")
    @Tag("4271-8.2.1-2")
    @Test
    void theRouterIsRead() {
        RouterConfig router = config(FULL).router();
        assertThat(router.as()).isEqualTo(65546);
        assertThat(router.clusterId()).isEqualTo(0x0a00_0009);
        assertThat(router.routerId()).isEqualTo(0x0a000001);
        assertThat(router.listen())
                .extracting(l -> l.address() + " " + l.port() + " " + l.at())
                .containsExactly(
                        "Optional[10.0.0.1] 179 x.conf:4:5",
                        "Optional.empty 1179 x.conf:5:5",
                        "Optional[2001:db8::1] 1180 x.conf:6:5");
    }

    @Test
    void originatesAreRead() {
        assertThat(config(FULL).originates())
                .extracting(OriginateConfig::prefix)
                .containsExactly(
                        Prefix.parse("192.0.2.0/24").orElseThrow(),
                        Prefix.parse("2001:db8::/32").orElseThrow());
    }

    @Test
    void aNeighborOverridesItsGroup() {
        NeighborConfig neighbor = config(FULL).neighbors().get(0);
        assertThat(neighbor.withoutPlaces())
                .isEqualTo(
                        new NeighborConfig(
                                Optional.empty(),
                                new Identity(
                                        Address.parse("10.0.0.11").orElseThrow(),
                                        65546,
                                        Role.REFLECTOR_CLIENT,
                                        Relation.UNSTATED,
                                        "pe1",
                                        "",
                                        "clients"),
                                new Transport(
                                        179, Address.parse("10.0.0.1"), false, 0, Protection.NONE),
                                new Timers(60, 10, 10),
                                Offers.of(List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)),
                                new PeerPolicies(
                                        PolicyChain.ACCEPT,
                                        PolicyChain.REJECT,
                                        true,
                                        PrefixSet.EMPTY,
                                        AsSet.EMPTY,
                                        PrefixSet.EMPTY,
                                        NextHopRule.STANDARD,
                                        DefaultOriginate.NO,
                                        PeerRules.of(
                                                new AsPathRules(false, false, false, 0, 0),
                                                PeeringRole.NONE,
                                                true),
                                        PrefixLimits.NONE),
                                Shutdown.NO,
                                Optional.empty(),
                                Place.NONE,
                                Map.of()));
        assertThat(neighbor.at()).hasToString("x.conf:21:10");
        assertThat(neighbor.placeOf("as")).hasToString("x.conf:9:8");
        assertThat(neighbor.placeOf("hold-time")).hasToString("x.conf:21:80");
        assertThat(neighbor.placeOf("port")).isEqualTo(neighbor.at());
    }

    @Tag("7705-3.3-1")
    @Tag("7705-4.2-1")
    @Test
    void anotherLocalAsIsOfGroupsAndNeighbors() {
        List<NeighborConfig> neighbors =
                config(
                                """
                                router { as 64500; id 10.0.0.1 }
                                group old { as 64500; local-as 64510 dual-as }
                                neighbor 10.0.0.2 in old { }
                                neighbor 10.0.0.3 in old { local-as no }
                                neighbor 10.0.0.4 { as 3; local-as 64510 replace-as no-prepend; import accept; export accept }
                                neighbor 10.0.0.5 { as 64510; local-as 64510 }
                                """)
                        .neighbors();
        assertThat(neighbors)
                .extracting(n -> n.policies().rules().localAs().text())
                .containsExactly("64510 dual-as", "", "64510 no-prepend replace-as", "64510");
        assertThat(neighbors)
                .extracting(n -> n.identity().role())
                .containsExactly(Role.INTERNAL, Role.INTERNAL, Role.EXTERNAL, Role.INTERNAL);
    }

    @Test
    void aNeighborHasWhatItsGroupSays() {
        NeighborConfig neighbor = config(FULL).neighbors().get(1);
        assertThat(neighbor.transport().passive()).isTrue();
        assertThat(neighbor.timers().holdTimeSeconds()).isEqualTo(30);
        assertThat(neighbor.shutdown().on()).isTrue();
        assertThat(neighbor.shutdown().text()).isEqualTo("new rack");
    }

    @Test
    void aNeighborWithoutGroup() {
        NeighborConfig neighbor = config(FULL).neighbors().get(2);
        assertThat(neighbor.identity().as()).isEqualTo(4294967294L);
        assertThat(neighbor.identity().description()).isEqualTo("say \"x\" \\ y");
        assertThat(neighbor.transport().port()).isEqualTo(1790);
        assertThat(neighbor.transport().multihopTtl()).isEqualTo(255);
        assertThat(neighbor.timers().connectRetrySeconds()).isEqualTo(120);
        assertThat(neighbor.shutdown().on()).isTrue();
        assertThat(neighbor.shutdown().text()).isEmpty();
        assertThat(neighbor.identity().role()).isEqualTo(Role.ROUTE_SERVER_CLIENT);
        assertThat(neighbor.policies().importPolicy()).isEqualTo(PolicyChain.REJECT);
    }

    @Test
    void pathsThatAreWatched() {
        String text =
                """
                router { as 65001; id 10.0.0.1 }
                group g { as 65001; bfd { interval 100ms; multihop no } }
                neighbor 10.0.0.2 in g;
                neighbor 10.0.0.3 in g { bfd }
                neighbor 10.0.0.4 in g { bfd no }
                neighbor 10.0.0.5 { as 65001; bfd { interval 1s; multiplier 5; multihop } }
                neighbor 10.0.0.6 { as 65001 }
                """;
        assertThat(config(text).neighbors())
                .extracting(n -> n.bfd().map(BfdSettings::text).orElse("no"))
                .containsExactly(
                        "100ms × 3, one hop", "300ms × 3", "no", "1000ms × 5, several hops", "no");
    }

    @Test
    void whatIsNotSaid() {
        Config config =
                ConfigReader.read(
                                "x",
                                Sources.of(
                                        "x",
                                        "router{as 1;id 1.1.1.1}neighbor 2.2.2.2{as 1}"
                                                + "neighbor 2::2{as 2}"))
                        .config()
                        .orElseThrow();
        assertThat(config.router().listen())
                .containsExactly(new Listen(Optional.empty(), 179, Place.NONE));
        NeighborConfig internal = config.neighbors().get(0);
        assertThat(internal.offers().families()).containsExactly(Family.IPV4_UNICAST);
        assertThat(config.router().clusterId()).isEqualTo(config.router().routerId());
        assertThat(internal.identity().role()).isEqualTo(Role.INTERNAL);
        assertThat(config.neighbors().get(1).identity().role()).isEqualTo(Role.EXTERNAL);
        assertThat(internal.policies().importPolicy()).isEqualTo(PolicyChain.ACCEPT);
        assertThat(internal.policies().exportPolicy()).isEqualTo(PolicyChain.ACCEPT);
        assertThat(internal.timers().holdTimeSeconds()).isEqualTo(180);
        assertThat(internal.timers().keepaliveSeconds()).isZero();
        NeighborConfig external = config.neighbors().get(1);
        assertThat(external.offers().families()).containsExactly(Family.IPV6_UNICAST);
        assertThat(external.policies().importPolicy()).isEqualTo(PolicyChain.NONE);
        assertThat(external.policies().exportPolicy()).isEqualTo(PolicyChain.NONE);
        assertThat(external.transport().localAddress()).isEmpty();
    }

    @Test
    void listenNoneIsNoListening() {
        assertThat(config("router { as 1; id 1.1.1.1; listen none }").router().listen()).isEmpty();
    }

    @Test
    void whiteSpaceAndCommentsHaveNoMeaning() {
        String dense =
                "router{as 1;id 1.1.1.1}#c\r\ngroup a{as 1}neighbor 2.2.2.2 in a{family ipv4,ipv6}";
        String airy =
                "\ufeffrouter\n{\nas\n1\n;\nid # c ; } \"\n1.1.1.1 ;}group\ta { as\r\n1; }\n\n"
                        + "neighbor 2.2.2.2 in\na { family [ ipv4 , ipv6 , ] ; } ;";
        assertThat(config(airy).withoutPlaces()).isEqualTo(config(dense).withoutPlaces());
    }

    @Test
    void includedFilesComeBehindInTheOrderOfTheirNames() {
        var files = new LinkedHashMap<String, String>();
        files.put("etc/main.conf", "include \"m/*/[a-c]?.conf\"; router{as 1;id 9.9.9.9}");
        files.put("etc/m/2/b1.conf", "neighbor 3.3.3.3{as 1}");
        files.put("etc/m/1/b2.conf", "neighbor 2.2.2.2{as 1}");
        files.put("etc/m/1/a2.conf", "neighbor 1.1.1.1{as 1} include \"../../n.json\";");
        files.put("etc/m/1/d2.conf", "broken");
        files.put("etc/m/1/.a.conf", "broken");
        files.put("etc/m/a2.conf", "broken");
        files.put("etc/n.json", "{\"neighbors\": [{\"address\": \"4.4.4.4\", \"as\": 1}]}");
        ConfigReading reading = ConfigReader.read("etc/main.conf", Sources.of(files));
        assertThat(reading.text()).isEmpty();
        assertThat(reading.config().orElseThrow().neighbors())
                .extracting(n -> n.address() + " " + n.at())
                .containsExactly(
                        "1.1.1.1 etc/m/1/a2.conf:1:10",
                        "4.4.4.4 etc/n.json:1:28",
                        "2.2.2.2 etc/m/1/b2.conf:1:10",
                        "3.3.3.3 etc/m/2/b1.conf:1:10");
    }

    @Test
    void aDiagnosticForPrograms() {
        ConfigReading reading =
                ConfigReader.read(
                        "a.conf",
                        Sources.of(
                                "a.conf",
                                "router{as 1;id 9.9.9.9}\nneighbor 2.2.2.2{as 1}\n"
                                        + "neighbor 2.2.2.2{as 1}"));
        assertThat(reading.config()).isEmpty();
        assertThat(JsonWriter.write(reading.diagnostics().getFirst().row()))
                .isEqualTo(
                        """
                        {"file":"a.conf","line":3,"column":10,"end_column":17,"code":"GW-1060",\
                        "severity":"error","message":"second neighbor 2.2.2.2",\
                        "help":"merge them, or correct one address",\
                        "related":{"file":"a.conf","line":2,"column":10,"end_column":17,\
                        "note":"first defined here"}}\
                        """);
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(ConfigReader.read("no.conf", Sources.of(Map.of())).text())
                .isEqualTo("no.conf: error[GW-1001]: there is no such file\n");
        assertThat(ConfigReader.read(".", Sources.files()).text())
                .isEqualTo(".: error[GW-1001]: cannot be read: it is a directory\n");
        assertThat(ConfigReader.read("/no/such/file", Sources.files()).errors()).isEqualTo(1);
    }

    @Test
    void octetsThatAreNoText() {
        byte[] gbk = {'#', ' ', (byte) 0xe4, (byte) 0xb8, (byte) 0xad, '\n', 'a', ' ', (byte) 0xd6};
        assertThat(read(gbk).text())
                .isEqualTo(
                        """
                        x:2:3: error[GW-1012]: not UTF-8: octet 0xd6
                          2 | a �
                            |   ^ help: convert the file: `iconv -f GBK -t UTF-8`
                        """);
        byte[] utf16 = "router".getBytes(StandardCharsets.UTF_16);
        assertThat(read(utf16).text()).contains("x:1:1:", "octet 0xfe", "iconv -f UTF-16");
    }

    private static ConfigReading read(byte[] octets) {
        return ConfigReader.read(
                "x",
                new Sources() {
                    @Override
                    public Content read(String name, FileKind kind) {
                        return Content.of(octets, kind);
                    }

                    @Override
                    public List<String> list(String directory) {
                        return List.of();
                    }
                });
    }

    @Test
    void everyCodeIsExplainedInTwoLanguages() {
        assertThat(Code.all())
                .allSatisfy(e -> {
                    assertThat(e.code()).matches("GW-1[0-9]{3}");
                    assertThat(e.english()).isNotBlank();
                    assertThat(e.chinese()).matches("(?s).*[\\u4e00-\\u9fff].*");
                })
                .extracting(CodeExplanation::code)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(Code.explain("gw-1042").orElseThrow().title()).isEqualTo("host bits set");
        assertThat(Code.explain("1042")).isPresent();
        assertThat(Code.explain("GW-9999")).isEmpty();
    }

    @Test
    void theSchemaKnowsEveryWord() {
        Json.Obj schema = JsonReader.read(Schema.json()).object().orElseThrow();
        Json.Obj top = schema.object("properties").orElseThrow();
        for (Word<?> word : Words.in(Block.FILE)) {
            assertThat(top.get(word.jsonName())).as(word.keyword()).isPresent();
        }
        Json.Obj neighbor =
                top.object("neighbors")
                        .flatMap(n -> n.object("items"))
                        .flatMap(i -> i.object("properties"))
                        .orElseThrow();
        for (Word<?> word : Words.in(Block.NEIGHBOR)) {
            assertThat(neighbor.get(word.jsonName())).as(word.keyword()).isPresent();
        }
        assertThat(neighbor.get("address")).isPresent();
    }

    /// RFC 9234 §5: roles are between ASes; ours says what the neighbor is to us.
    @Tag("9234-5-7")
    @ParameterizedTest
    @CsvSource({
        "2,    role provider,        CUSTOMER",
        "2,    role customer strict, PROVIDER",
        "2,    role rs-client,       ROUTE_SERVER",
        "2,    role rs,              CUSTOMER",
        "2,    role peer,            PEER",
        "1,    role peer,            refused",
        "7,    role peer,            refused",
    })
    void aRoleIsOfAnExternalNeighbor(int as, String role, String relation) {
        String text =
                "router{as 1;id 1.1.1.1;confederation 100 members 7} neighbor 2.2.2.2 {as "
                        + as
                        + "; import accept; export accept; "
                        + role
                        + "}";
        assertThat(
                        ConfigReader.read("x", Sources.of("x", text))
                                .config()
                                .map(c -> c.neighbors().getFirst().facts(1).relation().name())
                                .orElse("refused"))
                .isEqualTo(relation);
    }

    @Test
    void aNeighborSaysWhatItIsInBusiness() {
        Config config =
                ConfigReader.read(
                                "x",
                                Sources.of(
                                        "x",
                                        "router{as 1;id 1.1.1.1} group g { relation route-server }"
                                                + "neighbor 2.2.2.2 in g {as 2}"
                                                + "neighbor 2.2.2.3 in g {as 3; relation peer}"
                                                + "neighbor 2.2.2.4 {as 4}"))
                        .config()
                        .orElseThrow();
        assertThat(config.neighbors())
                .extracting(n -> n.facts(1).relation())
                .containsExactly(Relation.ROUTE_SERVER, Relation.PEER, Relation.UNSTATED);
    }
}
