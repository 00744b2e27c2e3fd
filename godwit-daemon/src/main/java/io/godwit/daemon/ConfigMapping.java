package io.godwit.daemon;

import io.godwit.config.model.AggregateConfig;
import io.godwit.config.model.CacheConfig;
import io.godwit.config.model.Config;
import io.godwit.config.model.KernelConfig;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.OriginateConfig;
import io.godwit.config.model.RangeConfig;
import io.godwit.config.model.RpkiConfig;
import io.godwit.feeds.rtr.RtrSettings;
import io.godwit.rib.AggregateSettings;
import io.godwit.rib.FibSettings;
import io.godwit.rib.RibLimits;
import io.godwit.speaker.AggregateWish;
import io.godwit.speaker.CacheSettings;
import io.godwit.speaker.KernelImport;
import io.godwit.speaker.KernelSettings;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.OriginateWish;
import io.godwit.speaker.RpkiSettings;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.TlsSettings;

/// What the file says to what the speaker needs; the only place that knows both.
public final class ConfigMapping {
    private ConfigMapping() {}

    /// The settings of a speaker.
    public static SpeakerSettings speaker(Config config, RibLimits limits, String version) {
        return new SpeakerSettings(
                config.router().as(),
                config.router().confederation(),
                config.router().routerId(),
                config.router().clusterId(),
                config.router().med(),
                config.neighbors().stream()
                        .filter(n -> n.range().isEmpty())
                        .map(ConfigMapping::neighbor)
                        .toList(),
                config.neighbors().stream()
                        .filter(n -> n.range().isPresent())
                        .map(ConfigMapping::range)
                        .toList(),
                config.originates().stream().map(ConfigMapping::originate).toList(),
                config.aggregates().stream().map(ConfigMapping::aggregate).toList(),
                rpki(config.rpki()),
                config.rejectTag(),
                config.kernel().map(ConfigMapping::kernel),
                limits,
                version);
    }

    private static NeighborRange range(NeighborConfig neighbor) {
        RangeConfig range = neighbor.range().orElseThrow();
        return new NeighborRange(
                range.prefix(), range.link(), neighbor(neighbor), range.maxNeighbors());
    }

    private static NeighborSettings neighbor(NeighborConfig neighbor) {
        return new NeighborSettings(
                neighbor.identity(),
                neighbor.transport(),
                neighbor.timers(),
                neighbor.offers(),
                neighbor.policies(),
                neighbor.shutdown(),
                neighbor.bfd());
    }

    private static OriginateWish originate(OriginateConfig originate) {
        return new OriginateWish(originate.prefix(), originate.conditions(), originate.policy());
    }

    private static AggregateWish aggregate(AggregateConfig aggregate) {
        return new AggregateWish(
                new AggregateSettings(
                        aggregate.prefix(),
                        aggregate.summaryOnly(),
                        aggregate.asSet(),
                        aggregate.matchingMed(),
                        aggregate.minimum()),
                aggregate.policy());
    }

    private static KernelSettings kernel(KernelConfig kernel) {
        return new KernelSettings(
                kernel.mark(),
                kernel.imports().stream()
                        .map(i -> new KernelImport(i.protocol(), i.numbers(), i.policy()))
                        .toList(),
                new FibSettings(kernel.export(), kernel.multipath(), kernel.blackhole()),
                kernel.nextHopObjects(),
                kernel.announceInstalled());
    }

    private static RpkiSettings rpki(RpkiConfig rpki) {
        return new RpkiSettings(
                rpki.caches().stream().map(ConfigMapping::cache).toList(),
                rpki.file().vrps(),
                rpki.file().aspas(),
                rpki.slurm());
    }

    private static CacheSettings cache(CacheConfig cache) {
        return new CacheSettings(
                cache.address(),
                cache.port(),
                cache.preference(),
                cache.localAddress(),
                cache.tls()
                        .map(tls ->
                                new TlsSettings(
                                        tls.serverName(),
                                        tls.authorities(),
                                        tls.certificate(),
                                        tls.key())),
                new RtrSettings(
                        cache.refreshSeconds(),
                        cache.retrySeconds(),
                        cache.expireSeconds(),
                        RtrSettings.MAX_RECORDS));
    }
}
