package io.godwit.feeds;

import java.io.IOException;
import java.io.InputStream;

/// Uncompresses bzip2, in which public archives keep MRT files and for which the JDK has nothing.
///
/// A stream is a row of blocks of up to 900 000 octets. Each was run-length encoded, sorted by the
/// Burrows-Wheeler transform, moved to front, run-length encoded again (RUNA and RUNB), and Huffman
/// coded with up to six tables that change every 50 symbols. We undo that backwards; a CRC guards
/// each block and the whole. Several streams one after the other are one file (pbzip2 writes so).
/// Randomised blocks, which no bzip2 has written since 1997, are refused.
public final class Bzip2InputStream extends InputStream {
    private static final long BLOCK_MAGIC = 0x314159265359L;
    private static final long END_MAGIC = 0x177245385090L;
    private static final int MAX_CODE_BITS = 20;
    private static final int GROUP_SYMBOLS = 50;
    private static final int MAX_SELECTORS = 18_002;
    private static final int RUNA = 0;
    private static final int RUNB = 1;

    private static final int[] CRC = crcTable();

    private final InputStream in;
    private final byte[] input = new byte[8192];
    private int inputAt;
    private int inputOctets;
    private long bits;
    private int bitCount;

    /// Low eight bits: the octet; above: where the next one lies (after the inverse transform).
    private int[] chain = new int[0];

    private int blockOctets;
    private int emitted;
    private int chainAt;
    private int runOctet = -1;
    private int runLength;
    private int repeats;
    private int blockCrc;
    private int expectedBlockCrc;
    private int streamCrc;
    private boolean inBlock;
    private boolean started;
    private boolean ended;
    private Tables tables = new Tables(0, 0);

    /// Huffman tables of one block.
    private static final class Tables {
        final int symbols;
        final int[][] limit;
        final int[][] base;
        final int[][] permutation;

        Tables(int groups, int symbols) {
            this.symbols = symbols;
            limit = new int[groups][MAX_CODE_BITS + 2];
            base = new int[groups][MAX_CODE_BITS + 2];
            permutation = new int[groups][symbols];
        }

        /// Canonical codes: within a length they count up in the order of the symbols.
        void build(int group, int[] lengths) {
            int at = 0;
            int code = 0;
            for (int bits = 1; bits <= MAX_CODE_BITS; bits++) {
                base[group][bits] = at - code;
                for (int s = 0; s < symbols; s++) {
                    if (lengths[s] == bits) {
                        permutation[group][at++] = s;
                        code++;
                    }
                }
                limit[group][bits] = code; // first code that is longer
                code <<= 1;
            }
        }
    }

    /// Reads from here; closing this closes it.
    public Bzip2InputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = 0;
        while (n < len) {
            if (!inBlock && !nextBlock()) {
                break;
            }
            n += emit(b, off + n, len - n);
        }
        return n == 0 && len > 0 ? -1 : n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Walks the chain and undoes the outer run-length encoding: four equal octets are followed by
    /// a count of more.
    private int emit(byte[] b, int off, int len) throws IOException {
        int n = 0;
        while (n < len) {
            if (repeats == 0) {
                if (emitted == blockOctets) {
                    endBlock();
                    return n;
                }
                int octet = chain[chainAt] & 0xff;
                chainAt = chain[chainAt] >>> 8;
                emitted++;
                if (runLength == 4) {
                    repeats = octet;
                    runLength = 0;
                    continue;
                }
                runLength = octet == runOctet ? runLength + 1 : 1;
                runOctet = octet;
                repeats = 1;
            }
            b[off + n++] = (byte) runOctet;
            blockCrc = blockCrc << 8 ^ CRC[blockCrc >>> 24 ^ runOctet];
            repeats--;
        }
        return n;
    }

    private void endBlock() throws IOException {
        inBlock = false;
        if (~blockCrc != expectedBlockCrc) {
            throw new IOException("bzip2: checksum of a block is wrong");
        }
        streamCrc = (streamCrc << 1 | streamCrc >>> 31) ^ expectedBlockCrc;
    }

    private boolean nextBlock() throws IOException {
        while (!ended) {
            if (!started && !streamHeader()) {
                return false;
            }
            long magic = (long) bits(24) << 24 | bits(24);
            if (magic == BLOCK_MAGIC) {
                block();
                inBlock = true;
                return true;
            }
            if (magic != END_MAGIC) {
                throw new IOException("bzip2: neither a block nor the end of the stream");
            }
            if ((bits(16) << 16 | bits(16)) != streamCrc) {
                throw new IOException("bzip2: checksum of the stream is wrong");
            }
            bits(bitCount & 7); // the next stream begins at an octet
            started = false;
        }
        return false;
    }

    private boolean streamHeader() throws IOException {
        if (bitCount == 0 && !fill()) {
            ended = true;
            return false;
        }
        int b = bits(8);
        int z = bits(8);
        int h = bits(8);
        int level = bits(8) - '0';
        if (b != 'B' || z != 'Z' || h != 'h' || level < 1 || level > 9) {
            throw new IOException("bzip2: no stream header");
        }
        if (chain.length != level * 100_000) {
            chain = new int[level * 100_000];
        }
        streamCrc = 0;
        started = true;
        return true;
    }

