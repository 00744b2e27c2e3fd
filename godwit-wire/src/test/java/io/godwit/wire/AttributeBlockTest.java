package io.godwit.wire;

import static io.godwit.wire.Messages.EBGP2;
import static io.godwit.wire.Messages.EBGP4;
import static io.godwit.wire.Messages.IBGP2;
import static io.godwit.wire.Messages.IBGP4;
import static io.godwit.wire.Messages.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// What attributes do to an UPDATE (RFC 4271 §6.3, RFC 7606 and those of newer attributes), and the
/// block that is kept.
class AttributeBlockTest {
    private static final String MANDATORY = "40010100 400206 0201 0000fde8 400304 c0000201";
    private static final String NLRI = "18c00002";

    private final UpdateView view = new UpdateView();
    private final AttributeBlock block = new AttributeBlock();

    private Verdict read(byte[] message, Context context) {
        view.scan(message, 0, message.length, context);
        return block.read(view, message, context);
    }

    private String canonical() {
        return Messages.hex(block.bytes(), 0, block.octets());
    }

    private static Context context(String name) {
        return switch (name) {
            case "i4" -> IBGP4;
            case "e4" -> EBGP4;
            case "i2" -> IBGP2;
            case "e2" -> EBGP2;
            case "c4" -> EBGP4.ofConfederation();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// One attribute among good ones: context, attribute, verdict, and the NOTIFICATION subcode
    /// when the same attribute comes without routes (RFC 7606 §5.2).
    @Tag("4271-5-4")
    @Tag("4271-5-7")
    @Tag("4271-6.3-9")
    @Tag("4271-6.3-10")
    @Tag("4271-6.3-22")
    @Tag("4271-6.3-23")
    @Tag("4271-6.3-24")
    @Tag("6793-4.1-6")
    @Tag("6793-6-2")
    @Tag("6793-6-3")
    @Tag("6793-6-7")
    @Tag("6793-6-8")
    @Tag("6793-6-9")
    @Tag("6793-6-10")
    @Tag("6793-6-11")
    @Tag("6793-6-12")
    @Tag("7606-3-8")
    @Tag("7606-3-9")
    @Tag("7606-3-11")
    @Tag("7606-4-2")
    @Tag("7606-5.2-1")
    @Tag("7606-7.4-1")
    @Tag("7606-7.5-1")
    @Tag("7606-7.5-2")
    @Tag("7606-7.5-3")
    @Tag("7606-7.6-1")
    @Tag("7606-7.6-2")
    @Tag("7606-7.7-1")
    @Tag("7606-7.7-2")
    @Tag("7606-7.8-1")
    @Tag("7606-7.8-2")
    @Tag("7606-7.9-1")
    @Tag("7606-7.9-2")
    @Tag("7606-7.9-3")
    @Tag("7606-7.10-1")
    @Tag("7606-7.10-2")
    @Tag("7606-7.10-3")
    @Tag("7606-7.14-1")
    @Tag("7606-7.14-2")
    @Tag("7606-7.14-3")
    @Tag("7606-7.15-1")
    @Tag("7606-7.15-2")
    @Tag("7606-7.15-3")
    @Tag("9234-5-6")
    @Tag("7311-3.2-1")
    @Tag("7311-3.2-3")
    @Tag("7311-3.2-4")
    @Tag("7311-3.3-5")
    @Tag("7311-3.3-6")
    @ParameterizedTest
    @CsvSource({
        // MULTI_EXIT_DISC, §7.4
        "e4, 80040400000005, OK, 0",
        "e4, 800403000005, WITHDRAW, 5",
        "e4, 800400, WITHDRAW, 5",
        "e4, 40040400000005, WITHDRAW, 4", // §3 c
        "e4, c0040400000005, WITHDRAW, 4",
        // LOCAL_PREF, §7.5
        "i4, 40050400000064, OK, 0",
        "i4, 400503000064, WITHDRAW, 5",
        "i4, 400500, WITHDRAW, 5",
        "i4, 80050400000064, WITHDRAW, 4",
        "e4, 40050400000064, DISCARD, 0",
        "e4, 400503000064, DISCARD, 0",
        "e4, 80050400000064, DISCARD, 0",
        // ATOMIC_AGGREGATE, §7.6
        "e4, 400600, OK, 0",
        "e4, 40060100, DISCARD, 0",
        "e4, 800600, WITHDRAW, 4",
        // AGGREGATOR, §7.7 and RFC 7607
        "e4, c007080000fde8c0000201, OK, 0",
        "e4, c00706fde8c0000201, DISCARD, 0",
        "e2, c007080000fde8c0000201, DISCARD, 0",
        "e2, c00706fde8c0000201, OK, 0",
        "e4, c0070800000000c0000201, DISCARD, 0",
        "e2, c007060000c0000201, DISCARD, 0",
        "e4, c00700, DISCARD, 0",
        "e4, 8007080000fde8c0000201, WITHDRAW, 4",
        // COMMUNITIES, §7.8
        "e4, c00804fde80001, OK, 0",
        "e4, e00804fde80001, OK, 0", // Partial is nobody's error
        "e4, c00800, WITHDRAW, 9",
        "e4, c00803fde800, WITHDRAW, 9",
        "e4, 800804fde80001, WITHDRAW, 4",
        // ORIGINATOR_ID, §7.9
        "i4, 80090400000001, OK, 0",
        "i4, 800903000001, WITHDRAW, 9",
        "e4, 80090400000001, DISCARD, 0",
        "e4, 800903000001, DISCARD, 0",
        // CLUSTER_LIST, §7.10
        "i4, 800a080000000100000002, OK, 0",
        "i4, 800a00, WITHDRAW, 9",
        "i4, 800a050000000100, WITHDRAW, 9",
        "e4, 800a0400000001, DISCARD, 0",
        // EXTENDED_COMMUNITIES, §7.14
        "e4, c010080002fde800000001, OK, 0",
        "e4, c01008ffffffffffffffff, OK, 0",
        "e4, c01000, WITHDRAW, 9",
        "e4, c010070002fde8000000, WITHDRAW, 9",
        // AS4_PATH and AS4_AGGREGATOR, RFC 6793 §6, RFC 7607
        "e4, c01106020100010000, DISCARD, 0",
        "e2, c01106020100010000, OK, 0",
        "e2, c0110402010001, DISCARD, 0",
        "e2, c01100, DISCARD, 0",
        "e2, c01106020000010000, DISCARD, 0",
        "e2, c01106050100010000, DISCARD, 0",
        "e2, c01106020200010000, DISCARD, 0",
        "e2, c01106020100000000, DISCARD, 0",
        "e2, c01107020100010000ff, DISCARD, 0",
        "e2, c01106030100010000, OK, 0", // confederation segments are dropped, not the attribute
        "e4, c0120800010000c0000201, DISCARD, 0",
        "e2, c0120800010000c0000201, OK, 0",
        "e2, c0120700010000c00002, DISCARD, 0",
        "e2, c0120800000000c0000201, DISCARD, 0",
        // IPV6_EXTENDED_COMMUNITIES, §7.15
        "e4, c01914 0002 20010db8000000000000000000000001 0005, OK, 0",
        "e4, c01914 3fff 20010db8000000000000000000000001 0005, OK, 0",
        "e4, c01913 0002 20010db8000000000000000000000001 00, WITHDRAW, 9",
        "e4, c01900, WITHDRAW, 9",
        // AIGP, RFC 7311 §3.2
        "i4, 801a0b01000b0000000000000005, OK, 0",
        "i4, 801a0f01000b0000000000000005 020004ff, OK, 0",
        "i4, 801a0b01000bffffffffffffffff, DISCARD, 0",
        "i4, 801a0a01000a00000000000005, DISCARD, 0",
        "i4, 801a02 0100, DISCARD, 0",
        "i4, 801a03 010002, DISCARD, 0",
        "i4, 801a03 010004, DISCARD, 0",
        "i4, 801a00, DISCARD, 0",
        "i4, c01a0b01000b0000000000000005, DISCARD, 0",
        "e4, 801a0b01000b0000000000000005, DISCARD, 0",
        // LARGE_COMMUNITIES, RFC 8092 §6
        "e4, c0200c0000fde80000000100000002, OK, 0",
        "e4, c0200b0000fde800000001000000, WITHDRAW, 9",
        "e4, c02000, WITHDRAW, 9",
        // ONLY_TO_CUSTOMER, RFC 9234 §5
        "e4, c023040000fde8, OK, 0",
        "e4, c0230300fde8, WITHDRAW, 5",
        "e4, 8023040000fde8, WITHDRAW, 4",
        // unknown attributes, RFC 4271 §5
        "e4, c06301ff, OK, 0",
        "e4, 806301ff, OK, 0",
        "e4, c06300, OK, 0",
        "e4, 406301ff, RESET, 2",
        "e4, 006301ff, RESET, 2",
        "e4, 400000, RESET, 2",
        // repeated attributes, §3 g
        "e4, 40010101, DISCARD, 0",
        "e4, c06300 c06300, DISCARD, 0",
    })
    void oneAttributeDecides(String context, String attribute, Verdict expected, int subcode) {
        String mandatory =
                context.endsWith("4")
                        ? MANDATORY
                        : MANDATORY.replace("400206 0201 0000", "400204 0201 ");
        byte[] announcement = update("", mandatory + attribute, NLRI);
        assertThat(read(announcement, context(context))).isEqualTo(expected);
        assertThat(block.problems().isEmpty()).isEqualTo(expected == Verdict.OK);
        if (expected == Verdict.RESET) {
            assertThat(block.notification())
                    .isEqualTo(
                            new Notification(3, subcode, Bytes.fromHex(Messages.plain(attribute))));
        } else {
            assertThatThrownBy(block::notification).isInstanceOf(IllegalStateException.class);
        }
        withoutRoutes(mandatory, attribute, context(context), expected, subcode);
    }

    /// RFC 7606 §5.2: no reachable NLRI, so nothing but discard may be done without a reset.
    private void withoutRoutes(
            String mandatory, String attribute, Context context, Verdict expected, int subcode) {
        byte[] message = update(NLRI, mandatory + attribute, "");
        Verdict verdict = read(message, context);
        if (expected == Verdict.WITHDRAW || expected == Verdict.RESET) {
            assertThat(verdict).isEqualTo(Verdict.RESET);
            assertThat(block.notification())
                    .isEqualTo(
                            new Notification(3, subcode, Bytes.fromHex(Messages.plain(attribute))));
        } else {
            assertThat(verdict).isEqualTo(expected);
        }
    }

    /// A mandatory attribute instead of a good one: context, type code, attribute, verdict, subcode
    /// without routes.
    @Tag("4271-6.3-3")
    @Tag("4271-6.3-4")
    @Tag("4271-6.3-5")
    @Tag("4271-6.3-6")
    @Tag("4271-6.3-11")
    @Tag("4271-6.3-12")
    @Tag("4271-6.3-13")
    @Tag("4271-6.3-14")
    @Tag("4271-6.3-20")
    @Tag("5065-5-2")
    @Tag("5065-5-3")
    @Tag("5065-6-1")
    @Tag("7606-3-6")
    @Tag("7606-3-8")
    @Tag("7606-5.2-1")
    @Tag("7606-7.1-1")
    @Tag("7606-7.2-1")
    @Tag("7606-7.3-1")
    @ParameterizedTest
    @CsvSource({
        // ORIGIN, §7.1
        "e4, 1, 40010102, OK, 0",
        "e4, 1, 40010103, WITHDRAW, 6",
        "e4, 1, 400101ff, WITHDRAW, 6",
        "e4, 1, 400100, WITHDRAW, 5",
        "e4, 1, 4001020000, WITHDRAW, 5",
        "e4, 1, c0010100, WITHDRAW, 4",
        "e4, 1, 80010100, WITHDRAW, 4",
        "e4, 1, 60010100, OK, 0", // §3 c is about Optional and Transitive only
        // AS_PATH, §7.2, RFC 7607, RFC 5065 §5
        "e4, 2, 400200, OK, 0",
        "e4, 2, 400206 0201 0000fde8, OK, 0",
        "e4, 2, 400206 0101 0000fde8, OK, 0",
        "e2, 2, 400204 0201 fde8, OK, 0",
        "e4, 2, 400204 0201 fde8, WITHDRAW, 11", // overrun
        "e4, 2, 400207 0201 0000fde8 02, WITHDRAW, 11", // underrun
        "e4, 2, 400202 0200, WITHDRAW, 11",
        "e4, 2, 400208 0201 0000fde8 0200, WITHDRAW, 11",
        "e4, 2, 400206 0001 0000fde8, WITHDRAW, 11",
        "e4, 2, 400206 0501 0000fde8, WITHDRAW, 11",
        "e4, 2, 400206 ff01 0000fde8, WITHDRAW, 11",
        "e4, 2, 400206 0201 00000000, WITHDRAW, 11",
        "e2, 2, 400204 0201 0000, WITHDRAW, 11",
        "e4, 2, 400206 0301 0000fde8, WITHDRAW, 11",
        "e4, 2, 400206 0401 0000fde8, WITHDRAW, 11",
        "i4, 2, 400206 0301 0000fde8, OK, 0",
        "i4, 2, 400206 0401 0000fde8, OK, 0",
        "e4, 2, c00206 0201 0000fde8, WITHDRAW, 4",
        "c4, 2, 400206 0301 0000fde8, OK, 0",
        "c4, 2, 400200, WITHDRAW, 11",
        "c4, 2, 400206 0201 0000fde8, WITHDRAW, 11",
        "c4, 2, 400206 0401 0000fde8, WITHDRAW, 11",
        "c4, 2, 40020c 0301 0000fde8 0501 00000001, WITHDRAW, 11",
        // NEXT_HOP, §7.3
        "e4, 3, 400304 c0000201, OK, 0",
        "e4, 3, 400304 7f000001, OK, 0",
        "e4, 3, 400303 c00002, WITHDRAW, 5",
        "e4, 3, 400300, WITHDRAW, 5",
        "e4, 3, 400310 20010db8000000000000000000000001, WITHDRAW, 5",
        "e4, 3, 400304 00000000, WITHDRAW, 8",
        "e4, 3, 400304 e0000001, WITHDRAW, 8",
        "e4, 3, 400304 ffffffff, WITHDRAW, 8",
        "e4, 3, c00304 c0000201, WITHDRAW, 4",
    })
    void oneMandatoryAttributeDecides(
            String context, int code, String attribute, Verdict expected, int subcode) {
        String path = context.endsWith("4") ? "400206 0201 0000fde8" : "400204 0201 fde8";
        List<String> good = List.of("40010100", path, "400304 c0000201");
        StringBuilder attributes = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            attributes.append(i == code ? attribute : good.get(i - 1));
        }
        byte[] announcement = update("", attributes.toString(), NLRI);
        assertThat(read(announcement, context(context))).isEqualTo(expected);
        assertThat(block.problems()).hasSize(expected == Verdict.OK ? 0 : 1);
        if (expected == Verdict.WITHDRAW) {
            assertThat(block.problems().getFirst().attributeCode()).isEqualTo(code);
        }
        withoutRoutes("", attribute, context(context), expected, subcode);
    }

    /// RFC 7606 §3 d; RFC 4760 §3 asks for NEXT_HOP only where there is an NLRI field.
    @Tag("4271-5-10")
    @Tag("4271-6.3-7")
    @Tag("7606-3-7")
    @ParameterizedTest
    @CsvSource({
        "'', 18c00002, 'ORIGIN, AS_PATH, NEXT_HOP'",
        "400200 400304c0000201, 18c00002, ORIGIN",
        "40010100 400304c0000201, 18c00002, AS_PATH",
        "40010100 400200, 18c00002, NEXT_HOP",
        "800e19 00020110 20010db8000000000000000000000001 00 18 200100, '', 'ORIGIN, AS_PATH'",
        "40010100 400200 800e19 00020110 20010db8000000000000000000000001 00 18 200100, '', ''",
        "800f07 000201 18200100, '', ''", // nothing announced
    })
    void mandatoryAttributesMustBeThere(String attributes, String nlri, String missing) {
        Verdict verdict = read(update("", attributes, nlri), EBGP4);
        assertThat(verdict).isEqualTo(missing.isEmpty() ? Verdict.OK : Verdict.WITHDRAW);
        assertThat(String.join(", ", block.problems().stream().map(p -> p.what()).toList()))
                .isEqualTo(
                        missing.isEmpty()
                                ? ""
                                : missing.replace(",", " is missing,") + " is missing");
    }

    /// RFC 4271 §9.1.1: without LOCAL_PREF the receiver computes a degree of preference itself.
    @Test
    void anInternalNeighborMayLeaveOutLocalPref() {
        assertThat(read(update("", MANDATORY, NLRI), IBGP4)).isEqualTo(Verdict.OK);
        assertThat(block.hasLocalPref()).isFalse();
    }

    /// RFC 7606 §3 h.
    @Tag("7606-3-12")
    @Tag("7606-3-13")
    @Test
    void theStrongestActionWins() {
        String discard = "40060100";
        String withdraw = "800403000005";
        String reset = "40630100";
        assertThat(read(update("", MANDATORY + discard + withdraw, NLRI), EBGP4))
                .isEqualTo(Verdict.WITHDRAW);
        assertThat(read(update("", MANDATORY + reset + discard + withdraw, NLRI), EBGP4))
                .isEqualTo(Verdict.RESET);
        assertThat(block.notification()).isEqualTo(Notification.update(2, Bytes.fromHex(reset)));
        assertThat(block.problems())
                .extracting(Problem::verdict)
                .containsExactly(Verdict.WITHDRAW, Verdict.DISCARD, Verdict.RESET);
    }

    @Test
    void aBrokenListIsWithdrawnAndItsGoodPartJudged() {
        byte[] message = update("", "40010103" + "4002", NLRI);
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.WITHDRAW);
        assertThat(block.problems()).extracting(Problem::attributeCode).containsExactly(1, 2);
        // A stronger error before the break still counts.
        assertThat(read(update("", "40630100" + "4002", NLRI), EBGP4)).isEqualTo(Verdict.RESET);
    }

