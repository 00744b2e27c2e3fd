package io.godwit.sim;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.Path;
import io.godwit.bfd.PathWatch;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.wire.Address;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is asked to be watched, for tests that say themselves what is seen.
final class WatchedPaths implements PathWatch {
    final Map<Address, String> watched = new LinkedHashMap<>();

    @Override
    public void watch(Path path, BfdSettings settings) {
        String hops = path.severalHops() ? " over several hops" : "";
        watched.put(path.remote(), settings.text() + hops);
    }

    @Override
    public void forget(Address neighbor) {
        watched.remove(neighbor);
    }

    @Override
    public Optional<SessionReport> report(Address neighbor) {
        return Optional.empty();
    }

    @Override
    public Map<Refusal, Long> refused() {
        return Map.of();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }
}
