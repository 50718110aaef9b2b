package org.osier.discovery.multicast;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.discovery.Candidates;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.discovery.PairingCall;
import org.osier.discovery.PairingCalls;
import org.osier.node.NodeRecord;
import org.osier.parts.keys.Keys;
import org.osier.trust.Joining;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes of our cluster on the local network, and is found. Configuration is live; it outlives a node that is
 * replaced. Thread-safe: every start has a {@link Station} of its own.
 */
@Component(
        service = {Discovery.class, PairingCalls.class},
        configurationPid = "org.osier.discovery.multicast")
@Designate(ocd = MulticastConfig.class)
public final class MulticastDiscovery implements Discovery, PairingCalls {
    private static final Logger log = LoggerFactory.getLogger(MulticastDiscovery.class);
    private static final Duration STOP = Duration.ofMillis(1_500); // of the 2 s that Discovery.stop may take

    private final InstantSource clock;
    private final Keys keys = new Keys();
    private final AtomicReference<@Nullable Joining> joining = new AtomicReference<>();
    private Settings settings; // from here on guarded by this
    private @Nullable Station station; // null: it does not run
    private @Nullable NodeRecord self;
    private @Nullable Candidates candidates;

    /** A configuration that is rejected at the start leaves it deaf and silent: there is no last good one. */
    @Activate
    public MulticastDiscovery(MulticastConfig config) {
        this(checked(config, Settings.NOTHING), InstantSource.system());
    }

    MulticastDiscovery(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private static Settings checked(MulticastConfig config, Settings lastGood) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.discovery.multicast: {}; the last good configuration stays", e.getMessage());
            return lastGood;
        }
    }

    @Modified
    synchronized void modified(MulticastConfig config) {
        var before = settings;
        settings = checked(config, before);
        if (station != null && !settings.equals(before)) begin();
    }

    @Deactivate
    void close() {
        stop();
    }

    /** Comes with the node, and goes with it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindKeys(ClusterKeys source) {
        keys.source(source);
        if (station != null) station.keysChanged();
    }

    synchronized void unbindKeys(ClusterKeys source) {
        if (keys.isSource(source)) keys.source(null);
    }

    /** As the keys. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindJoining(Joining source) {
        joining.set(source);
    }

    void unbindJoining(Joining source) {
        joining.compareAndSet(source, null);
    }

    @Override
    public synchronized List<PairingCall> heard() {
        return station == null ? List.of() : station.calls();
    }

    @Override
    public synchronized List<String> troubles() {
        return station == null ? List.of() : station.troubles();
    }

    @Override
    public String name() {
        return "multicast";
    }

    @Override
    public synchronized void start(NodeRecord self, Candidates candidates) {
        this.self = self;
        this.candidates = candidates;
        begin();
    }

    private void begin() {
        if (self == null || candidates == null) throw new IllegalStateException("not started");
        if (station != null) station.end(false, STOP);
        station = new Station(settings, keys, joining::get, clock, self, candidates);
        station.start();
    }

    @Override
    public synchronized void announce(NodeRecord self) {
        this.self = self;
        if (station != null) station.announce(self);
    }

    @Override
    public synchronized void stop() {
        if (station != null) station.end(true, STOP);
        station = null;
        self = null;
        candidates = null;
    }
}
