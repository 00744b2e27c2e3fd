import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Messages, as octets.
final class Octets {
    static final int FIRST = 0x0100_0000; // the table is 1.0.0.0/24 and so on

    private Octets() {}

    static ByteBuffer open(int as, int hold, int id) {
        ByteBuffer b = begin(37 + 8, 1);
        b.put((byte) 4).putShort((short) 23456).putShort((short) hold).putInt(id);
        b.put((byte) 16).put((byte) 2).put((byte) 14);
        b.put((byte) 1).put((byte) 4).putShort((short) 1).putShort((short) 1);
        b.put((byte) 65).put((byte) 4).putInt(as);
        return b.put((byte) 2).put((byte) 0).flip();
    }

    static ByteBuffer keepalive() {
        return begin(19, 4).flip();
    }

    static ByteBuffer refresh() {
        return begin(23, 5).putShort((short) 1).putShort((short) 1).flip();
    }

    private static ByteBuffer begin(int length, int type) {
        ByteBuffer b = ByteBuffer.allocate(length);
        for (int i = 0; i < 16; i++) {
            b.put((byte) -1);
        }
        return b.putShort((short) length).put((byte) type);
    }

    /// A table with paths of its own for each view, so many prefixes an UPDATE.
    static ByteBuffer table(int as, int view, int routes, int each) {
        int updates = (routes + each - 1) / each;
        ByteBuffer all = ByteBuffer.allocate(updates * 80 + routes * 4);
        SplittableRandom random = new SplittableRandom(view);
        for (int row = 0; row < routes; row += each) {
            int count = Math.min(each, routes - row);
            all.put(update(as, random, row, count));
        }
        return all.flip();
    }

    /// A row, as text.
    static String prefix(int row) {
        int bits = FIRST + (row << 8);
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + ".0/24";
    }

    private static ByteBuffer update(int as, SplittableRandom random, int row, int count) {
        int[] path = {as, random.nextInt(1, 64000), random.nextInt(1, 64000), random.nextInt(400_000, 500_000)};
        int[] communities = {random.nextInt(), random.nextInt() >>> 1};
        return update(path, 0xC000_0201, communities, new int[0], row, count);
    }

    /// @param larges three numbers each
    static ByteBuffer update(int[] path, int hop, int[] communities, int[] larges, int row, int count) {
        int attributes = 4 + 5 + 4 * path.length + 7 + 3 + 4 * communities.length + (larges.length > 0 ? 3 + 4 * larges.length : 0);
        ByteBuffer b = begin(19 + 4 + attributes + 4 * count, 2);
        b.putShort((short) 0).putShort((short) attributes);
        b.put((byte) 0x40).put((byte) 1).put((byte) 1).put((byte) 0);
        b.put((byte) 0x40).put((byte) 2).put((byte) (2 + 4 * path.length)).put((byte) 2).put((byte) path.length);
        numbers(b, path);
        b.put((byte) 0x40).put((byte) 3).put((byte) 4).putInt(hop);
        b.put((byte) 0xC0).put((byte) 8).put((byte) (4 * communities.length));
        numbers(b, communities);
        if (larges.length > 0) {
            b.put((byte) 0xC0).put((byte) 32).put((byte) (4 * larges.length));
            numbers(b, larges);
        }
        for (int i = row; i < row + count; i++) {
            b.put((byte) 24).putShort((short) ((FIRST >>> 16) + (i >>> 8))).put((byte) i);
        }
        return b.flip();
    }

    private static void numbers(ByteBuffer into, int[] numbers) {
        for (int number : numbers) {
            into.putInt(number);
        }
    }
}
