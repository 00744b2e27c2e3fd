package io.godwit.config.syntax;

import io.godwit.config.report.NearestWord;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which characters of a text are passwords, so that no excerpt and no message shows them.
///
/// Looks at characters, not at statements: what is wrong with a line may be the very thing that
/// keeps it from being read as a password. Rather hides a word too many than one too few, also
/// behind slips of the keyboard and the words of other daemons.
final class Secrets {
    private static final String SHOWN = "`<secret>`";

    private static final List<String> WORDS = List.of("password", "tcp-ao");
    private static final Set<String> KEYWORDS = Set.of("`password`", "`tcp-ao`");
    private static final Pattern MARK =
            Pattern.compile("passw|pwd|passphrase|secret|md5|auth|ao-key|tcp[-_]?ao$");
    private static final Pattern QUOTED = Pattern.compile("`[^`]*`");

    private final String text;
    private final boolean json;
    private final int to;
    private final BitSet hidden = new BitSet();
    private int next;

    private Secrets(String text, boolean json) {
        this.text = text;
        this.json = json;
        this.to = text.length();
    }

    /// The offsets of the characters to hide.
    static BitSet in(String text, boolean json) {
        var secrets = new Secrets(text, json);
        while (secrets.next < secrets.to) {
            secrets.word();
        }
        return secrets.hidden;
    }

    private void word() {
        int start = next;
        next = endOfWord(start);
        if (next == start) {
            next++;
            return;
        }
        // A slip of a key may have cut the word in two.
        int end = endOfWord(Math.min(next + 1, to));
        if (asksForSecret(text.substring(start, next))) {
            boolean isKey = start > 0 && text.charAt(start - 1) == '"';
            value(isKey && next < to && text.charAt(next) == '"' ? next + 1 : next);
        } else if (isNear(text.substring(start, end))) {
            value(end < to && text.charAt(end) == '"' ? end + 1 : end);
        }
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < to && isWordChar(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWordChar(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static boolean asksForSecret(String word) {
        return MARK.matcher(word.toLowerCase(Locale.ROOT)).find() || isNear(word);
    }

    private static boolean isNear(String word) {
        // One slip leaves one of its first letters there: a large file has many other words.
        char first = word.charAt(0);
        char second = word.length() > 1 ? word.charAt(1) : first;
        boolean looks = "pPaAtT".indexOf(first) >= 0 || "pPaAtT".indexOf(second) >= 0;
        return looks && NearestWord.of(word, WORDS).isPresent();
    }

    /// Hides what follows, to the end of the statement or of the line. It may begin on the next
    /// line, and one that lacks its closing quote may go on there.
    private void value(int behindWord) {
        int at = behindWord;
        while (at < to && (text.charAt(at) <= ' ' || ":;={},[".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        boolean quoted = false;
        boolean found = false;
        for (; at < to && !(found && !quoted && ends(text.charAt(at))); at++) {
            char c = text.charAt(at);
            quoted = c != '\n' && quoted != (c == '"');
            if (c == '\\' && at + 1 < to && text.charAt(at + 1) != '\n') {
                hidden.set(at++);
            }
            hidden.set(at, c != '"' && c != '\n');
            found |= hidden.get(at);
        }
        // Blanks in front of the end are none of it.
        for (int i = at - 1; !quoted && i >= behindWord && text.charAt(i) <= ' '; i--) {
            hidden.clear(i);
        }
        next = at;
    }

    private boolean ends(char c) {
        return c == '\n' || c == '}' || c == (json ? ',' : ';');
    }

    /// A message as anybody may see it.
    ///
    /// @param aboutSecret whether it is about a place in a secret: then it quotes our word at most
    static String hide(String message, boolean aboutSecret) {
        return QUOTED.matcher(message)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                !aboutSecret
                                        ? shown(found.group())
                                        : KEYWORDS.contains(found.group())
                                                ? found.group()
                                                : SHOWN));
    }

    private static String shown(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1);
        return "`" + shown(inside, 0, inside.length(), in(inside, false)) + "`";
    }

    /// A stretch of a text, each hidden character a `*`.
    static String shown(String text, int from, int to, BitSet hidden) {
        var out = new StringBuilder(to - from);
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            out.appendCodePoint(hidden.get(i) ? '*' : c);
            i += Character.charCount(c);
        }
        return out.toString();
    }
}
