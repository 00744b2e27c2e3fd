package io.godwit.config.policy;

import io.godwit.config.report.NearestWord;
import io.godwit.policy.tree.AddressField;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.NumberField;
import io.godwit.policy.tree.TextField;
import io.godwit.policy.tree.WordField;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a policy can ask for, by its word.
public final class Fields {
    /// Path attributes whose presence can be asked (RFC 4271 §5 and IANA's registry).
    public static final Map<String, Integer> ATTRIBUTES = attributes();

    /// Those that can be removed: none that a route must have (RFC 4271 §5), and not
    /// ONLY_TO_CUSTOMER, which stays as it was set (RFC 9234 §5).
    public static final Set<String> REMOVABLE =
            Set.of("med", "local-pref", "atomic-aggregate", "aggregator", "aigp");

    private static final Set<NumberField> AS_NUMBERS =
            EnumSet.of(
                    NumberField.AS_PATH_FIRST,
                    NumberField.AS_PATH_LAST,
                    NumberField.PEER_AS,
                    NumberField.LOCAL_AS,
                    NumberField.ROUTE_PEER_AS);

    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("net", "prefix"),
                    Map.entry("network", "prefix"),
                    Map.entry("net.len", "prefix.length"),
                    Map.entry("prefix-length", "prefix.length"),
                    Map.entry("prefixlen", "prefix.length"),
                    Map.entry("bgp_path", "as-path"),
                    Map.entry("bgp_path.len", "as-path.length"),
                    Map.entry("bgp_path.last", "as-path.last"),
                    Map.entry("bgp_path.first", "as-path.first"),
                    Map.entry("as-path.len", "as-path.length"),
                    Map.entry("as-path-length", "as-path.length"),
                    Map.entry("aspath", "as-path"),
                    Map.entry("localpref", "local-pref"),
                    Map.entry("local-preference", "local-pref"),
                    Map.entry("bgp_local_pref", "local-pref"),
                    Map.entry("metric", "med"),
                    Map.entry("bgp_med", "med"),
                    Map.entry("nexthop", "next-hop"),
                    Map.entry("bgp_next_hop", "next-hop"),
                    Map.entry("bgp_community", "community"),
                    Map.entry("communities", "community"),
                    Map.entry("ext-community", "extended-community"),
                    Map.entry("peer-as", "peer.as"),
                    Map.entry("remote-as", "peer.as"),
                    Map.entry("roa", "rpki"),
                    Map.entry("!", "not"),
                    Map.entry("origin-as", "as-path.last"));

    private Fields() {}

    private static Map<String, Integer> attributes() {
        var codes = new LinkedHashMap<String, Integer>();
        codes.put("med", 4);
        codes.put("local-pref", 5);
        codes.put("atomic-aggregate", 6);
        codes.put("aggregator", 7);
        codes.put("community", 8);
        codes.put("originator-id", 9);
        codes.put("cluster-list", 10);
        codes.put("extended-community", 16);
        codes.put("aigp", 26);
        codes.put("large-community", 32);
        codes.put("only-to-customer", 35);
        return codes;
    }

    static boolean isAs(NumberField field) {
        return AS_NUMBERS.contains(field);
    }

    static Optional<NumberField> number(String word) {
        return Arrays.stream(NumberField.values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static Optional<TextField> text(String word) {
        return Arrays.stream(TextField.values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static Optional<WordField> word(String word) {
        return Arrays.stream(WordField.values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static Optional<AddressField> address(String word) {
        return Arrays.stream(AddressField.values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static Optional<CommunityKind> community(String word) {
        return Arrays.stream(CommunityKind.values()).filter(k -> k.word().equals(word)).findFirst();
    }

    static List<String> all() {
        var words = new ArrayList<>(List.of("prefix", "as-path"));
        Arrays.stream(NumberField.values()).forEach(f -> words.add(f.word()));
        Arrays.stream(WordField.values()).forEach(f -> words.add(f.word()));
        Arrays.stream(AddressField.values()).forEach(f -> words.add(f.word()));
        Arrays.stream(TextField.values()).forEach(f -> words.add(f.word()));
        ATTRIBUTES.keySet().stream().filter(w -> !words.contains(w)).forEach(words::add);
        return words;
    }

    /// What to write instead of an unknown word.
    static String help(String word, List<String> possible) {
        String elsewhere = ELSEWHERE.get(word);
        if (elsewhere != null && possible.contains(elsewhere)) {
            return "here it is called `" + elsewhere + "`";
        }
        return NearestWord.help(word, possible);
    }
}
