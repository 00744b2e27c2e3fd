package io.godwit.cli.fuzz;

import io.godwit.session.Protection;
import io.godwit.speaker.Connection;
import io.godwit.wire.Address;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;

/// A connection in memory that came from a neighbor.
final class Guest implements Connection {
    private static final int PORT = 179;

    private final Address from;
    private byte[] said = {};
    private int read;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean hungUp;
    private boolean ended;

    Guest(Address from) {
        this.from = from;
    }

    void say(byte[] octets) {
        byte[] all = new byte[said.length - read + octets.length];
        System.arraycopy(said, read, all, 0, said.length - read);
        System.arraycopy(octets, 0, all, said.length - read, octets.length);
        said = all;
        read = 0;
    }

    void hangUp() {
        hungUp = true;
    }

    boolean waits() {
        return !ended && (read < said.length || hungUp);
    }

    /// Whether the speaker has ended it.
    boolean ended() {
        return ended;
    }

    /// What the speaker wrote since the last call.
    byte[] heard() {
        byte[] octets = heard.toByteArray();
        heard.reset();
        return octets;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        if (read == said.length) {
            return hungUp ? -1 : 0;
        }
        int octets = Math.min(len, said.length - read);
        System.arraycopy(said, read, buf, off, octets);
        read += octets;
        return octets;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        heard.write(buf, off, len);
        return len;
    }

    @Override
    public String trouble() {
        return "";
    }

    @Override
    public void wantWrite(boolean on) {}

    @Override
    public void ttl(int ttl) {}

    @Override
    public boolean protect(Protection protection) {
        return true;
    }

    @Override
    public OptionalInt firstTtl() {
        return OptionalInt.empty();
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void finish() {
        ended = true;
    }

    @Override
    public void close() {
        ended = true;
    }

    @Override
    public Address remote() {
        return from;
    }

    @Override
    public int remotePort() {
        return PORT;
    }

    @Override
    public Address local() {
        return Address.ofV4(0x0a00_0009);
    }

    @Override
    public int localPort() {
        return PORT;
    }
}
