package io.godwit.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the configuration calls those who make routes of the kernel. A name may stand for several
/// numbers of [RouteProtocol].
public final class RouteProtocols {
    /// What the networks of our own addresses are called.
    public static final String CONNECTED = "connected";

    /// The number of routes that the kernel makes itself: the networks of the addresses.
    public static final int KERNEL = 2;

    /// The largest number.
    public static final int MOST = 255;

    private static final Map<String, List<Integer>> NUMBERS = numbers();

    private RouteProtocols() {}

    private static Map<String, List<Integer>> numbers() {
        var all = new LinkedHashMap<String, List<Integer>>();
        all.put(CONNECTED, List.of(KERNEL));
        // What `ip route add` makes without a word, what says it is static, and FRR's staticd.
        all.put("static", List.of(3, 4, 196));
        all.put("ospf", List.of(188));
        all.put("rip", List.of(189, 190));
        all.put("isis", List.of(187));
        all.put("eigrp", List.of(192));
        all.put("babel", List.of(42));
        all.put("bird", List.of(12));
        all.put("bgp", List.of(186));
        all.put("zebra", List.of(11));
        all.put("ra", List.of(9));
        all.put("dhcp", List.of(16));
        all.put("keepalived", List.of(18));
        return all;
    }

    /// The names, the usual ones first.
    public static Set<String> names() {
        return NUMBERS.keySet();
    }

    /// The numbers that a name stands for.
    public static Optional<List<Integer>> find(String name) {
        return Optional.ofNullable(NUMBERS.get(name));
    }
}
