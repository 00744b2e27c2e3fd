package io.godwit.policy.rpki;

import io.godwit.wire.Ints;

import java.util.Arrays;
import java.util.List;

/// An autonomous system provider authorization: all the providers of a customer AS.
///
/// @param customer 1 to 4294967295
/// @param providers sorted as unsigned numbers, each once; AS 0 alone says that there is none
public record Aspa(long customer, Ints providers) {
    /// Checks the customer and sorts the providers.
    public Aspa {
        if (customer < 1 || customer > 0xffff_ffffL) {
            throw new IllegalArgumentException("AS " + customer);
        }
        providers = sorted(providers);
    }

    /// Providers as numbers, in any order.
    public static Aspa of(long customer, List<Long> providers) {
        return new Aspa(customer, Ints.of(providers.stream().mapToInt(Long::intValue).toArray()));
    }

    /// Whether an AS, as a bit pattern, is a provider.
    boolean has(int provider) {
        int from = 0;
        int to = providers.size();
        while (from < to) {
            int middle = from + to >>> 1;
            int order = Integer.compareUnsigned(providers.at(middle), provider);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return false;
    }

    private static Ints sorted(Ints list) {
        for (int i = 1; i < list.size(); i++) {
            if (Integer.compareUnsigned(list.at(i - 1), list.at(i)) >= 0) {
                long[] numbers = new long[list.size()];
                for (int k = 0; k < numbers.length; k++) {
                    numbers[k] = list.unsigned(k);
                }
                return Ints.of(
                        Arrays.stream(numbers)
                                .sorted()
                                .distinct()
                                .mapToInt(as -> (int) as)
                                .toArray());
            }
        }
        return list;
    }

    /// `64500 providers 64501 64502`.
    @Override
    public String toString() {
        return customer + " providers " + providers;
    }
}
