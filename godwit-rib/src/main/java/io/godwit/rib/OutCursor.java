package io.godwit.rib;

/// What one neighbor is still to be sent, as octets ready for its socket.
///
/// ```
/// while (cursor.prepare()) {
///     int n = socket.write(cursor.buffer(), cursor.offset(), cursor.octets());
///     cursor.wrote(n);
///     if (n < cursor.octets()) break;      // socket full; what is left is offered again
/// }
/// ```
///
/// A span holds whole messages; only a short write leaves one half sent. KEEPALIVE and NOTIFICATION
/// may be put between two messages: at [#atMessageBoundary()], or after [#octetsToBoundary()] more
/// octets. A span stays valid until the next call of the [Rib]; then ask [#prepare()] again.
public interface OutCursor {
    /// Makes the next span ready if none is; false when there is nothing to send now.
    boolean prepare();

    /// Where the span is; shared with other neighbors, never to be written to.
    byte[] buffer();

    /// Offset of the first octet not yet written.
    int offset();

    /// Octets of the span not yet written; 0 when nothing is prepared.
    int octets();

    /// Tells that the first `octets` of the span are in the socket.
    void wrote(int octets);

    /// Whether what was written so far ends with a whole message.
    boolean atMessageBoundary();

    /// Octets of the begun message that are still to be written; 0 at a boundary.
    int octetsToBoundary();
}
