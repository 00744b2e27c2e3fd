package io.godwit.wire;

import java.util.Optional;

/// An IP prefix in canonical form: host bits are zero. Ordered by address, then by length.
public record Prefix(Address address, int length) implements Comparable<Prefix> {
    public Prefix {
        if (length < 0 || length > address.bits()) {
            throw new IllegalArgumentException("prefix length " + length);
        }
        if (!address.masked(length).equals(address)) {
            throw new IllegalArgumentException("host bits in " + address + "/" + length);
        }
    }

    /// The prefix of this length that holds `address`: host bits are cleared.
    public static Prefix of(Address address, int length) {
        return new Prefix(address.masked(length), length);
    }

    /// `192.0.2.0/24`, `2001:db8::/32`. Empty if malformed or if host bits are set.
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<Address> address = Address.parse(text.substring(0, slash));
        int length = length(text.substring(slash + 1));
        if (address.isEmpty() || length < 0 || length > address.get().bits()) {
            return Optional.empty();
        }
        Prefix prefix = of(address.get(), length);
        return prefix.address.equals(address.get()) ? Optional.of(prefix) : Optional.empty();
    }

    private static int length(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3;
        int value = 0;
        for (int i = 0; digits && i < text.length(); i++) {
            char c = text.charAt(i);
            digits = c >= '0' && c <= '9' && (i > 0 || c != '0' || text.length() == 1);
            value = value * 10 + c - '0';
        }
        return digits ? value : -1;
    }

    /// IPv4 or IPv6 unicast.
    public Family family() {
        return address.isV6() ? Family.IPV6_UNICAST : Family.IPV4_UNICAST;
    }

    /// Whether `address` is in this prefix.
    public boolean contains(Address other) {
        return other.isV6() == address.isV6() && other.masked(length).equals(address);
    }

    /// Whether `other` is this prefix or a part of it.
    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.address);
    }

    @Override
    public int compareTo(Prefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
