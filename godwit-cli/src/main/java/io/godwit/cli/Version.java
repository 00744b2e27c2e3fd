package io.godwit.cli;

/// The version of the program. A test holds it against the build.
public final class Version {
    /// As in the project's pom.xml.
    public static final String TEXT = "0.1.0";

    private Version() {}
}
