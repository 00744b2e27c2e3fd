package io.godwit.daemon;

import io.godwit.session.Protection;
import io.godwit.speaker.Connection;
import io.godwit.wire.Address;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/// TLS over another connection, as its client. The handshake goes along with what is read and
/// written; nothing is written before it is done, which [#write] says by taking nothing.
///
/// The certificate of the far end must have the DNS name that was configured (RFC 8210 §9.2): the
/// engine checks it.
final class TlsConnection implements Connection {
    private final NioConnection plain;
    private final SSLEngine engine;
    private final ByteBuffer netIn;
    private final ByteBuffer netOut;
    private final ByteBuffer clear;
    private final byte[] octets;
    private boolean wantsWrite;
    private String trouble = "";

    TlsConnection(NioConnection plain, SSLEngine engine) {
        this.plain = plain;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        netIn = ByteBuffer.allocate(2 * packet);
        netOut = ByteBuffer.allocate(2 * packet).limit(0);
        clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
        octets = new byte[packet];
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        if (!trouble.isEmpty()) {
            return -1;
        }
        try {
            if (!clear.hasRemaining() && !fill()) {
                return -1;
            }
            arm();
        } catch (SSLException e) {
            return over("TLS: " + e.getMessage());
        }
        int taken = Math.min(len, clear.remaining());
        clear.get(buf, off, taken);
        return taken;
    }

    /// Reads until there is something clear or nothing more; false at the end.
    private boolean fill() throws SSLException {
        while (true) {
            if (!unwrap()) {
                return false;
            }
            if (clear.hasRemaining()) {
                return true;
            }
            int room = Math.min(octets.length, netIn.capacity() - netIn.position());
            int got = plain.read(octets, 0, room);
            if (got < 0) {
                over(plain.trouble());
                return false;
            }
            if (got == 0) {
                return true;
            }
            netIn.put(octets, 0, got);
        }
    }

    /// What has come, as far as it is whole records; between two of them comes our part of the
    /// handshake.
    private boolean unwrap() throws SSLException {
        netIn.flip();
        clear.clear();
        try {
            while (true) {
                SSLEngineResult result = engine.unwrap(netIn, clear);
                tasks();
                switch (result.getStatus()) {
                    case CLOSED -> {
                        over("connection closed by the neighbor");
                        return false;
                    }
                    case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> {
                        return true;
                    }
                    case OK -> {
                        if (engine.getHandshakeStatus()
                                == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                            handshake();
                        }
                        boolean nothing =
                                result.bytesConsumed() == 0 && result.bytesProduced() == 0;
                        if (clear.position() > 0 || nothing) {
                            return true;
                        }
                    }
                }
            }
        } finally {
            clear.flip();
            netIn.compact();
        }
    }

    private void tasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// Writes our part of the handshake, as long as it is our turn.
    private void handshake() throws SSLException {
        while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
            wrap(ByteBuffer.allocate(0));
            tasks();
        }
        flush();
    }

    private SSLEngineResult wrap(ByteBuffer from) throws SSLException {
        netOut.compact();
        try {
            return engine.wrap(from, netOut);
        } finally {
            netOut.flip();
        }
    }

    /// Begins; the far end answers. [#trouble] says when it cannot be.
    void begin() {
        try {
            engine.beginHandshake();
            handshake();
        } catch (SSLException e) {
            over("TLS: " + e.getMessage());
        }
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        if (!trouble.isEmpty()) {
            return -1;
        }
        if (!flush()) {
            return 0;
        }
        if (!open()) {
            return 0;
        }
        try {
            int taken = wrap(ByteBuffer.wrap(buf, off, len)).bytesConsumed();
            flush();
            return taken;
        } catch (SSLException e) {
            return over("TLS: " + e.getMessage());
        }
    }

    /// Whether everything encrypted is gone.
    private boolean flush() {
        if (netOut.hasRemaining()) {
            int taken = plain.write(netOut.array(), netOut.position(), netOut.remaining());
            if (taken > 0) {
                netOut.position(netOut.position() + taken);
            }
        }
        arm();
        return !netOut.hasRemaining();
    }

    private boolean open() {
        return engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    /// While the far end has the word in the handshake, room in the socket is no news.
    private void arm() {
        plain.wantWrite(netOut.hasRemaining() || wantsWrite && open());
    }

    private int over(String why) {
        trouble = trouble.isEmpty() ? why : trouble;
        return -1;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void wantWrite(boolean on) {
        wantsWrite = on;
        arm();
    }

    @Override
    public void ttl(int ttl) {
        plain.ttl(ttl);
    }

    @Override
    public boolean protect(Protection protection) {
        return plain.protect(protection);
    }

    @Override
    public OptionalInt firstTtl() {
        return plain.firstTtl();
    }

    @Override
    public long dropped() {
        return plain.dropped();
    }

    @Override
    public void finish() {
        plain.finish();
    }

    @Override
    public void close() {
        plain.close();
    }

    @Override
    public Address remote() {
        return plain.remote();
    }

    @Override
    public int remotePort() {
        return plain.remotePort();
    }

    @Override
    public Address local() {
        return plain.local();
    }

    @Override
    public int localPort() {
        return plain.localPort();
    }
}
