package io.godwit.config;

/// What a file is read as, and how large it may be: a limit that no honest file reaches, so that a
/// wrong one does not take the memory of a router that runs.
public enum FileKind {
    /// A configuration, or a part of one.
    CONFIGURATION(16, "split it with `include`"),
    /// The items of a set: those of a large transit are some MiB.
    SET(256, "write fewer items, or several sets"),
    /// VRPs, ASPAs or SLURM: those of all registries are some 70 MiB.
    RPKI(512, "export less per entry, or use a `cache`"),
    /// The configuration of another daemon, which may have its sets in it.
    FOREIGN(256, "split it with `include`");

    private final int mebibytes;
    private final String remedy;

    FileKind(int mebibytes, String remedy) {
        this.mebibytes = mebibytes;
        this.remedy = remedy;
    }

    /// The largest file that is read.
    public int maxOctets() {
        return mebibytes << 20;
    }

    /// What is wrong with a larger one.
    public String excess() {
        return "larger than " + mebibytes + " MiB";
    }

    /// What to do about it.
    public String remedy() {
        return remedy;
    }
}
