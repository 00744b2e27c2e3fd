package io.godwit.cli.control;

import io.godwit.cli.Exit;
import io.godwit.cli.Refusal;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.json.JsonWriter;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A connection to the daemon's control socket: one request line, then the answer line by line, in
/// constant memory.
public final class ControlClient implements AutoCloseable {
    /// A line longer than this is not an answer of ours.
    private static final int MAX_LINE = 16 << 20;

    private static final byte[] ROW = ascii("{\"row\":");
    private static final byte[] HEAD = ascii("{\"head\":");

    private final Path socket;
    private final SocketChannel channel;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    private ControlClient(Path socket, SocketChannel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    /// Connects. When nobody answers, the [Refusal] names the socket and the remedy (status 3, or 4
    /// without permission).
    public static ControlClient connect(Path socket) {
        try {
            return new ControlClient(
                    socket, SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (AccessDeniedException e) {
            throw noPermission(socket);
        } catch (IOException e) {
            throw notConnected(socket, e);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("not a socket path: " + socket, "");
        }
    }

    /// Asks and hands the answer to `receiver`. An answer that ends with an error becomes a
    /// [Refusal].
    public void ask(Request request, Receiver receiver) {
        try {
            var line = ByteBuffer.wrap(request.line().getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            while (!line(receiver)) {
                // Each turn takes one line.
            }
        } catch (IOException e) {
            throw lost(e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The answer has been read; nothing depends on an orderly close.
        }
    }

    /// Reads one line; true when it was the last.
    private boolean line(Receiver receiver) throws IOException {
        int length = nextLine();
        int off = start;
        start += length + 1;
        if (wraps(ROW, off, length)) {
            receiver.row(buffer, off + ROW.length, length - ROW.length - 1);
            return false;
        }
        if (wraps(HEAD, off, length)) {
            receiver.head(buffer, off + HEAD.length, length - HEAD.length - 1);
            return false;
        }
        return odd(object(buffer, off, length), receiver);
    }

    /// The end, or a row or head that is written in another way than our daemon does.
    private boolean odd(Json.Obj answer, Receiver receiver) {
        var last = answer.object("end");
        if (last.isPresent()) {
            check(last.get());
            return true;
        }
        answer.object("head")
                .map(ControlClient::octets)
                .ifPresent(b -> receiver.head(b, 0, b.length));
        answer.object("row")
                .map(ControlClient::octets)
                .ifPresent(b -> receiver.row(b, 0, b.length));
        return false;
    }

    private static void check(Json.Obj end) {
        int status = (int) end.integer("status").orElse(Exit.FAILED);
        if (status != Exit.DONE) {
            throw new Refusal(
                    status > 0 && status <= Exit.NO_PERMISSION ? status : Exit.FAILED,
                    end.string("code").orElse(""),
                    end.string("message").orElse("refused"),
                    end.string("help").orElse(""));
        }
    }

    private boolean wraps(byte[] prefix, int off, int length) {
        return length > prefix.length
                && buffer[off + length - 1] == '}'
                && Arrays.equals(buffer, off, off + prefix.length, prefix, 0, prefix.length);
    }

    /// The length of the line at `start`, read as far as needed.
    private int nextLine() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    return i - start;
                }
            }
            scanned = end - start;
            fill();
            scanned += start;
        }
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (buffer.length >= MAX_LINE) {
                throw lost("an answer line of more than " + MAX_LINE + " octets");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        if (read < 0) {
            throw lost("the connection ended before the answer did");
        }
        end += read;
    }

    /// A JSON object in UTF-8.
    public static Json.Obj object(byte[] json, int off, int len) {
        String text = new String(json, off, len, StandardCharsets.UTF_8);
        if (JsonReader.read(text) instanceof JsonReading.Ok(Json.Obj object)) {
            return object;
        }
        throw Refusal.failed("the daemon answered something else than a JSON object: " + text, "");
    }

    private static byte[] octets(Json.Obj object) {
        return JsonWriter.write(object).getBytes(StandardCharsets.UTF_8);
    }

    private Refusal lost(String why) {
        return new Refusal(
                Exit.NO_DAEMON, "", "lost the daemon on " + socket + ": " + why, "did it end?");
    }

    private static Refusal noPermission(Path socket) {
        return new Refusal(
                Exit.NO_PERMISSION,
                "",
                "no permission for the control socket " + socket,
                "run as the user of the daemon, or as a member of the group that owns the socket");
    }

    private static Refusal notConnected(Path socket, IOException e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof SocketException && why.contains("ermission")) {
            return noPermission(socket);
        }
        String state =
                Files.exists(socket)
                        ? "nobody listens on it (" + why + ")"
                        : "there is no such socket";
        return new Refusal(
                Exit.NO_DAEMON,
                "",
                "no daemon on " + socket + ": " + state,
                "is it running? start one with `godwit run FILE`, or name its socket with --socket PATH");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