    private void block() throws IOException {
        expectedBlockCrc = bits(16) << 16 | bits(16);
        if (bits(1) != 0) {
            throw new IOException("bzip2: randomised blocks are not supported");
        }
        int origin = bits(24);
        int[] used = usedOctets();
        int groups = bits(3);
        int selectorCount = bits(15);
        if (groups < 2 || groups > 6 || selectorCount == 0 || used.length == 0) {
            throw new IOException("bzip2: impossible block header");
        }
        byte[] selectors = selectors(groups, selectorCount);
        tables = new Tables(groups, used.length + 2);
        for (int g = 0; g < groups; g++) {
            tables.build(g, codeLengths(used.length + 2));
        }
        int[] count = symbols(used, selectors);
        if (origin >= blockOctets) {
            throw new IOException("bzip2: impossible start of a block");
        }
        invert(count, origin);
        blockCrc = -1;
        runLength = 0;
        runOctet = -1;
        repeats = 0;
        emitted = 0;
    }

    private int[] usedOctets() throws IOException {
        int[] used = new int[256];
        int n = 0;
        int ranges = bits(16);
        for (int i = 0; i < 16; i++) {
            if ((ranges & 0x8000 >> i) == 0) {
                continue;
            }
            int range = bits(16);
            for (int j = 0; j < 16; j++) {
                if ((range & 0x8000 >> j) != 0) {
                    used[n++] = i * 16 + j;
                }
            }
        }
        return java.util.Arrays.copyOf(used, n);
    }

    private byte[] selectors(int groups, int count) throws IOException {
        byte[] selectors = new byte[Math.min(count, MAX_SELECTORS)];
        byte[] front = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < count; i++) {
            int j = 0;
            while (bits(1) != 0) {
                if (++j >= groups) {
                    throw new IOException("bzip2: impossible table selector");
                }
            }
            byte selected = front[j];
            System.arraycopy(front, 0, front, 1, j);
            front[0] = selected;
            if (i < selectors.length) {
                selectors[i] = selected;
            }
        }
        return selectors;
    }

    private int[] codeLengths(int symbols) throws IOException {
        int[] lengths = new int[symbols];
        int length = bits(5);
        for (int s = 0; s < symbols; s++) {
            while (true) {
                if (length < 1 || length > MAX_CODE_BITS) {
                    throw new IOException("bzip2: impossible code length");
                }
                if (bits(1) == 0) {
                    break;
                }
                length += bits(1) == 0 ? 1 : -1;
            }
            lengths[s] = length;
        }
        return lengths;
    }

    /// Huffman symbols to octets, undoing RUNA/RUNB and move-to-front; answers how often each octet
    /// occurs.
    private int[] symbols(int[] used, byte[] selectors) throws IOException {
        int[] front = used.clone();
        int[] count = new int[256];
        int end = used.length + 1;
        int n = 0;
        long run = 0;
        long weight = 1;
        for (int group = 0; ; group++) {
            if (group >= selectors.length) {
                throw new IOException("bzip2: block without end");
            }
            for (int i = 0; i < GROUP_SYMBOLS; i++) {
                int symbol = symbol(selectors[group]);
                if (symbol == RUNA || symbol == RUNB) {
                    run += weight << symbol;
                    weight <<= 1;
                    if (run > chain.length) {
                        throw new IOException("bzip2: block too long");
                    }
                    continue;
                }
                n = fillRun(front[0], run, n, count);
                run = 0;
                weight = 1;
                if (symbol == end) {
                    blockOctets = n;
                    return count;
                }
                int octet = front[symbol - 1];
                System.arraycopy(front, 0, front, 1, symbol - 1);
                front[0] = octet;
                n = fillRun(octet, 1, n, count);
            }
        }
    }

    private int fillRun(int octet, long run, int from, int[] count) throws IOException {
        if (from + run > chain.length) {
            throw new IOException("bzip2: block too long");
        }
        int to = from + (int) run;
        java.util.Arrays.fill(chain, from, to, octet);
        count[octet] += (int) run;
        return to;
    }

    private int symbol(int group) throws IOException {
        int code = 0;
        int[] limit = tables.limit[group];
        for (int length = 1; length <= MAX_CODE_BITS; length++) {
            code = code << 1 | bits(1);
            if (code < limit[length]) {
                int at = code + tables.base[group][length];
                if (at >= 0 && at < tables.symbols) {
                    return tables.permutation[group][at];
                }
            }
        }
        throw new IOException("bzip2: no such code");
    }

    /// Inverse Burrows-Wheeler transform: thread the octets on a chain in the order of the text.
    private void invert(int[] count, int origin) {
        int sum = 0;
        for (int i = 0; i < 256; i++) {
            int n = count[i];
            count[i] = sum;
            sum += n;
        }
        for (int i = 0; i < blockOctets; i++) {
            chain[count[chain[i] & 0xff]++] |= i << 8;
        }
        chainAt = chain[origin] >>> 8;
    }

    private int bits(int n) throws IOException {
        while (bitCount < n) {
            if (inputAt == inputOctets && !fill()) {
                throw new IOException("bzip2: the file ends too early");
            }
            bits = bits << 8 | (input[inputAt++] & 0xff);
            bitCount += 8;
        }
        bitCount -= n;
        return (int) (bits >>> bitCount & (1L << n) - 1);
    }

    private boolean fill() throws IOException {
        if (inputAt == inputOctets) {
            inputAt = 0;
            inputOctets = Math.max(in.read(input), 0);
        }
        return inputOctets > inputAt;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int c = i << 24;
            for (int k = 0; k < 8; k++) {
                c = c < 0 ? c << 1 ^ 0x04c11db7 : c << 1;
            }
            table[i] = c;
        }
        return table;
    }
}
