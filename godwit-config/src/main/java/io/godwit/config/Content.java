package io.godwit.config;

/// What a file holds, or why that is not known.
public sealed interface Content {
    /// The octets of the file.
    record Octets(byte[] octets) implements Content {}

    /// There is no such file.
    record Missing() implements Content {}

    /// There is one, but it has more octets than its kind may have.
    record TooLarge() implements Content {}

    /// The octets, if they are not too many.
    static Content of(byte[] octets, FileKind kind) {
        return octets.length > kind.maxOctets() ? new TooLarge() : new Octets(octets);
    }

    /// There is one, but it cannot be read.
    ///
    /// @param why the reason in words, such as "permission denied"
    record Unreadable(String why) implements Content {}
}
