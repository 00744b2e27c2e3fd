package io.godwit.speaker;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.port.Kernel;
import io.godwit.speaker.show.KernelView;

import java.util.List;
import java.util.Optional;

/// The picture of the kernel, kept true while it is configured.
final class KernelPicture implements KernelView {
    private final Optional<Kernel> port;
    private Optional<RouteMark> mark = Optional.empty();
    private Optional<KernelTable> table = Optional.empty();
    private long done;
    private long refused;
    private long restarts;

    KernelPicture(LaneState lane) {
        this.port = lane.kernel();
    }

    /// Watches what the settings say, anew when that is something else than before.
    void become(Optional<KernelSettings> settings) {
        Optional<RouteMark> wanted = settings.map(KernelSettings::mark);
        if (port.isEmpty() || wanted.equals(mark)) {
            return;
        }
        mark = wanted;
        table = wanted.map(m -> new KernelTable(m.table(), m.protocol()));
        wanted.ifPresent(m -> port.get().watch(m.table()));
    }

    void told(List<KernelEvent> events) {
        if (table.isEmpty()) {
            return;
        }
        for (KernelEvent event : events) {
            table.get().apply(event);
            if (event instanceof KernelEvent.Restarted) {
                restarts++;
            }
        }
    }

    void answered(RouteBatch batch) {
        refused += batch.refused();
        done += batch.size() - batch.refused();
    }

    @Override
    public Optional<RouteMark> mark() {
        return mark;
    }

    @Override
    public Optional<KernelTable> table() {
        return table;
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long restarts() {
        return restarts;
    }
}
