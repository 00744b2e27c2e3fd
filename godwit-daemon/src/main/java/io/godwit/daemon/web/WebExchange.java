package io.godwit.daemon.web;

import com.sun.net.httpserver.HttpExchange;

import io.godwit.daemon.answer.AnswerQueue;
import io.godwit.json.JsonWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request and its answer. The answer begins with the first text that is sent: until then it
/// can still become an error.
final class WebExchange {
    private static final int CHARS_AT_ONCE = 64 * 1024;
    private static final int QUERY_CHARS_MOST = 8 * 1024;
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpExchange http;
    private final boolean head;
    private final Thread thread = Thread.currentThread();
    private final StringBuilder text = new StringBuilder();
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean begun;
    private volatile long movedNanos = System.nanoTime();

    WebExchange(HttpExchange http) {
        this.http = http;
        this.head = http.getRequestMethod().equals("HEAD");
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    /// The arguments behind the `?`; `?best` alone means `true`.
    Map<String, Object> arguments() throws WebFailure {
        Map<String, Object> arguments = new LinkedHashMap<>();
        String query = http.getRequestURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return arguments;
        }
        if (query.length() > QUERY_CHARS_MOST) {
            throw WebFailure.of(414, "the arguments are longer than 8 KiB", "ask for less");
        }
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            Object value = equals < 0 ? Boolean.TRUE : decoded(part.substring(equals + 1));
            if (arguments.putIfAbsent(name, value) != null) {
                throw WebFailure.of(400, "`" + name + "` stands twice", "say it once");
            }
        }
        return arguments;
    }

    private static String decoded(String text) throws WebFailure {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw WebFailure.of(
                    400, "`" + text + "` has a % without two digits", "write % itself as %25");
        }
    }

    // ---- the watch ----

    /// How long neither the lane has said nor the client has read anything.
    long stillNanos() {
        return System.nanoTime() - movedNanos;
    }

    /// Ends it: the thread is waiting for the lane, or for a client that does not read.
    void interrupt() {
        thread.interrupt();
    }

    /// What the lane has said next.
    List<AnswerQueue.Item> next(AnswerQueue queue) throws InterruptedException {
        List<AnswerQueue.Item> items = queue.take();
        movedNanos = System.nanoTime();
        return items;
    }

    // ---- the answer ----

    /// Whether the client has been sent something.
    boolean begun() {
        return begun;
    }

    /// What is to be sent; [#passOn] sends it when it is much.
    StringBuilder text() {
        return text;
    }

    /// Sends what there is if it is worth a write. What begins so may be of any length.
    void passOn() throws IOException {
        if (text.length() >= CHARS_AT_ONCE) {
            flush();
        }
    }

    /// Sends the rest; a short answer in one piece.
    void end() throws IOException {
        if (begun) {
            flush();
            out.close();
        } else {
            whole(200, JSON);
        }
    }

    /// Sends a whole answer.
    void send(int status, Object json) throws IOException {
        text.setLength(0);
        text.append(JsonWriter.write(json)).append('\n');
        whole(status, JSON);
    }

    /// Sends a whole answer that is no JSON.
    void send(int status, String type, String content) throws IOException {
        text.setLength(0);
        text.append(content);
        whole(status, type);
    }

    void header(String name, String value) {
        http.getResponseHeaders().set(name, value);
    }

    private void whole(int status, String type) throws IOException {
        byte[] octets = taken();
        begun = true;
        header("Content-Type", type);
        header("Cache-Control", "no-store");
        if (head) {
            http.sendResponseHeaders(status, -1);
            return;
        }
        http.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        write(http.getResponseBody(), octets);
        http.getResponseBody().close();
    }

    private void flush() throws IOException {
        if (!begun) {
            begun = true;
            header("Content-Type", JSON);
            header("Cache-Control", "no-store");
            http.sendResponseHeaders(200, head ? -1 : 0);
            if (!head) {
                out = http.getResponseBody();
            }
        }
        write(out, taken());
    }

    private void write(OutputStream to, byte[] octets) throws IOException {
        to.write(octets);
        movedNanos = System.nanoTime();
    }

    private byte[] taken() {
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return octets;
    }
}
