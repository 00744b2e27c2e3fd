package io.godwit.policy.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godwit.policy.AsSet;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.wire.Address;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// The examples that everybody draws: 1 and 2 at the top without a provider, 10 a customer of 1, 20
/// of 2, 100 of 10, 200 of 20; 30 and 300 have no ASPA.
class AspaTableTest {
    private static final AspaTable TABLE =
            AspaTable.of(
                    List.of(
                            Aspa.of(1, List.of(0L)),
                            Aspa.of(2, List.of(0L)),
                            Aspa.of(10, List.of(1L)),
                            Aspa.of(20, List.of(2L)),
                            Aspa.of(100, List.of(10L)),
                            Aspa.of(200, List.of(20L, 4_200_000_000L, 21L))));

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, EXTERNAL, 100, valid",
        "CUSTOMER, EXTERNAL, 10 100, valid",
        "CUSTOMER, EXTERNAL, 10 10 100 100 100, valid",
        "CUSTOMER, EXTERNAL, 1 10 100, valid",
        "CUSTOMER, EXTERNAL, 4200000000 200, valid",
        "CUSTOMER, EXTERNAL, 2 1 10 100, invalid", // 1 says it has no provider
        "PEER, EXTERNAL, 20 100, invalid", // a leak: 20 is no provider of 100
        "PEER, EXTERNAL, 30 300, unknown",
        "PEER, EXTERNAL, 1 30 300, unknown",
        "PEER, EXTERNAL, 30 10 100, invalid",
        "PROVIDER, EXTERNAL, 20 2 1 10 100, valid", // up, sideways, down
        "PROVIDER, EXTERNAL, 200 20 2 1 10 100, valid",
        "PROVIDER, EXTERNAL, 2 1, valid",
        "PROVIDER, EXTERNAL, 20 2 30 1 10 100, invalid", // a valley: 1 and 2 are no customers of 30
        "PROVIDER, EXTERNAL, 20 30 10 100, invalid",
        "PROVIDER, EXTERNAL, 30 300, valid", // two: any relation will do
        "PROVIDER, EXTERNAL, 30 31 300, unknown",
        "UNSTATED, EXTERNAL, 20 2 1 10 100, valid",
        "UNSTATED, ROUTE_SERVER_CLIENT, 10 100, valid",
        "UNSTATED, ROUTE_SERVER_CLIENT, 20 100, invalid",
        "ROUTE_SERVER, EXTERNAL, 10 100, valid", // first AS is not the neighbor's
        "ROUTE_SERVER, EXTERNAL, 20 100, invalid",
        "CUSTOMER, EXTERNAL, {100}, invalid",
        "CUSTOMER, EXTERNAL, '', invalid",
        "UNSTATED, INTERNAL, 20 100, unknown", // verified where it came in
    })
    void stateOfPath(Relation relation, Role role, String path, String state) {
        byte[] block = block(path);
        long first =
                path.isEmpty() || path.startsWith("{") ? 100 : Long.parseLong(path.split(" ")[0]);
        long as = relation == Relation.ROUTE_SERVER ? 65000 : first;
        int found = TABLE.path(block, 1, block.length - 1, facts(as, role, relation));
        assertEquals(state, List.of("unknown", "valid", "invalid").get(found));
    }

    /// §5.4 2: a neighbor that is not in its own path.
    @ParameterizedTest
    @CsvSource({"PEER", "PROVIDER", "CUSTOMER"})
    void neighborMissing(Relation relation) {
        byte[] block = block("10 100");
        assertEquals(2, TABLE.path(block, 1, block.length - 1, facts(11, Role.EXTERNAL, relation)));
    }

    private static PeerFacts facts(long as, Role role, Relation relation) {
        return new PeerFacts(
                Address.ofV4(0x0a000001),
                as,
                "",
                "",
                role,
                65001,
                Optional.empty(),
                PrefixSet.EMPTY,
                AsSet.EMPTY,
                relation,
                PeerRules.NONE);
    }

    /// An octet that is not part of it, then AS_PATH.
    private static byte[] block(String path) {
        boolean set = path.startsWith("{");
        String[] asns = path.isEmpty() ? new String[0] : path.replaceAll("[{}]", "").split(" ");
        int value = asns.length == 0 ? 0 : 2 + 4 * asns.length;
        byte[] block = new byte[4 + value];
        block[1] = 0x40;
        block[2] = 2;
        block[3] = (byte) value;
        if (value > 0) {
            block[4] = (byte) (set ? AsPath.SET : AsPath.SEQUENCE);
            block[5] = (byte) asns.length;
            for (int i = 0; i < asns.length; i++) {
                Wire.put32(block, 6 + 4 * i, (int) Long.parseLong(asns[i]));
            }
        }
        return block;
    }
}
