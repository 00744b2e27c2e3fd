package io.godwit.daemon;

import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.RouteRefreshCapability;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A neighbor made of a bare socket, so that it can say what no speaker says.
final class RawNeighbor implements AutoCloseable {
    static final String MARKER = "ffffffffffffffffffffffffffffffff";
    static final int OPEN = 1;
    static final int UPDATE = 2;
    static final int NOTIFICATION = 3;
    static final int KEEPALIVE = 4;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final HexFormat HEX = HexFormat.of();

    /// One received message: its type and its body.
    record Message(int type, byte[] body) {
        @Override
        public String toString() {
            return type + " " + HEX.formatHex(body);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Message(int t, byte[] b) && t == type && Arrays.equals(b, body);
        }

        @Override
        public int hashCode() {
            return type * 31 + Arrays.hashCode(body);
        }
    }

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private boolean octetByOctet;

    /// Connects from an address of the loopback network.
    RawNeighbor(String from, int port) throws IOException {
        this(from, port, 0);
    }

    /// The same with a small window: whoever does not read soon stops the sender.
    RawNeighbor(String from, int port, int windowOctets) throws IOException {
        if (windowOctets > 0) {
            socket.setReceiveBufferSize(windowOctets);
        }
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /// Over a connection that came to us.
    RawNeighbor(Socket accepted) throws IOException {
        accepted.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(accepted.getInputStream());
        socketOf(accepted);
    }

    private Socket over = socket;

    private void socketOf(Socket accepted) {
        over = accepted;
    }

    void send(byte[] octets) throws IOException {
        if (!octetByOctet) {
            over.getOutputStream().write(octets);
            return;
        }
        for (byte octet : octets) {
            over.getOutputStream().write(octet);
        }
    }

    /// From now on every octet is a segment of its own.
    void octetByOctet() {
        octetByOctet = true;
    }

    void sendHex(String hex) throws IOException {
        send(HEX.parseHex(hex.replace(" ", "")));
    }

    /// A whole message around a body in hex.
    void message(int type, String body) throws IOException {
        String plain = body.replace(" ", "");
        sendHex(MARKER + String.format("%04x%02x", 19 + plain.length() / 2, type) + plain);
    }

    void open(long as, String id, int hold) throws IOException {
        open(as, id, hold, Family.IPV4_UNICAST);
    }

    void open(long as, String id, int hold, Family... families) throws IOException {
        List<Capability> capabilities = new ArrayList<>();
        for (Family family : families) {
            capabilities.add(new MultiProtocol(family));
        }
        capabilities.add(new RouteRefreshCapability());
        capabilities.add(new FourOctetAs(as));
        byte[] buf = new byte[4096];
        int bgpId = Address.parse(id).orElseThrow().v4();
        int length = Open.of(as, hold, bgpId, capabilities).write(buf, 0);
        send(Arrays.copyOf(buf, length));
    }

    void keepalive() throws IOException {
        message(KEEPALIVE, "");
    }

    /// Brings the session up: OPEN, KEEPALIVE, and the same from the other side.
    void establish(long as, String id) throws IOException {
        establish(as, id, Family.IPV4_UNICAST);
    }

    void establish(long as, String id, Family... families) throws IOException {
        open(as, id, 90, families);
        expect(OPEN);
        keepalive();
        expect(KEEPALIVE);
    }

    /// The next message, whatever it is.
    Message next() throws IOException {
        byte[] header = new byte[19];
        in.readFully(header);
        int length = (header[16] & 0xFF) << 8 | header[17] & 0xFF;
        byte[] body = new byte[length - 19];
        in.readFully(body);
        return new Message(header[18], body);
    }

    /// The next message of a type; others before it are skipped.
    Message expect(int type) throws IOException {
        ByteArrayOutputStream skipped = new ByteArrayOutputStream();
        while (true) {
            Message message;
            try {
                message = next();
            } catch (EOFException e) {
                throw new AssertionError(
                        "closed before a message of type " + type + ", skipped " + skipped, e);
            }
            if (message.type == type) {
                return message;
            }
            skipped.writeBytes((message + "; ").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (message.type == NOTIFICATION) {
                throw new AssertionError("instead of type " + type + ": " + skipped);
            }
        }
    }

    /// The NOTIFICATION in hex (code, subcode, data), after which the connection ends.
    String notification() throws IOException {
        String told = HEX.formatHex(expect(NOTIFICATION).body);
        ended();
        return told;
    }

    /// How long a message is waited for from now on.
    void within(int millis) throws IOException {
        over.setSoTimeout(millis);
    }

    /// The other side sends nothing more.
    void ended() throws IOException {
        if (in.read() >= 0) {
            throw new AssertionError("more after the end");
        }
    }

    /// Whether the other side ends, or resets, the connection with nothing said.
    boolean isClosedWithoutAWord() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    static String hex(Notification notification) {
        return String.format("%02x%02x", notification.code(), notification.subcode())
                + notification.data().hex();
    }

    void hangUp() throws IOException {
        over.close();
    }

    @Override
    public void close() throws IOException {
        over.close();
        socket.close();
    }
}
