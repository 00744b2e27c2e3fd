package io.godwit.daemon;

import io.godwit.speaker.Events;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.wire.Address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// With whom there is a session, for the run after one that is killed: an empty file for each in a
/// folder beside the control socket. Whoever is not there is not waited for after a restart (RFC
/// 4724 §4.1). Nothing is rewritten, so a kill at any moment leaves the truth.
final class SessionFiles implements Events {
    private final Path folder;
    private final EventLog log;
    private final Set<Address> established = new HashSet<>();
    private boolean works = true;

    SessionFiles(Path controlSocket, EventLog log) {
        this.folder = controlSocket.resolveSibling(controlSocket.getFileName() + ".sessions");
        this.log = log;
    }

    /// Those of the run before; empty when they are not known.
    ///
    /// @param killed whether it ended without stopping; else there are none
    Optional<Set<Address>> before(boolean killed) {
        boolean there = Files.isDirectory(folder);
        attempt(() -> {
            Files.createDirectories(folder);
            if (!killed) {
                keepOnly(Set.of());
            }
        });
        if (!there || !works) {
            return Optional.empty();
        }
        try {
            return Optional.of(known());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void event(SpeakerEvent event) {
        switch (event) {
            case SpeakerEvent.Established up -> {
                established.add(up.neighbor());
                attempt(() -> Files.write(file(up.neighbor()), new byte[0]));
            }
            case SpeakerEvent.Down down -> {
                established.remove(down.neighbor());
                attempt(() -> Files.deleteIfExists(file(down.neighbor())));
            }
            // Until then a second kill finds those of the first.
            case SpeakerEvent.Recovered _ -> attempt(() -> keepOnly(established));
            default -> {}
        }
        log.event(event);
    }

    /// After an orderly stop nobody is to be waited for.
    void close() {
        attempt(() -> {
            keepOnly(Set.of());
            Files.deleteIfExists(folder);
        });
    }

    private Path file(Address neighbor) {
        return folder.resolve(neighbor.toString());
    }

    private Set<Address> known() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .flatMap(name -> Address.parseScoped(name).stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private void keepOnly(Set<Address> wanted) throws IOException {
        for (Address one : List.copyOf(known())) {
            if (!wanted.contains(one)) {
                Files.deleteIfExists(file(one));
            }
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    /// Sessions do not depend on it: what fails is said once, and not tried again.
    private void attempt(Deed deed) {
        if (!works) {
            return;
        }
        try {
            deed.run();
        } catch (IOException e) {
            works = false;
            log.event(
                    new DaemonEvent.SessionsNotKept(
                            "who has a session is not noted for the next start: " + e.getMessage(),
                            "see who owns " + folder));
        }
    }
}
