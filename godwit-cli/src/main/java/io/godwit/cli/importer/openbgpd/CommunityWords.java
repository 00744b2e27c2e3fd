package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.CommunityRegex;
import io.godwit.cli.importer.NotCarried;

/// Communities and patterns of them: `65000:*`, `NO_EXPORT`, `65000:neighbor-as`, `rt 65000:1`.
final class CommunityWords {
    private final long as;

    CommunityWords(long as) {
        this.as = as;
    }

    /// Reads one.
    ///
    /// @param kind `community`, `large-community` or `extended-community`
    String read(String kind, Words words, At at) {
        String type = kind.equals("extended-community") ? words.next() : "";
        String text = words.next();
        if (!type.isEmpty() && !type.matches("rt|soo")) {
            throw new NotCarried(at, "ext-community " + type, "has no counterpart");
        }
        var name =
                CommunityRegex.exact(
                        text.equals("NO_EXPORT_SUBCONFED") ? "local-as" : text.replace('_', '-'));
        if (name.isPresent()) {
            return (type.isEmpty() ? "" : type + ":") + name.get();
        }
        String parts =
                text.replace("neighbor-as", "(peer.as)").replace("local-as", Long.toString(as));
        if (!parts.matches("([0-9.]+|\\*|\\(peer[.]as\\))(:([0-9]+|\\*|\\(peer[.]as\\))){1,2}")) {
            throw new NotCarried(at, kind + " " + text, "not a community");
        }
        return (type.isEmpty() ? "" : type + ":") + parts;
    }
}
