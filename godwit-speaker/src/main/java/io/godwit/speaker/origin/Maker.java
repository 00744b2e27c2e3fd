package io.godwit.speaker.origin;

/// Who makes own routes; of several makers of one prefix the first one here is followed.
public enum Maker {
    /// `originate`, in the file or by command.
    CONFIGURED("configured"),
    /// `import` of `kernel`.
    KERNEL("kernel"),
    /// `aggregate`.
    AGGREGATE("aggregate");

    private final String word;

    Maker(String word) {
        this.word = word;
    }

    /// For people.
    public String word() {
        return word;
    }
}
