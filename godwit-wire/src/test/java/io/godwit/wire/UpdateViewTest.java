package io.godwit.wire;

import static io.godwit.wire.Messages.EBGP4;
import static io.godwit.wire.Messages.IBGP4;
import static io.godwit.wire.Messages.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the routes are, or why they cannot be found: RFC 4271 §6.3, RFC 7606 §3-5.
class UpdateViewTest {
    private static final String NEXT_HOP6 = "20010db8000000000000000000000001";
    private final UpdateView view = new UpdateView();

    @Test
    void showsTheFields() {
        byte[] message = update("18c00002", "400100 400200", "10c633 08cb");
        byte[] buf = new byte[message.length + 9];
        System.arraycopy(message, 0, buf, 5, message.length);
        assertThat(view.scan(buf, 5, message.length, IBGP4)).isEqualTo(Verdict.OK);
        assertThat(Messages.hex(buf, view.withdrawnOffset(), view.withdrawnOctets()))
                .isEqualTo("18c00002");
        assertThat(Messages.hex(buf, view.attributesOffset(), view.attributesOctets()))
                .isEqualTo("400100400200");
        assertThat(Messages.hex(buf, view.nlriOffset(), view.nlriOctets())).isEqualTo("10c63308cb");
        assertThat(view.hasMpReach()).isFalse();
        assertThat(view.hasMpUnreach()).isFalse();
        assertThat(view.mpReachAttributeOffset()).isEqualTo(-1);
        assertThat(view.endOfRib()).isFalse();
        assertThat(view.announces()).isTrue();
        assertThat(view.problem()).isEmpty();
        assertThatThrownBy(view::notification).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsTheMpAttributes() {
        String reach = "800e 1a 0002 01 10" + NEXT_HOP6 + "00 20 20010db8";
        String unreach = "900f 0005 0002 01 08 20";
        byte[] buf = update("", unreach + "400100" + reach, "");
        assertThat(view.scan(buf, 0, buf.length, IBGP4)).isEqualTo(Verdict.OK);
        assertThat(view.mpReachAfi()).isEqualTo(2);
        assertThat(view.mpReachSafi()).isEqualTo(1);
        assertThat(Messages.hex(buf, view.mpNextHopOffset(), view.mpNextHopOctets()))
                .isEqualTo(NEXT_HOP6);
        assertThat(Messages.hex(buf, view.mpReachNlriOffset(), view.mpReachNlriOctets()))
                .isEqualTo("2020010db8");
        assertThat(Messages.hex(buf, view.mpReachAttributeOffset(), view.mpReachAttributeOctets()))
                .isEqualTo(Messages.plain(reach));
        assertThat(view.mpUnreachAfi()).isEqualTo(2);
        assertThat(view.mpUnreachSafi()).isEqualTo(1);
        assertThat(Messages.hex(buf, view.mpUnreachNlriOffset(), view.mpUnreachNlriOctets()))
                .isEqualTo("0820");
        assertThat(
                        Messages.hex(
                                buf,
                                view.mpUnreachAttributeOffset(),
                                view.mpUnreachAttributeOctets()))
                .isEqualTo(Messages.plain(unreach));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ipv4",
        "800f03 000101, ipv4",
        "800f03 000201, ipv6",
        "900f0003 000201, ipv6",
        "800f03 001946, evpn", // not negotiated, and yet the mark is readable
    })
    void knowsEndOfRib(String attributes, String family) {
        byte[] buf = update("", attributes, "");
        assertThat(view.scan(buf, 0, buf.length, IBGP4)).isEqualTo(Verdict.OK);
        assertThat(view.endOfRib()).isTrue();
        assertThat(view.endOfRibFamily()).hasToString(family);
        assertThat(view.announces()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "18c00002, '', ''",
        "'', 800f03000201, 18c00002",
        "'', 800f05 000201 0820, ''",
        "'', 800f03000201 400100, ''",
        "'', 400100, ''",
    })
    void otherMessagesAreNoEndOfRib(String withdrawn, String attributes, String nlri) {
        byte[] buf = update(withdrawn, attributes, nlri);
        view.scan(buf, 0, buf.length, IBGP4);
        assertThat(view.endOfRib()).isFalse();
    }

