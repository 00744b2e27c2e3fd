package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesAndIntsTest {
    @Test
    void bytesAreCopiedAndEqualByContent() {
        byte[] source = {1, 2, (byte) 0xff};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        assertThat(bytes).isEqualTo(Bytes.fromHex("0102ff")).hasToString("0102ff");
        assertThat(bytes.hashCode()).isEqualTo(Bytes.fromHex("0102FF").hashCode());
        assertThat(bytes.at(2)).isEqualTo(255);
        assertThat(bytes.slice(1, 3)).isEqualTo(Bytes.fromHex("02ff"));
        assertThat(bytes.copyTo(new byte[5], 1)).isEqualTo(4);
        assertThat(Bytes.fromHex("")).isSameAs(Bytes.EMPTY);
        assertThat(Bytes.ofUtf8("grüße").utf8()).isEqualTo("grüße");
    }

    @Test
    void intsAreUnsignedNumbers() {
        byte[] wire = Messages.octets("0000fde8 ffffffff");
        Ints ints = Ints.read(wire, 0, 2);
        assertThat(ints).isEqualTo(Ints.of(65000, -1)).hasToString("65000 4294967295");
        assertThat(ints.unsigned(1)).isEqualTo(4294967295L);
        assertThat(ints.contains(-1)).isTrue();
        assertThat(ints.contains(65001)).isFalse();
        assertThat(ints.joinUnsigned(2, ":", " ")).isEqualTo("65000:4294967295");
        byte[] out = new byte[8];
        assertThat(ints.write(out, 0)).isEqualTo(8);
        assertThat(out).isEqualTo(wire);
        assertThat(Ints.readShorts(wire, 2, 3)).isEqualTo(Ints.of(0xfde8, 0xffff, 0xffff));
    }

    @Test
    void fieldsAreInNetworkByteOrder() {
        byte[] buf = new byte[20];
        int at = Wire.put8(buf, 1, 0x1ff);
        at = Wire.put16(buf, at, 0x12345);
        at = Wire.put24(buf, at, 0xabcdef);
        at = Wire.put32(buf, at, -2);
        at = Wire.put64(buf, at, 0x0102030405060708L);
        assertThat(at).isEqualTo(19);
        assertThat(Messages.hex(buf, 0, 20)).isEqualTo("00ff2345abcdeffffffffe010203040506070800");
        assertThat(Wire.u16(buf, 2)).isEqualTo(0x2345);
        assertThat(Wire.u24(buf, 4)).isEqualTo(0xabcdef);
        assertThat(Wire.u32(buf, 7)).isEqualTo(0xffff_fffeL);
        assertThat(Wire.i64(buf, 11)).isEqualTo(0x0102030405060708L);
        assertThatThrownBy(() -> Wire.i32(buf, 17)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
