package io.godwit.speaker.plan;

import io.godwit.kernel.RouteMark;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.speaker.KernelImport;
import io.godwit.speaker.KernelSettings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How what is shared with the kernel becomes something else.
final class KernelSteps {
    private static final PeerFacts OURSELVES = PeerFacts.ourselves(1);

    private KernelSteps() {}

    static void between(
            Optional<KernelSettings> from, Optional<KernelSettings> to, List<Step> steps) {
        if (from.isEmpty() && to.isPresent()) {
            steps.add(step("", "", "shared", Effect.STARTS));
        } else if (from.isPresent() && to.isEmpty()) {
            steps.add(step("", "shared", "", Effect.ENDS));
        } else if (from.isPresent()) {
            mark(from.get().mark(), to.get().mark(), steps);
            fib(from.get(), to.get(), steps);
        }
        imports(imports(from), imports(to), steps);
    }

    private static void mark(RouteMark from, RouteMark to, List<Step> steps) {
        number("table", from.table(), to.table(), steps);
        number("protocol", from.protocol(), to.protocol(), steps);
        number("metric", from.metric(), to.metric(), steps);
    }

    private static void fib(KernelSettings from, KernelSettings to, List<Step> steps) {
        PolicyChain before = from.fib().export();
        PolicyChain after = to.fib().export();
        if (!alike(before, after)) {
            steps.add(step("export", "" + before, "" + after, Effect.RE_EVALUATES));
        }
        option("multipath", from.fib().multipath(), to.fib().multipath(), steps);
        option("blackhole", from.fib().blackhole(), to.fib().blackhole(), steps);
        option("next-hop-objects", from.nextHopObjects(), to.nextHopObjects(), steps);
        if (from.announceInstalled() != to.announceInstalled()) {
            String was = "" + from.announceInstalled();
            steps.add(
                    step(
                            "announce-installed",
                            was,
                            "" + !from.announceInstalled(),
                            Effect.AT_ONCE));
        }
    }

    /// Every route of the kernel is looked at again, and told if it is another.
    private static void option(String option, Object from, Object to, List<Step> steps) {
        if (!from.equals(to)) {
            steps.add(step(option, "" + from, "" + to, Effect.RE_EVALUATES));
        }
    }

    private static void number(String option, long from, long to, List<Step> steps) {
        if (from != to) {
            steps.add(step(option, "" + from, "" + to, Effect.AT_ONCE));
        }
    }

    private static Map<String, KernelImport> imports(Optional<KernelSettings> settings) {
        var all = new LinkedHashMap<String, KernelImport>();
        settings.ifPresent(s -> s.imports().forEach(i -> all.put(i.protocol(), i)));
        return all;
    }

    private static void imports(
            Map<String, KernelImport> from, Map<String, KernelImport> to, List<Step> steps) {
        to.forEach((protocol, now) -> {
            KernelImport old = from.get(protocol);
            if (old == null) {
                steps.add(step("import", "", text(now), Effect.STARTS));
            } else if (!alike(old.policy(), now.policy())) {
                steps.add(step("import", text(old), text(now), Effect.RE_EVALUATES));
            }
        });
        from.forEach((protocol, old) -> {
            if (!to.containsKey(protocol)) {
                steps.add(step("import", text(old), "", Effect.ENDS));
            }
        });
    }

    private static boolean alike(PolicyChain a, PolicyChain b) {
        return a.equals(b) || a.compile(OURSELVES).sameAs(b.compile(OURSELVES));
    }

    private static String text(KernelImport wanted) {
        return wanted.policy().equals(PolicyChain.ACCEPT)
                ? wanted.protocol()
                : wanted.protocol() + " { policy " + wanted.policy() + " }";
    }

    private static Step step(String option, String from, String to, Effect effect) {
        return new Step("kernel", Optional.empty(), "", option, from, to, effect, "");
    }
}
