package io.godwit.cli.importer;

import java.util.Optional;

/// What a neighbor has of several paths of a prefix (RFC 7911), in our words.
public final class SeveralPaths {
    private SeveralPaths() {}

    /// Says it in the block of the neighbor.
    ///
    /// @param send `all` or `best N`; empty if one path is told
    public static void say(boolean receive, Optional<String> send, Block block) {
        send.ifPresentOrElse(
                most ->
                        block.say(
                                "add-path "
                                        + (receive ? "both" : "send")
                                        + (most.equals("all") ? "" : " " + most)),
                () -> {
                    if (receive) {
                        block.say("add-path receive");
                    }
                });
    }
}
