package io.godwit.rib.table;

import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.LinkLocal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The next hops of all blocks, once each, by number; and how each is reached (RFC 4271 §9.1.2.1).
///
/// A column beside the blocks holds the number for IPv4 routes and that for IPv6 routes: a block
/// may have NEXT_HOP and MP_REACH_NLRI, mostly one serves both. A number lives as long as somebody
/// refers to it: blocks, and routes that were given to the kernel. Number 0 is no next hop at all,
/// as our own routes have it: always reached, at no cost.
///
/// Unless somebody follows next hops nothing of it is kept, and all of them count as reached.
public final class NextHopTable {
    /// No route leads there.
    public static final int UNREACHABLE = 0;

    /// Some route leads there.
    public static final int REACHABLE = 1;

    /// It is on a link of ours.
    public static final int CONNECTED = 2;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int LONG = 16;
    private static final int MOST_LINKS = 255;

    /// Says at once how a next hop is reached that was not there before, by [#reached].
    public interface Finder {
        void find(int number, Address nextHop);
    }

    private int[][] ofBlocks = new int[0][];
    private Finder finder;

    /// They outlive those who follow next hops, as blocks do.
    private final List<String> links = new ArrayList<>();

    private final Map<Address, Integer> numbers = new HashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private Address[] addresses = new Address[16];
    private int[] references = new int[16];
    private int[] reach = new int[16];
    private int[] costs = new int[16];
    private String[] whyNot = new String[16];
    private int end;

    NextHopTable() {
        clear();
    }

    private void clear() {
        ofBlocks = new int[0][];
        numbers.clear();
        free.clear();
        Arrays.fill(addresses, null);
        reach[0] = CONNECTED;
        costs[0] = 0;
        whyNot[0] = "";
        end = 1;
    }

    /// Whether somebody follows next hops.
    public boolean follows() {
        return finder != null;
    }

    /// Begins to follow; blocks that are there are the store's to [#add].
    void follow(Finder by) {
        finder = by;
    }

    /// Ends it.
    void forget() {
        finder = null;
        clear();
    }

    // ---- blocks

    /// Number of the next hop of a block, in routes of a family; 0 without.
    public int of(int block, boolean v6) {
        int page = block >>> PAGE_BITS;
        return page < ofBlocks.length && ofBlocks[page] != null
                ? ofBlocks[page][(block & PAGE_MASK) << 1 | (v6 ? 1 : 0)]
                : 0;
    }

    /// A block came that is not our own.
    void add(int block, byte[] octets, int offset, int length) {
        if (finder == null) {
            return;
        }
        int page = block >>> PAGE_BITS;
        if (page >= ofBlocks.length) {
            ofBlocks = Arrays.copyOf(ofBlocks, Math.max(page + 1, 2 * ofBlocks.length));
        }
        if (ofBlocks[page] == null) {
            ofBlocks[page] = new int[2 << PAGE_BITS];
        }
        int at = (block & PAGE_MASK) << 1;
        int classic = Attributes.find(octets, offset, length, Attributes.NEXT_HOP);
        int mp = Attributes.find(octets, offset, length, Attributes.MP_REACH_NLRI);
        int ofV4 = classic >= 0 ? number(classicHop(octets, classic)) : 0;
        int ofV6 = mp >= 0 ? number(mpHop(octets, mp)) : 0;
        ofBlocks[page][at] = ofV4 != 0 ? ofV4 : ofV6;
        ofBlocks[page][at | 1] = ofV6;
        if (ofV4 == 0 && ofV6 != 0) {
            references[ofV6]++;
        }
    }

    /// A block went.
    void remove(int block) {
        int page = block >>> PAGE_BITS;
        if (page < ofBlocks.length && ofBlocks[page] != null) {
            int at = (block & PAGE_MASK) << 1;
            release(ofBlocks[page][at]);
            release(ofBlocks[page][at | 1]);
            ofBlocks[page][at] = 0;
            ofBlocks[page][at | 1] = 0;
        }
    }

    private static Address classicHop(byte[] octets, int at) {
        return Address.ofV4(Wire.i32(octets, Attributes.valueOffset(octets, at)));
    }

    /// The address that counts in an MP_REACH_NLRI of a block, with its link.
    public Address mpHop(byte[] octets, int at) {
        int value = Attributes.valueOffset(octets, at) + 4;
        int length = octets[value - 1];
        if (length < LONG) {
            return Address.ofV4(Wire.i32(octets, value));
        }
        int link = octets[value + length] & 0xff;
        int hop = value + LinkLocal.offset(octets, value, length);
        return Address.read(octets, hop, LONG).in(link == 0 ? "" : links.get(link - 1));
    }

    /// The number of a link in blocks; 0 when it has no name, or there are too many links.
    ///
    /// @param name of the link
    public int link(String name) {
        int at = links.indexOf(name);
        if (at >= 0 || name.isEmpty() || links.size() == MOST_LINKS) {
            return at + 1;
        }
        links.add(name);
        return links.size();
    }

    // ---- numbers

    private int number(Address address) {
        Integer known = numbers.get(address);
        int number = known == null ? take(address) : known;
        references[number]++;
        return number;
    }

    private int take(Address address) {
        int number = free.isEmpty() ? end++ : free.removeFirst();
        if (number == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * number);
            references = Arrays.copyOf(references, 2 * number);
            reach = Arrays.copyOf(reach, 2 * number);
            costs = Arrays.copyOf(costs, 2 * number);
            whyNot = Arrays.copyOf(whyNot, 2 * number);
        }
        numbers.put(address, number);
        addresses[number] = address;
        references[number] = 0;
        reached(number, UNREACHABLE, 0, "");
        finder.find(number, address);
        return number;
    }

    /// Somebody more refers to a number.
    public void retain(int number) {
        references[number]++;
    }

    /// Somebody less.
    public void release(int number) {
        if (number != 0 && --references[number] == 0) {
            numbers.remove(addresses[number]);
            addresses[number] = null;
            free.add(number);
        }
    }

    /// How a next hop is reached from now on.
    ///
    /// @param reach [#UNREACHABLE], [#REACHABLE] or [#CONNECTED]
    /// @param cost inside the AS, a bit pattern
    /// @param whyNot for people; empty when it is reached
    public void reached(int number, int reach, int cost, String whyNot) {
        this.reach[number] = reach;
        costs[number] = cost;
        this.whyNot[number] = whyNot;
    }

    /// [#UNREACHABLE], [#REACHABLE] or [#CONNECTED].
    public int reach(int number) {
        return reach[number];
    }

    /// What it costs to get there (RFC 4271 §9.1.2.2 e), a bit pattern.
    public int cost(int number) {
        return costs[number];
    }

    /// Why it is not reached, for people.
    public String whyNot(int number) {
        return whyNot[number];
    }

    /// The address that a number stands for.
    public Address address(int number) {
        return addresses[number];
    }

    /// Blocks and routes of the kernel that refer to it.
    public int references(int number) {
        return references[number];
    }

    /// The numbers in use, ascending.
    public List<Integer> numbers() {
        List<Integer> all = new ArrayList<>();
        for (int number = 1; number < end; number++) {
            if (addresses[number] != null) {
                all.add(number);
            }
        }
        return all;
    }
}
