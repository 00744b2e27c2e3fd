package io.godwit.rib.table;

/// The paths of each prefix: all Adj-RIBs-In of one family (RFC 4271 §3.2), by prefix.
///
/// A path is two ints: the attribute block, and its source with the reason why the path takes no
/// part in the decision (0 = it does). The source is the peer and which of its sessions it was that
/// sent the path, so what a session left behind is told from what the next one says, and all paths
/// of a peer get stale at once when the number of its session changes. The first path of a prefix
/// lives in its row; further ones in nodes of eight ints, three paths and the next node, half a
/// cache line. So one full table costs nothing extra, ten views cost three nodes a prefix, and
/// walking a prefix touches a third of the lines that a list of single paths would. All nodes have
/// one size: what one prefix frees, any other can use.
///
/// Paths lie without holes: row, then the first node (one to three paths), then full nodes. A
/// removed path is replaced by the last one of the first node. Order therefore means nothing.
///
/// Who may send several paths of a prefix tells them apart by a Path Identifier (RFC 7911 §5). Such
/// a path has a *name* beside its peer, in columns of its own: they have a page only where there is
/// such a path, so others do not pay for them.
///
/// To walk them: the row's path first, then node by node up to the first path without a block.
public final class Paths {
    /// Columns a row needs for its paths.
    public static final int COLUMNS = 3;

    /// Attribute block of a path, relative to the path; 0 = no path.
    public static final int ATTR = 0;

    /// Peer (16 bits), session (2) and reason (14), from low to high, relative to the path.
    public static final int INFO = 1;

    /// Ints of a path.
    public static final int PATH = 2;

    /// The first node, relative to the row's path columns; 0 = none.
    public static final int MORE = 2;

    /// Paths in a node.
    public static final int PER_NODE = 3;

    /// The next node, relative to a node; 0 = none.
    public static final int NEXT = PER_NODE * PATH;

    /// Sessions of a peer that can be told apart.
    public static final int SESSIONS = 4;

    private static final int PEER_BITS = 16;
    private static final int REASON_SHIFT = 18;
    private static final int PEER = (1 << PEER_BITS) - 1;
    private static final int SOURCE = (1 << REASON_SHIFT) - 1;
    private static final int NODE_INTS = 8;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final Slab slab = new Slab(NODE_INTS, PAGE_BITS, NEXT, ATTR, 0);
    private final SparseInts rowNames = new SparseInts();
    private final SparseInts nodeNames = new SparseInts(); // four a node, the last one spare
    private long size;

    private int replacedAttr;
    private int replacedInfo;

    /// Paths of all prefixes.
    public long size() {
        return size;
    }

    /// Whether any path has a name other than the number of its peer.
    public boolean hasNames() {
        return !rowNames.isEmpty() || !nodeNames.isEmpty();
    }

    /// Name of the path in a row, 0 for the number of its peer; see [Sources#peer].
    public int nameInRow(int row) {
        return rowNames.get(row);
    }

    /// The same of a path in a node.
    ///
    /// @param path where it is in the page of the node
    public int nameInNode(int node, int path) {
        return nodeNames.get(nameAt(node, path));
    }

    private static int nameAt(int node, int path) {
        return (node << 2) + (path - base(node)) / PATH;
    }

    private static int kept(int name) {
        return PathNames.isOne(name) ? name : 0;
    }

    /// Octets of memory beyond the rows.
    public long octets() {
        return slab.octets() + rowNames.octets() + nodeNames.octets();
    }

    /// Octets of the nodes in use.
    public long liveOctets() {
        return slab.liveOctets() + rowNames.octets() + nodeNames.octets();
    }

    /// The page a node is in.
    public int[] page(int node) {
        return slab.pages[node >>> PAGE_BITS];
    }

    /// Where in its page a node begins.
    public static int base(int node) {
        return (node & PAGE_MASK) * NODE_INTS;
    }

    /// What a path says of where it comes from: a peer, in its first session also just its number.
    ///
    /// @param session 0 to 3
    public static int source(int peer, int session) {
        return session << PEER_BITS | peer;
    }

    public static int info(int source, int reason) {
        return reason << REASON_SHIFT | source;
    }

    public static int peer(int info) {
        return info & PEER;
    }

    /// Which of its peer's sessions sent the path.
    public static int session(int info) {
        return (info & SOURCE) >>> PEER_BITS;
    }

    public static int source(int info) {
        return info & SOURCE;
    }

    public static int reason(int info) {
        return info >>> REASON_SHIFT;
    }

    /// Whether two paths of a peer differ in the session at most.
    public static boolean isSameButSession(int infoA, int infoB) {
        return ((infoA ^ infoB) & ~(SOURCE & ~PEER)) == 0;
    }

    /// What the last [#announce] replaced or [#withdraw] removed; 0 = there was none.
    public int replacedAttr() {
        return replacedAttr;
    }

    /// See [#replacedAttr()].
    public int replacedInfo() {
        return replacedInfo;
    }