    /// body of the UPDATE, subcode and data of the NOTIFICATION with code 3
    @Tag("4271-6.3-2")
    @Tag("4271-6.3-25")
    @Tag("4271-6.3-26")
    @Tag("7606-3-2")
    @Tag("7606-3-3")
    @Tag("7606-3-10")
    @Tag("7606-3-14")
    @Tag("7606-3-15")
    @Tag("7606-5.3-1")
    @Tag("7606-5.3-2")
    @Tag("7606-7.11-1")
    @Tag("2545-3-2")
    @ParameterizedTest
    @CsvSource({
        // RFC 7606 §3 b: section lengths
        "0001 0000, 1, ''",
        "ffff 0000, 1, ''",
        "0000 0001, 1, ''",
        "0002 1001 0001, 1, ''",
        "0000 0004 400100, 1, ''",
        // §3 i, §5.3: Withdrawn Routes and NLRI
        "0004 21c00002 0000, 10, ''",
        "0003 18c000 0000, 10, ''",
        "0000 0000 18c000, 10, ''",
        "0000 0000 21c000020100, 10, ''",
        // §3 g: MP attributes twice
        "0000 000c 800f03000201 800f03000201, 1, ''",
        "0000 0010 800e05 0001000000 800e05 0001000000, 1, ''",
        // §5.3: flags and lengths of MP attributes
        "0000 0006 c00f03000201, 9, c00f03000201",
        "0000 0006 400f03000201, 9, 400f03000201",
        "0000 0005 800f020002, 9, 800f020002",
        "0000 0007 800e0400020100, 9, 800e0400020100",
        "0000 0008 800e05 0019460100, 9, 800e050019460100", // next hop beyond the attribute
        "0000 0008 400e05 0019460000, 9, 400e050019460000",
        // §7.11: next hop length of a negotiated family
        "0000 0008 800e05 0002010000, 9, 800e050002010000",
        "0000 000c 800e09 00020104c000020100, 9, 800e0900020104c000020100",
        // §5.3: NLRI in MP attributes
        "0000 0009 800f06 000201 180a00, 9, 800f06000201180a00",
        "0000 0008 800f05 000101 2100, 9, 800f050001012100",
        "0000 000f 800e0c 000101 04 c0000201 00 18c000, 9, 800e0c00010104c00002010018c000",
        // §3 j: an MP attribute that goes beyond the section
        "0000 0005 800f030002, 1, ''",
        "0000 0006 900e00ff0002, 1, ''",
        // §5.2: the list is broken and no NLRI are there
        "0000 0003 400101, 1, ''",
        "0000 0001 40, 1, ''",
        "0004 18c00002 0002 4001, 1, ''",
        "0000 0008 800f03 000201 4001, 1, ''",
    })
    void theSessionEndsWhereRoutesCannotBeFound(String body, int subcode, String data) {
        byte[] buf = Messages.message(2, body);
        assertThat(view.scan(buf, 0, buf.length, EBGP4)).isEqualTo(Verdict.RESET);
        assertThat(view.notification())
                .isEqualTo(new Notification(3, subcode, Bytes.fromHex(data)));
        assertThat(view.problem()).isNotEmpty();
    }

    /// RFC 7606 §4: the length of the last attribute, or fewer octets than a header needs.
    @Tag("7606-4-1")
    @ParameterizedTest
    @CsvSource({
        "400101, 0",
        "400100 40020a0202000000, 3",
        "400100 40, 3",
        "400100 4002, 3",
        "400100 5002, 3",
        "400100 500200, 3",
        "400100 5002ffff00, 3",
        "ff, 0",
    })
    void routesAreWithdrawnWhenTheAttributeListIsBroken(String attributes, int trusted) {
        byte[] buf = update("", attributes, "18c00002");
        assertThat(view.scan(buf, 0, buf.length, EBGP4)).isEqualTo(Verdict.WITHDRAW);
        assertThat(view.attributesUntrusted()).isTrue();
        assertThat(view.trustedAttributesOctets()).isEqualTo(trusted);
        assertThat(Messages.hex(buf, view.nlriOffset(), view.nlriOctets())).isEqualTo("18c00002");
    }

    /// Routes of families that were not negotiated are nobody's business.
    @ParameterizedTest
    @CsvSource({
        "800f06 000201 180a00",
        "800e05 0002010000",
        "800e09 00020104c000020100",
        "800f06 001946 ffffff",
    })
    void otherFamiliesAreNotJudged(String attributes) {
        Context ipv4Only = new Context(true, true, false, false, 4096, true, false);
        byte[] buf = update("", attributes, "");
        assertThat(view.scan(buf, 0, buf.length, ipv4Only)).isEqualTo(Verdict.OK);
    }

    /// RFC 8950 §3.
    @Tag("8950-3-1")
    @Tag("8950-3-2")
    @Test
    void ipv6NextHopsOfIpv4RoutesMustBeNegotiated() {
        byte[] buf = update("", "800e19 0001 01 10" + NEXT_HOP6 + "00 18c00002", "");
        assertThat(view.scan(buf, 0, buf.length, IBGP4)).isEqualTo(Verdict.RESET);
        Context negotiated = new Context(true, false, false, false, 4096, true, true, true, false);
        assertThat(view.scan(buf, 0, buf.length, negotiated)).isEqualTo(Verdict.OK);
    }

    /// RFC 7911 §3: with Path Identifiers the same octets are other routes.
    @Test
    void pathIdentifiersBelongToTheSyntax() {
        byte[] buf = update("", "", "00000001 18c00002");
        assertThat(view.scan(buf, 0, buf.length, Messages.PATHS)).isEqualTo(Verdict.OK);
        buf = update("", "", "18c00002");
        assertThat(view.scan(buf, 0, buf.length, Messages.PATHS)).isEqualTo(Verdict.RESET);
        buf = update("00000001 18c00002", "800f0b 000201 00000001 18200100", "");
        assertThat(view.scan(buf, 0, buf.length, Messages.PATHS)).isEqualTo(Verdict.OK);
    }

    @Test
    void nothingOfABadMessageStaysForTheNext() {
        byte[] bad = Messages.message(2, "0000 0006 c00f03000201");
        assertThat(view.scan(bad, 0, bad.length, IBGP4)).isEqualTo(Verdict.RESET);
        byte[] good = update("18c00002", "", "");
        assertThat(view.scan(good, 0, good.length, IBGP4)).isEqualTo(Verdict.OK);
        assertThat(view.hasMpUnreach()).isFalse();
        assertThat(view.attributesUntrusted()).isFalse();
        assertThat(view.problem()).isEmpty();
        assertThat(view.finding()).isEmpty();
    }
}
