package io.godwit.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import org.junit.jupiter.api.Test;

import java.util.List;

class ReadingGuessTest {
    private static Reading guess(byte[] message) {
        return ReadingGuess.of(message, 0, message.length, Reading.USUAL);
    }

    @Test
    void aPathOfFourOctetNumbersIsSeenByItsLength() {
        Reading reading = guess(Samples.UPDATE4);
        assertThat(reading.asn4()).isTrue();
        assertThat(reading.source()).isEqualTo(Reading.Source.INFERRED);
    }

    @Test
    void aPathOfTwoOctetNumbersIsSeenByItsLength() {
        assertThat(guess(Samples.UPDATE2).asn4()).isFalse();
    }

    @Test
    void anAggregatorOfSixOctetsHasATwoOctetNumber() {
        byte[] m = Samples.message(2, "0000 0010 40010100 400200 c00706 fbf0 c0000201 18 c00002");
        assertThat(guess(m).asn4()).isFalse();
    }

    @Test
    void withoutEvidenceTheSessionsReadingStands() {
        Reading two = Reading.given(false, false);
        byte[] m = Samples.message(2, "0004 18 c00002 0000");
        assertThat(ReadingGuess.of(m, 0, m.length, two)).isEqualTo(two);
        assertThat(guess(Samples.KEEPALIVE)).isEqualTo(Reading.USUAL);
    }

    @Test
    void pathIdentifiersLookLikeManyDefaultRoutes() {
        Reading reading = guess(Samples.UPDATE_PATHS);
        assertThat(reading.addPath()).containsExactly(Family.IPV4_UNICAST);
        assertThat(reading.addPath(1, 1)).isTrue();
        assertThat(reading.addPath(2, 1)).isFalse();
    }

    @Test
    void oneDefaultRouteIsNoPathIdentifier() {
        byte[] m = Samples.message(2, "0000 0000 00 08 0a 18 c00002");
        assertThat(guess(m).addPath()).isEmpty();
    }

    @Test
    void eachFamilyIsJudgedByItself() {
        // MP_REACH_NLRI of ipv6 with path 7, NLRI without.
        byte[] m =
                Samples.message(
                        2,
                        "0000 0021 800e1e 0002 01 10 20010db8000000000000000000000001 00"
                                + "00000007 20 20010db8 18 c00002");
        assertThat(guess(m).addPath()).containsExactly(Family.IPV6_UNICAST);
    }

    @Test
    void labeledPrefixesAreTooShortWithoutTheirIdentifier() {
        byte[] m =
                Samples.message(
                        2, "0000 0017 800e14 0001 04 04 c0000201 00 00000007 30 000641 c00002");
        assertThat(guess(m).addPath()).isEqualTo(List.of(Families.of(1, 4)));
    }

    @Test
    void damagedLengthsEndTheSearch() {
        byte[] m = Samples.message(2, "ffff 0000");
        assertThat(guess(m)).isEqualTo(Reading.USUAL);
        byte[] cut = Samples.message(2, "0000 0004 40 02 ff 02");
        assertThat(guess(cut)).isEqualTo(Reading.USUAL);
    }

    @Test
    void theContextKeepsWhatAnInternalNeighborSends() {
        assertThat(Reading.USUAL.context().ebgp()).isFalse();
        Reading all = Reading.given(true, true);
        assertThat(all.addPath(25, 70)).isTrue();
        assertThat(all.context().addPathIpv6()).isTrue();
        assertThat(all.from(Reading.Source.LEARNED).source()).isEqualTo(Reading.Source.LEARNED);
    }
}
