package io.godwit.daemon.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path with arguments in braces: `route/{prefix}/why`. An argument is what stands between two
/// slashes, and may have the length of a prefix behind it: `203.0.113.0/24`.
final class PathPattern {
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");

    private final String text;
    private final Pattern pattern;

    PathPattern(String text) {
        this.text = text;
        this.pattern =
                Pattern.compile(ARGUMENT.matcher(text).replaceAll("(?<$1>[^/]+(?:/[0-9]{1,3})?)"));
    }

    String text() {
        return text;
    }

    /// The arguments, when a path is of this form.
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        pattern.namedGroups().keySet().forEach(name -> arguments.put(name, matcher.group(name)));
        return Optional.of(arguments);
    }
}
