package io.godwit.config.rpki;

import io.godwit.json.Json;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// VRPs and ASPAs as rpki-client, routinator and others export them:
/// `{"roas":[{"prefix":"192.0.2.0/24","maxLength":24,"asn":"AS64500"}],"aspas":[…]}`.
///
/// @param vrps in the order of the file
/// @param aspas in the order of the file
public record RpkiFile(List<Vrp> vrps, List<Aspa> aspas) {
    /// Without anything.
    public static final RpkiFile EMPTY = new RpkiFile(List.of(), List.of());

    /// Takes copies.
    public RpkiFile {
        vrps = List.copyOf(vrps);
        aspas = List.copyOf(aspas);
    }

    /// Reads a file. One entry that cannot be read makes all of it unusable: half a table makes
    /// good routes invalid.
    public static RpkiReading<RpkiFile> read(String text) {
        List<Vrp> vrps = new ArrayList<>();
        List<Aspa> aspas = new ArrayList<>();
        Optional<RpkiReading.Problem> problem =
                JsonItems.each(
                        text,
                        List.of("roas", "aspas"),
                        (list, item) ->
                                list.equals("roas")
                                        ? Fields.vrp(item, "asn", "maxLength").map(vrps::add)
                                        : aspa(item).map(aspas::add),
                        list ->
                                list.equals("roas")
                                        ? "an object with `prefix`, `maxLength` and `asn`"
                                        : "an object with a customer and `providers`");
        return problem.<RpkiReading<RpkiFile>>map(RpkiReading.Bad::new)
                .orElseGet(() -> new RpkiReading.Ok<>(new RpkiFile(vrps, aspas)));
    }

    /// rpki-client says `customer_asid`, routinator `customer`.
    private static Optional<Aspa> aspa(Json.Obj item) {
        OptionalLong customer = Fields.as(item, "customer_asid");
        if (customer.isEmpty()) {
            customer = Fields.as(item, "customer");
        }
        return Fields.aspa(customer, item.items("providers"));
    }

    /// Members that several files have.
    static final class Fields {
        private static final long MAX_AS = 0xffff_ffffL;

        private Fields() {}

        static Optional<Vrp> vrp(Json.Obj item, String as, String maxLength) {
            Optional<Prefix> prefix = item.string("prefix").flatMap(Prefix::parse);
            OptionalLong number = as(item, as);
            if (prefix.isEmpty() || number.isEmpty()) {
                return Optional.empty();
            }
            int length = prefix.get().length();
            OptionalLong most = item.integer(maxLength);
            if (item.get(maxLength).isPresent()
                    && (most.isEmpty()
                            || most.getAsLong() < length
                            || most.getAsLong() > prefix.get().address().bits())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Vrp(prefix.get(), (int) most.orElse(length), number.getAsLong()));
        }

        /// `64500` or `"AS64500"`.
        static OptionalLong as(Json.Obj item, String name) {
            return item.get(name).map(Fields::as).orElse(OptionalLong.empty());
        }

        static OptionalLong as(Json value) {
            OptionalLong number =
                    switch (value) {
                        case Json.Num num -> num.integer();
                        case Json.Str text -> digits(text.value());
                        default -> OptionalLong.empty();
                    };
            return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= MAX_AS
                    ? number
                    : OptionalLong.empty();
        }

        private static OptionalLong digits(String text) {
            String digits = text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text;
            return digits.matches("[0-9]{1,10}")
                    ? OptionalLong.of(Long.parseLong(digits))
                    : OptionalLong.empty();
        }

        static Optional<Aspa> aspa(OptionalLong customer, List<Json> providers) {
            List<Long> numbers = new ArrayList<>();
            for (Json provider : providers) {
                OptionalLong number = as(provider);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                numbers.add(number.getAsLong());
            }
            return customer.isEmpty() || customer.getAsLong() == 0
                    ? Optional.empty()
                    : Optional.of(Aspa.of(customer.getAsLong(), numbers));
        }
    }
}
