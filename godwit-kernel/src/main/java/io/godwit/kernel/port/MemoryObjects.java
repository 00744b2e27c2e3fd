package io.godwit.kernel.port;

import io.godwit.kernel.Hop;
import io.godwit.kernel.NextHopObject;
import io.godwit.kernel.NextHopObject.Member;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The next hop objects of the kernel's twin.
final class MemoryObjects {
    private static final int EINVAL = 22;
    private static final int ENOENT = 2;

    private final Map<Integer, NextHopObject> objects = new LinkedHashMap<>();

    /// @return 0 or the error number
    int put(NextHopObject object, boolean mustBeNew) {
        NextHopObject there = objects.get(object.number());
        if (mustBeNew && there != null) {
            return MemoryKernel.EEXIST;
        }
        boolean sound = there == null || there.members().isEmpty() == object.members().isEmpty();
        if (!sound || object.members().stream().anyMatch(m -> !objects.containsKey(m.number()))) {
            return EINVAL;
        }
        objects.put(object.number(), object);
        return 0;
    }

    /// @return 0 or the error number
    int remove(int number) {
        if (objects.remove(number) == null) {
            return ENOENT;
        }
        shrinkGroups();
        return 0;
    }

    /// With a link its objects go, and from groups.
    void removeLink(int link) {
        objects.values().removeIf(o -> o.hop().filter(h -> h.link() == link).isPresent());
        shrinkGroups();
    }

    private void shrinkGroups() {
        objects.replaceAll(
                (_, o) -> new NextHopObject(o.number(), o.protocol(), o.hop(), alive(o.members())));
        objects.values().removeIf(o -> o.hop().isEmpty() && o.members().isEmpty());
    }

    private List<Member> alive(List<Member> members) {
        return members.stream().filter(m -> objects.containsKey(m.number())).toList();
    }

    /// Where routes that name it lead; empty when it is not there.
    Optional<List<Hop>> hops(int number) {
        NextHopObject object = objects.get(number);
        if (object == null || object.hop().isPresent()) {
            return Optional.ofNullable(object).map(o -> List.of(o.hop().orElseThrow()));
        }
        List<Hop> hops = new ArrayList<>();
        for (Member member : object.members()) {
            Hop hop = objects.get(member.number()).hop().orElseThrow();
            hops.add(new Hop(hop.via(), hop.link(), member.weight(), hop.onLink()));
        }
        return Optional.of(hops);
    }

    List<NextHopObject> all() {
        return List.copyOf(objects.values());
    }
}
