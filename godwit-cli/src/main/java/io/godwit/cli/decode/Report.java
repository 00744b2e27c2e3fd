package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;

import java.util.List;

/// What the readers tell, message by message; the forms of output implement it.
interface Report {
    /// Another input begins.
    ///
    /// @param name of the file; empty when there is only one input
    /// @param full whether its messages are to be shown octet by octet
    void begin(String name, boolean full);

    /// A message, or what there is of it.
    void message(Seen seen, byte[] buf, int off, int len, Reading reading);

    /// Something else in the input: a state change, a route of a RIB, a gap.
    void event(Seen seen, String kind, String text);

    /// The path attributes of a route in a RIB; asked for in full only.
    void attributes(Seen seen, Bytes attributes, Reading reading);

    /// All inputs are at their end.
    void end();

    /// Attributes that stand alone, without an UPDATE around them.
    static List<Field> dissect(Bytes attributes, Reading reading) {
        byte[] octets = attributes.toArray();
        Field section = new Field("Path Attributes", 0, octets.length);
        UpdateDissector dissector = new UpdateDissector(reading, true);
        dissector.attributes(new Cursor(octets, 0, 0, octets.length), section);
        return section.parts();
    }
}
