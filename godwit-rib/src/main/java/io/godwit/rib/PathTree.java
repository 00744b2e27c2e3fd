package io.godwit.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// AS_PATHs laid over each other, so that what all of them begin with is known after each that
/// comes or goes, for the price of that one's length.
final class PathTree {
    private final Node root = new Node(0);

    private static final class Node {
        final long as;
        final Map<Long, Node> next = new HashMap<>();
        int paths;
        int ends;

        Node(long as) {
            this.as = as;
        }
    }

    /// @param whole whether nothing else is in the path
    /// @param by 1 = it comes, -1 = it goes
    void add(List<Long> sequence, boolean whole, int by) {
        root.paths += by;
        Node at = root;
        for (long as : sequence) {
            Node next = at.next.computeIfAbsent(as, Node::new);
            next.paths += by;
            if (next.paths == 0) {
                at.next.remove(as);
            }
            at = next;
        }
        at.ends += whole ? by : 0;
    }

    /// The longest sequence that is common to all tuples of AS_PATHs (RFC 4271 §9.2.2.2).
    List<Long> common() {
        List<Long> common = new ArrayList<>();
        for (Node at = only(root); at != null; at = only(at)) {
            common.add(at.as);
        }
        return common;
    }

    /// Whether AS numbers are missing from what is common.
    boolean isMore() {
        Node last = root;
        for (Node at = only(root); at != null; at = only(at)) {
            last = at;
        }
        return last.ends != root.paths;
    }

    /// The node behind, if all paths go there.
    private Node only(Node at) {
        if (at.next.size() != 1) {
            return null;
        }
        Node next = at.next.values().iterator().next();
        return next.paths == root.paths ? next : null;
    }
}
