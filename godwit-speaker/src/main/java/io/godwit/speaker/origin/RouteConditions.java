package io.godwit.speaker.origin;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelTable;
import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.Route;
import io.godwit.policy.OriginCondition.Where;
import io.godwit.rib.RouteWatch;
import io.godwit.wire.Prefix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Conditions about routes, told by what changes: the decision says what becomes of the prefixes
/// that are asked for, the kernel what becomes of its routes.
public final class RouteConditions implements ConditionSource {
    private final RouteWatch watch;
    private Map<Prefix, Set<Route>> chosen = Map.of();
    private Map<Prefix, Set<Route>> ofKernel = Map.of();
    private Optional<KernelTable> kernel = Optional.empty();
    private Conditions conditions;

    /// @param watch who tells of chosen paths
    public RouteConditions(RouteWatch watch) {
        this.watch = watch;
    }

    @Override
    public void become(Set<OriginCondition> wanted, Conditions told) {
        conditions = told;
        chosen = new HashMap<>();
        ofKernel = new HashMap<>();
        for (OriginCondition condition : wanted) {
            if (condition instanceof Route route) {
                var by = route.where() == Where.KERNEL ? ofKernel : chosen;
                by.computeIfAbsent(route.prefix(), _ -> new HashSet<>()).add(route);
            }
        }
        watch.become(chosen.keySet());
        chosen.forEach(this::tellChosen);
        ofKernel.forEach(this::tellKernel);
    }

    /// Takes what the decision has changed; true if something may be announced now that was not.
    public boolean run() {
        Optional<Prefix> next = watch.next();
        boolean any = next.isPresent();
        while (next.isPresent()) {
            tellChosen(next.get(), chosen.getOrDefault(next.get(), Set.of()));
            next = watch.next();
        }
        return any;
    }

    private void tellChosen(Prefix prefix, Set<Route> asked) {
        boolean there = watch.isThere(prefix);
        for (Route route : asked) {
            conditions.tell(
                    route, route.there() == there, there ? "it has a path" : "it has no path");
        }
    }

    /// Another picture of the kernel, or none.
    public void kernel(Optional<KernelTable> table) {
        kernel = table;
        ofKernel.forEach(this::tellKernel);
    }

    /// What the kernel has told; the picture knows it already.
    public void told(List<KernelEvent> events) {
        if (ofKernel.isEmpty()) {
            return;
        }
        Set<Prefix> changed = new HashSet<>();
        for (KernelEvent event : events) {
            switch (event) {
                case KernelEvent.RouteThere there -> changed.add(there.route().prefix());
                case KernelEvent.RouteGone gone -> changed.add(gone.route().prefix());
                // A link or a new picture may have taken any of them.
                default -> changed.addAll(ofKernel.keySet());
            }
        }
        changed.retainAll(ofKernel.keySet());
        changed.forEach(prefix -> tellKernel(prefix, ofKernel.get(prefix)));
    }

    private void tellKernel(Prefix prefix, Set<Route> asked) {
        boolean known = kernel.isPresent() && kernel.get().complete();
        boolean there = known && !kernel.get().routes(prefix).isEmpty();
        String why =
                !known
                        ? "the kernel's routes are not known"
                        : there ? "the kernel has a route" : "the kernel has no route";
        // What is not known holds neither way.
        asked.forEach(route -> conditions.tell(route, known && route.there() == there, why));
    }
}