    @Test
    void repeatsTheVerdictOfAScanThatEndedTheSession() {
        byte[] message = Messages.message(2, "0000 0006 c00f03000201");
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.RESET);
        assertThat(block.notification()).isEqualTo(view.notification());
        assertThat(block.problems()).hasSize(1);
    }

    @Tag("4271-5-1")
    @Test
    void takesWhatTheDecisionAsks() {
        String attributes =
                "40010102"
                        + "400210 0202 0000fde8 0000fde9 0101 0000fdea"
                        + "400304c0000201 80040400000007 400504000000c8"
                        + "c00810 fde80001 ffffff01 ffffff02 ffffff03"
                        + "8009040a000001 800a080000000100000002";
        assertThat(read(update("", attributes, NLRI), IBGP4)).isEqualTo(Verdict.OK);
        assertThat(block.origin()).isEqualTo(2);
        assertThat(block.asPathLength()).isEqualTo(3);
        assertThat(block.neighborAs()).isEqualTo(65000);
        assertThat(block.originAs()).isZero();
        assertThat(block.nextHopV4()).isEqualTo(0xc0000201);
        assertThat(block.hasMed()).isTrue();
        assertThat(block.med()).isEqualTo(7);
        assertThat(block.hasLocalPref()).isTrue();
        assertThat(block.localPref()).isEqualTo(200);
        assertThat(block.communitiesFlags()).isEqualTo(7);
        assertThat(block.originatorId()).isEqualTo(0x0a000001);
        assertThat(block.clusterListLength()).isEqualTo(2);
        assertThat(block.present()).isEqualTo(0b111_0011_1110);
        assertThat(block.asPathLoops(65002, 65002)).isTrue();
        assertThat(block.asPathLoops(65003, 65003)).isFalse();

        assertThat(read(update("", MANDATORY, NLRI), EBGP4)).isEqualTo(Verdict.OK);
        assertThat(block.hasMed()).isFalse();
        assertThat(block.med()).isZero();
        assertThat(block.communitiesFlags()).isZero();
        assertThat(block.originAs()).isEqualTo(65000);
        assertThat(block.clusterListLength()).isZero();
    }

    /// received (context, attributes), canonical block
    @Tag("4271-4.3-2")
    @Tag("4271-4.3-3")
    @Tag("4271-5-5")
    @Tag("4271-5-6")
    @Tag("4271-5-8")
    @Tag("4271-5-9")
    @Tag("6793-4.2.3-1")
    @Tag("6793-4.2.3-2")
    @Tag("6793-4.2.3-3")
    @Tag("6793-4.2.3-4")
    @Tag("6793-4.2.3-5")
    @Tag("6793-4.2.3-6")
    @Tag("6793-4.2.3-7")
    @Tag("6793-4.2.3-8")
    @Tag("6793-6-8")
    @Tag("7606-3-11")
    @ParameterizedTest
    @CsvSource({
        // ascending order, shortest lengths, unused flag bits gone
        "e4, 400304c0000201 50020006020100000001 4f010100, 40010100 400206020100000001"
                + " 400304c0000201",
        // Partial stays on optional transitive attributes only (RFC 4271 §5)
        "e4, 60010100 400200 400304c0000201 e00804fde80001, 40010100 400200 400304c0000201"
                + " e00804fde80001",
        // unknown: transitive ones get Partial, others go
        "e4, c06302abcd 40010100 806400 400200 400304c0000201, 40010100 400200 400304c0000201"
                + " e06302abcd",
        // discarded ones go
        "e4, 40010100 400200 400304c0000201 40050400000064 40060100 8009040a000001 800a0400000001,"
                + " 40010100 400200 400304c0000201",
        "e4, 40010100 400200 400304c0000201 c00804fde80001 c00804fde80002, 40010100 400200"
                + " 400304c0000201 c00804fde80001",
        // a repeated large community goes (RFC 8092 §3)
        "e4, 40010100 400200 400304c0000201 c02024 000000010000000200000003"
                + " 000000040000000500000006 000000010000000200000003, 40010100 400200"
                + " 400304c0000201 c02018 000000010000000200000003 000000040000000500000006",
        // two-octet AS numbers become four
        "e2, 40010100 400206 02020001fde8 400304c0000201 c007060001c0000201, 40010100"
                + " 40020a 0202000000010000fde8 400304c0000201 c0070800000001c0000201",
        // AS4_PATH and AS4_AGGREGATOR are merged (RFC 6793 §4.2.3)
        "e2, 40010100 400206 020200015ba0 400304c0000201 c007065ba0c0000201 c01106020100010000"
                + " c0120800010001c0000202, 40010100 40020a 02020000000100010000 400304c0000201"
                + " c0070800010001c0000202",
        // AGGREGATOR with an AS of its own: both are ignored
        "e2, 40010100 400206 020200015ba0 400304c0000201 c007060001c0000201 c01106020100010000"
                + " c0120800010001c0000202, 40010100 40020a 02020000000100005ba0 400304c0000201"
                + " c0070800000001c0000201",
        // AGGREGATOR without AS4_AGGREGATOR: the path is merged
        "e2, 40010100 400206 020200015ba0 400304c0000201 c007060001c0000201 c01106020100010000,"
                + " 40010100 40020a 02020000000100010000 400304c0000201 c0070800000001c0000201",
        // AS4_AGGREGATOR without AGGREGATOR completes nothing
        "e2, 40010100 400206 020200015ba0 400304c0000201 c0120800010001c0000202, 40010100"
                + " 40020a 02020000000100005ba0 400304c0000201",
        // more AS numbers in AS4_PATH than in AS_PATH
        "e2, 40010100 400204 02015ba0 400304c0000201 c0110a 02020001000000010001, 40010100"
                + " 400206 020100005ba0 400304c0000201",
        // malformed AS4_PATH: discarded
        "e2, 40010100 400204 02015ba0 400304c0000201 c01105 0201000100, 40010100"
                + " 400206 020100005ba0 400304c0000201",
    })
    void keepsACanonicalBlock(String context, String attributes, String expected) {
        assertThat(read(update("", attributes, NLRI), context(context)))
                .isLessThanOrEqualTo(Verdict.DISCARD);
        assertThat(canonical()).isEqualTo(Messages.plain(expected));
    }

    /// MP_REACH_NLRI stays without its NLRI, the reserved octet zero; NEXT_HOP means nothing then
    /// (RFC 4760 §3), not even a bad one.
    @ParameterizedTest
    @CsvSource({"c0000201", "00000000"})
    void keepsTheNextHopOfMpReach(String nextHop) {
        String hop = "20010db8000000000000000000000001";
        String reach = "800e19 0002 01 10" + hop + "ff 18200100";
        byte[] message =
                update("", reach + "40010100 400200 400304" + nextHop + "800f04 00020100", "");
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.OK);
        assertThat(canonical()).isEqualTo("40010100400200800e1500020110" + hop + "00");
        assertThat(block.nextHopV4()).isZero();

        // With routes in the NLRI field as well both next hops stay.
        message = update("", reach + "40010100 400200 400304c0000201", NLRI);
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.OK);
        assertThat(canonical())
                .isEqualTo("40010100400200400304c0000201800e1500020110" + hop + "00");
    }

    @Test
    void dropsTheMpReachOfAFamilyThatWasNotNegotiated() {
        byte[] message = update("", MANDATORY + "800e0a 001946 04c0000201 00 00", NLRI);
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.OK);
        assertThat(canonical()).isEqualTo(Messages.plain(MANDATORY));
    }

    @Test
    void writesLongAttributesWithAnExtendedLength() {
        String communities = "d008 0100" + "fde80001".repeat(64);
        assertThat(read(update("", MANDATORY + communities, NLRI), EBGP4)).isEqualTo(Verdict.OK);
        assertThat(canonical()).isEqualTo(Messages.plain(MANDATORY + communities));

        // 100 AS numbers fit in a short attribute with two octets each, not with four.
        String path = "4002ca 0264" + "fde8".repeat(100);
        byte[] message = update("", "40010100" + path + "400304c0000201", NLRI);
        assertThat(read(message, EBGP2)).isEqualTo(Verdict.OK);
        assertThat(canonical())
                .isEqualTo(
                        "40010100"
                                + "50020192"
                                + "0264"
                                + "0000fde8".repeat(100)
                                + "400304c0000201");
        assertThat(block.asPathLength()).isEqualTo(100);
    }

    /// An extended message (RFC 8654) from a speaker with two-octet AS numbers can hold a path that
    /// does not fit an attribute with four octets each.
    @Test
    void aPathTooLongForFourOctetsIsMalformed() {
        Context wide = new Context(false, true, false, false, 65535, true, true);
        String segment = "02ff" + "fde8".repeat(255);
        String longest = "5002" + "%04x".formatted(62 * 512) + segment.repeat(62);
        byte[] fits = update("", "40010100" + longest + "400304c0000201", NLRI);
        assertThat(read(fits, wide)).isEqualTo(Verdict.OK);
        assertThat(block.asPathLength()).isEqualTo(62 * 255);
        for (int segments : new int[] {65, 100, 127}) {
            String path = "5002" + "%04x".formatted(segments * 512) + segment.repeat(segments);
            byte[] message = update("", "40010100" + path + "400304c0000201", NLRI);
            assertThat(read(message, wide)).isEqualTo(Verdict.WITHDRAW);
            assertThat(block.problems()).singleElement().asString().contains("AS_PATH");
            message = update("", "40010100" + path + "400304c0000201", "");
            assertThat(read(message, wide)).isEqualTo(Verdict.RESET);
        }
    }

    /// Every attribute of the canonical block fits, but not all of them together.
    @Test
    void aBlockOfMoreThan65535OctetsIsMalformed() {
        Context wide = new Context(false, true, false, false, 65535, true, true);
        String path =
                "5002" + "%04x".formatted(60 * 512) + ("02ff" + "fde8".repeat(255)).repeat(60);
        String communities = "d008" + "%04x".formatted(4 * 4000) + "fde80001".repeat(4000);
        byte[] message = update("", "40010100" + path + "400304c0000201" + communities, NLRI);
        assertThat(read(message, wide)).isEqualTo(Verdict.WITHDRAW);
    }

    @Test
    void doesNotTellOfEveryFaultOfThousands() {
        byte[] message = update("", MANDATORY + "c06300".repeat(5000), NLRI);
        assertThat(read(message, EBGP4)).isEqualTo(Verdict.DISCARD);
        assertThat(block.problems()).hasSize(64);
        assertThat(canonical()).isEqualTo(Messages.plain(MANDATORY) + "e06300");
    }
}
