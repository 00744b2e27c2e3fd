package io.godwit.daemon;

import io.godwit.feeds.rtr.RtrDecoded;
import io.godwit.feeds.rtr.RtrPdu;
import io.godwit.feeds.rtr.RtrReader;
import io.godwit.feeds.rtr.RtrWriter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/// An RPKI cache on a socket that says what a test wants.
final class ScriptedCache implements AutoCloseable {
    /// What it answers to a question; ends the connection by an exception.
    interface Script {
        void answer(RtrPdu question, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Thread thread;
    final AtomicInteger connections = new AtomicInteger();
    volatile Script script;
    private volatile Socket current;

    ScriptedCache(String address, int port, ServerSocketFactory sockets, Script script)
            throws IOException {
        this.script = script;
        server = sockets.createServerSocket(port, 5, InetAddress.getByName(address));
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    ScriptedCache(String address, Script script) throws IOException {
        this(address, 0, ServerSocketFactory.getDefault(), script);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                current = socket;
                talk(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException over) {
                // The next one.
            }
        }
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        byte[] header = in.readNBytes(RtrReader.HEADER_OCTETS);
        while (header.length == RtrReader.HEADER_OCTETS) {
            int length = header[6] << 8 & 0xff00 | header[7] & 0xff;
            byte[] pdu = Arrays.copyOf(header, length);
            in.readNBytes(pdu, header.length, length - header.length);
            if (RtrReader.read(pdu, 0, length) instanceof RtrDecoded.Ok(RtrPdu question)) {
                script.answer(question, out);
            }
            header = in.readNBytes(RtrReader.HEADER_OCTETS);
        }
    }

    /// Says something without being asked.
    void says(RtrPdu... pdus) throws IOException {
        for (RtrPdu pdu : pdus) {
            current.getOutputStream().write(RtrWriter.write(pdu));
        }
    }

    /// Breaks the connection.
    void hangUp() throws IOException {
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
