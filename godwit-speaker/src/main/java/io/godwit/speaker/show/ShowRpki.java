package io.godwit.speaker.show;

import io.godwit.feeds.rtr.RtrClient;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.speaker.Arguments;
import io.godwit.wire.Address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `show rpki`: caches, and what is in force.
public final class ShowRpki implements ShowCommand {
    /// The one row.
    ///
    /// @param configured whether there is a cache or a file
    /// @param vrpsIpv4 validated ROA payloads in force
    /// @param vrpsIpv6 validated ROA payloads in force
    /// @param aspas in force
    /// @param vrpsOfFiles told by a file
    /// @param filters local exceptions that take away
    /// @param assertions local exceptions that add
    /// @param caches by preference
    public record Row(
            boolean configured,
            int vrpsIpv4,
            int vrpsIpv6,
            int aspas,
            int vrpsOfFiles,
            int filters,
            int assertions,
            List<Cache> caches) {}

    /// One cache.
    ///
    /// @param address where
    /// @param port where
    /// @param preference the lowest first
    /// @param transport `tcp` or `tls`
    /// @param state of the session
    /// @param counts whether what it told is in force
    /// @param version of the protocol
    /// @param session of its data
    /// @param serial of its data
    /// @param vrpsIpv4 told
    /// @param vrpsIpv6 told
    /// @param aspas told
    /// @param synced when its last set was whole
    /// @param syncedSecondsAgo since then
    /// @param expiresSeconds until its data go if nothing comes
    /// @param refreshSeconds between two questions
    /// @param retrySeconds at most until the next attempt
    /// @param expireSeconds data are good for
    /// @param failures sessions that failed
    /// @param whyNot why the last one failed; empty when all is well
    public record Cache(
            Address address,
            int port,
            int preference,
            String transport,
            RtrClient.State state,
            boolean counts,
            int version,
            Optional<Integer> session,
            OptionalLong serial,
            int vrpsIpv4,
            int vrpsIpv6,
            int aspas,
            Optional<Instant> synced,
            OptionalLong syncedSecondsAgo,
            OptionalLong expiresSeconds,
            long refreshSeconds,
            long retrySeconds,
            long expireSeconds,
            long failures,
            String whyNot) {}

    ShowRpki() {}

    @Override
    public String name() {
        return "show rpki";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return (maxRows, out) -> Query.ofRow(row(speaker)).step(maxRows, out);
    }

    private static Row row(SpeakerView speaker) {
        RpkiView rpki = speaker.rpki();
        RpkiTables tables = rpki.tables();
        var slurm = tables.slurm();
        return new Row(
                rpki.used(),
                tables.vrps(false),
                tables.vrps(true),
                tables.aspas().size(),
                speaker.settings().rpki().vrps().size(),
                slurm.filters().size() + slurm.aspaFilters().size(),
                slurm.assertions().size() + slurm.aspaAssertions().size(),
                rpki.caches().stream().map(cache -> cache(cache, speaker)).toList());
    }

    private static Cache cache(CacheView cache, SpeakerView speaker) {
        RtrClient client = cache.client();
        boolean data = client.hasData();
        long left = (client.expireNanos() - speaker.nowNanos()) / 1_000_000_000L;
        return new Cache(
                cache.settings().address(),
                cache.settings().port(),
                cache.settings().preference(),
                cache.settings().tls().isPresent() ? "tls" : "tcp",
                client.state(),
                data && cache.source().counts(),
                client.version(),
                data ? Optional.of(client.session()) : Optional.empty(),
                data ? OptionalLong.of(client.serial()) : OptionalLong.empty(),
                cache.source().vrps(false),
                cache.source().vrps(true),
                cache.source().aspas().size(),
                data ? Optional.of(speaker.shown(client.syncedNanos())) : Optional.empty(),
                data
                        ? OptionalLong.of(speaker.secondsSince(client.syncedNanos()))
                        : OptionalLong.empty(),
                data ? OptionalLong.of(Math.max(0, left)) : OptionalLong.empty(),
                client.times().refresh(),
                client.times().retry(),
                client.times().expire(),
                cache.failed(),
                client.trouble());
    }
}
