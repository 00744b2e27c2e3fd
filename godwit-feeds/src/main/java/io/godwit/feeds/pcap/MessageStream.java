package io.godwit.feeds.pcap;

import java.util.Arrays;

/// Cuts the octets of one direction into BGP messages (RFC 4271 §4.1). Where it loses the thread it
/// looks for the next marker and says how many octets it passed over.
final class MessageStream implements Reassembly.Sink {
    /// What comes out.
    interface Out {
        /// A message, or a header of impossible length.
        void message(byte[] octets, When when);

        /// Something to tell.
        void note(String text, When when);
    }

    private static final int MARKER_OCTETS = 16;
    private static final int HEADER_OCTETS = 19;

    private final Out out;
    private final boolean bgpPort;
    private byte[] buf = new byte[4096];
    private int octets;
    private boolean begun;
    private boolean foreign;
    private boolean inStep = true;
    private long passedOver;
    private String lost = "";

    /// @param bgpPort whether one port is 179; other connections are BGP if they begin with a
    ///   marker
    MessageStream(Out out, boolean bgpPort) {
        this.out = out;
        this.bgpPort = bgpPort;
        this.inStep = !bgpPort;
    }

    @Override
    public void begin(When when) {
        end(when);
        octets = 0;
        passedOver = 0;
        begun = false;
        foreign = false;
        inStep = true;
    }

    @Override
    public void octets(byte[] b, int off, int len, When when) {
        if (foreign) {
            return;
        }
        if (octets + len > buf.length) {
            buf = Arrays.copyOf(buf, Math.max(buf.length * 2, octets + len));
        }
        System.arraycopy(b, off, buf, octets, len);
        octets += len;
        if (!begun && !bgpPort) {
            if (octets < MARKER_OCTETS) {
                return;
            }
            foreign = !marker(0);
            if (foreign) {
                octets = 0;
                return;
            }
        }
        begun = true;
        cut(when);
    }

    @Override
    public void gap(long missing, When when) {
        if (foreign || (!begun && !bgpPort)) {
            foreign = true;
            return;
        }
        String where = octets > 0 ? ", in the midst of a message" : "";
        String n = missing == 1 ? "1 octet is" : missing + " octets are";
        out.note(n + " missing from the capture" + where, when);
        passedOver += octets;
        octets = 0;
        inStep = false;
    }

    /// The capture or the connection ends.
    void end(When when) {
        if (foreign || octets == 0 || !begun) {
            return;
        }
        if (inStep) {
            String n = octets == 1 ? "1 octet" : octets + " octets";
            out.note("ends inside a message, after " + n, when);
        } else {
            passedOver += octets;
            tellPassedOver(when);
        }
    }

    private void cut(When when) {
        int at = 0;
        while (true) {
            if (!inStep) {
                at = resynchronise(at);
                if (!inStep) {
                    break;
                }
                tellPassedOver(when);
            }
            if (octets - at < HEADER_OCTETS) {
                break;
            }
            if (!marker(at)) {
                lost = "no marker where a message should begin (RFC 4271 §4.1): ";
                inStep = false;
                continue;
            }
            int length = length(at);
            if (length < HEADER_OCTETS) {
                out.message(Arrays.copyOfRange(buf, at, at + HEADER_OCTETS), when);
                at += HEADER_OCTETS;
                inStep = false;
                continue;
            }
            if (octets - at < length) {
                break;
            }
            out.message(Arrays.copyOfRange(buf, at, at + length), when);
            at += length;
        }
        System.arraycopy(buf, at, buf, 0, octets - at);
        octets -= at;
    }

    /// The first place from `at` that can be a header; else as far as none can begin.
    private int resynchronise(int at) {
        int from = at;
        while (octets - from >= HEADER_OCTETS) {
            int type = buf[from + 18] & 0xff;
            if (marker(from) && length(from) >= HEADER_OCTETS && type >= 1 && type <= 5) {
                inStep = true;
                break;
            }
            from++;
        }
        passedOver += from - at;
        return from;
    }

    private void tellPassedOver(When when) {
        if (passedOver > 0) {
            String n = passedOver == 1 ? "1 octet" : passedOver + " octets";
            out.note(lost + "passed over " + n + " to the next marker", when);
        }
        passedOver = 0;
        lost = "";
    }

    private boolean marker(int at) {
        for (int i = at; i < at + MARKER_OCTETS; i++) {
            if (buf[i] != -1) {
                return false;
            }
        }
        return true;
    }

    private int length(int at) {
        return (buf[at + 16] & 0xff) << 8 | (buf[at + 17] & 0xff);
    }
}