    /// Puts a path of `info`'s peer, in place of the one with the same name (implicit withdraw, RFC
    /// 4271 §9, RFC 7911 §5).
    ///
    /// @param row page of the row
    /// @param at where in it the path columns are
    /// @param number of the row
    /// @param name see [Sources#peer]
    public void announce(int[] row, int at, int number, int attr, int info, int name) {
        replacedAttr = row[at + ATTR];
        replacedInfo = row[at + INFO];
        if (replacedAttr == 0) {
            row[at + ATTR] = attr;
            row[at + INFO] = info;
            rowNames.put(number, kept(name));
            size++;
            return;
        }
        if (peer(replacedInfo) == peer(info) && rowNames.get(number) == kept(name)) {
            row[at + ATTR] = attr;
            row[at + INFO] = info;
            return;
        }
        int first = row[at + MORE];
        for (int node = first; node != 0; node = page(node)[base(node) + NEXT]) {
            int[] page = page(node);
            int end = base(node) + NEXT;
            for (int path = base(node); path < end && page[path + ATTR] != 0; path += PATH) {
                if (peer(page[path + INFO]) == peer(info) && nameInNode(node, path) == kept(name)) {
                    replacedAttr = page[path + ATTR];
                    replacedInfo = page[path + INFO];
                    page[path + ATTR] = attr;
                    page[path + INFO] = info;
                    return;
                }
            }
        }
        replacedAttr = 0;
        replacedInfo = 0;
        size++;
        append(row, at, attr, info, name);
    }

    /// Whether the peer has a path with this name.
    public boolean holds(int[] row, int at, int number, int peer, int name) {
        if (row[at + ATTR] == 0) {
            return false;
        }
        if (peer(row[at + INFO]) == peer && rowNames.get(number) == kept(name)) {
            return true;
        }
        for (int node = row[at + MORE]; node != 0; node = page(node)[base(node) + NEXT]) {
            int[] page = page(node);
            int end = base(node) + NEXT;
            for (int path = base(node); path < end && page[path + ATTR] != 0; path += PATH) {
                if (peer(page[path + INFO]) == peer && nameInNode(node, path) == kept(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the peer has so many paths of the prefix, whatever their names.
    public boolean holdsMany(int[] row, int at, int peer, int many) {
        int left = many;
        if (row[at + ATTR] != 0 && peer(row[at + INFO]) == peer) {
            left--;
        }
        for (int node = row[at + MORE];
                node != 0 && left > 0;
                node = page(node)[base(node) + NEXT]) {
            int[] page = page(node);
            int end = base(node) + NEXT;
            for (int path = base(node); path < end && page[path + ATTR] != 0; path += PATH) {
                left -= peer(page[path + INFO]) == peer ? 1 : 0;
            }
        }
        return left <= 0;
    }

    private void append(int[] row, int at, int attr, int info, int name) {
        int node = row[at + MORE];
        if (node == 0 || page(node)[base(node) + NEXT - PATH + ATTR] != 0) {
            int added = slab.take();
            page(added)[base(added) + NEXT] = node;
            row[at + MORE] = added;
            node = added;
        }
        int[] page = page(node);
        int path = base(node);
        while (page[path + ATTR] != 0) {
            path += PATH;
        }
        page[path + ATTR] = attr;
        page[path + INFO] = info;
        nodeNames.put(nameAt(node, path), kept(name));
    }

    /// Removes the peer's path with this name; [#replacedAttr()] tells whether there was one.
    public void withdraw(int[] row, int at, int number, int peer, int name) {
        replacedAttr = row[at + ATTR];
        replacedInfo = row[at + INFO];
        if (replacedAttr == 0) {
            return;
        }
        if (peer(replacedInfo) == peer && rowNames.get(number) == kept(name)) {
            size--;
            rowNames.put(number, fillFromFirstNode(row, at, row, at));
            return;
        }
        for (int node = row[at + MORE]; node != 0; node = page(node)[base(node) + NEXT]) {
            int[] page = page(node);
            int end = base(node) + NEXT;
            for (int path = base(node); path < end && page[path + ATTR] != 0; path += PATH) {
                if (peer(page[path + INFO]) == peer && nameInNode(node, path) == kept(name)) {
                    replacedAttr = page[path + ATTR];
                    replacedInfo = page[path + INFO];
                    size--;
                    int moved = fillFromFirstNode(row, at, page, path);
                    if (page[path + ATTR] != 0) {
                        nodeNames.put(nameAt(node, path), moved);
                    }
                    return;
                }
            }
        }
        replacedAttr = 0;
        replacedInfo = 0;
    }

    /// Overwrites the path at `hole` with the last one of the first node, which may be itself.
    /// Returns the name of that path, which has none any more where it was.
    private int fillFromFirstNode(int[] row, int at, int[] holePage, int hole) {
        int node = row[at + MORE];
        if (node == 0) {
            row[at + ATTR] = 0;
            row[at + INFO] = 0;
            return 0;
        }
        int[] page = page(node);
        int base = base(node);
        int last = base + NEXT - PATH;
        while (page[last + ATTR] == 0) {
            last -= PATH;
        }
        holePage[hole + ATTR] = page[last + ATTR];
        holePage[hole + INFO] = page[last + INFO];
        page[last + ATTR] = 0;
        page[last + INFO] = 0;
        int name = nameInNode(node, last);
        nodeNames.put(nameAt(node, last), 0);
        if (last == base) {
            row[at + MORE] = page[base + NEXT];
            slab.release(node);
        }
        return name;
    }
}
