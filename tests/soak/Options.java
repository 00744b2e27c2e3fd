import java.util.HashMap;
import java.util.Map;

/// What was asked for on the command line.
final class Options {
    private final Map<String, String> given = new HashMap<>();

    void add(String name, String value) {
        given.put(name, value);
    }

    String word(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return given.containsKey(name) ? Integer.parseInt(given.get(name)) : otherwise;
    }
}
