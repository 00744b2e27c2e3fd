package io.godwit.config;

import java.util.ArrayList;
import java.util.List;

/// File names with `*`, `?` and `[a-z]`, each within one name of a path. A name that begins with a
/// dot matches only a pattern that does.
public final class Glob {
    private Glob() {}

    /// Whether a name has one of the signs.
    public static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /// The files that match, in the order of their names.
    public static List<String> expand(String path, Sources sources) {
        String[] parts = path.split("/", -1);
        List<String> found = List.of("");
        for (int i = 0; i < parts.length; i++) {
            var next = new ArrayList<String>();
            for (String directory : found) {
                step(directory, parts[i], i == parts.length - 1, sources, next);
            }
            found = next;
        }
        return found;
    }

    /// @param prefix the path so far, with its `/` behind; empty at the beginning
    private static void step(
            String prefix, String part, boolean last, Sources sources, List<String> into) {
        if (!isPattern(part)) {
            into.add(last ? prefix + part : prefix + part + "/");
            return;
        }
        boolean root = prefix.equals("/");
        String directory =
                root ? "/" : prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        for (String entry : sources.list(directory)) {
            boolean isDirectory = entry.endsWith("/");
            String name = isDirectory ? entry.substring(0, entry.length() - 1) : entry;
            if (isDirectory != last && matches(part, name)) {
                into.add(prefix + entry);
            }
        }
    }

    static boolean matches(String pattern, String name) {
        return (!name.startsWith(".") || pattern.startsWith(".")) && matches(pattern, 0, name, 0);
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        char c = pattern.charAt(p);
        if (c == '*') {
            for (int end = n; end <= name.length(); end++) {
                if (matches(pattern, p + 1, name, end)) {
                    return true;
                }
            }
            return false;
        }
        if (n == name.length()) {
            return false;
        }
        int close = c == '[' ? pattern.indexOf(']', p + 2) : -1;
        if (close > 0) {
            return inClass(pattern.substring(p + 1, close), name.charAt(n))
                    && matches(pattern, close + 1, name, n + 1);
        }
        return (c == '?' || c == name.charAt(n)) && matches(pattern, p + 1, name, n + 1);
    }

    private static boolean inClass(String members, char c) {
        boolean not = members.startsWith("!") || members.startsWith("^");
        boolean found = false;
        for (int i = not ? 1 : 0; i < members.length(); i++) {
            char low = members.charAt(i);
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            char high = range ? members.charAt(i + 2) : low;
            found |= c >= low && c <= high;
            i += range ? 2 : 0;
        }
        return found != not;
    }
}
