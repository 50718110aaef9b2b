package org.osier.discovery.seeds;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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
import org.osier.discovery.seeds.rules.Wanted;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.parts.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes at the addresses of a list, where peers of earlier times said that they are, and where they say at services
 * of rendezvous that they are; tells those services alone, sealed, where we are. Configuration is live; it outlives a node
 * that is replaced. Thread-safe: what waits for a disk does so on the {@link Worker}, what waits for a network on the
 * thread of {@link Visits}.
 */
@Component(
        service = {Discovery.class, PeerListener.class},
        configurationPid = "org.osier.discovery.seeds")
@Designate(ocd = SeedsConfig.class)
public final class SeedsDiscovery implements Discovery, PeerListener {
    private static final Logger log = LoggerFactory.getLogger(SeedsDiscovery.class);
    private static final Duration GATHER = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofMillis(1_500); // of the 2 s that Discovery.stop may take
    /** To a rendezvous, from the connection to the last byte. */
    private static final Duration REQUEST = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Remembered remembered;
    private final Worker worker;
    private final Keys keys = new Keys();
    private final Company company = new Company();
    private final Rendezvous rendezvous;
    private volatile Settings settings;
    private volatile @Nullable Records records;
    private volatile @Nullable Offering offering; // empty while it is stopped

    /** A configuration that is rejected at the start leaves it without seeds: there is no last good one. */
    @Activate
    public SeedsDiscovery(BundleContext context, SeedsConfig config) {
        this(checked(config, Settings.DEFAULT), home(context), InstantSource.system(), GATHER);
    }

    SeedsDiscovery(Settings settings, Path home, InstantSource clock, Duration gather) {
        this(settings, home, clock, gather, REQUEST);
    }

    SeedsDiscovery(Settings settings, Path home, InstantSource clock, Duration gather, Duration request) {
        this.settings = settings;
        this.clock = clock;
        remembered = new Remembered(new RecordsFile(home), clock, settings.rememberAtMost());
        worker = new Worker(this::offer, this::save, gather);
        var around = new Visits.Surroundings(keys, () -> records, company, clock, new Http(request), worker::offerSoon);
        rendezvous = new Rendezvous(around, settings);
    }

    /** The same home as core's. */
    private static Path home(BundleContext context) {
        var home = context.getProperty("osier.home");
        if (home != null) return Path.of(home);
        var karaf = context.getProperty("karaf.base");
        return karaf == null ? Path.of(".") : Path.of(karaf, "osier");
    }

    private static Settings checked(SeedsConfig config, Settings lastGood) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.discovery.seeds: {}; the last good configuration stays", e.getMessage());
            return lastGood;
        }
    }

    @Modified
    void modified(SeedsConfig config) {
        settings = checked(config, settings);
        rendezvous.configure(settings);
        worker.offerSoon();
    }

    @Deactivate
    void close() {
        stop();
        rendezvous.close();
        worker.close(STOP);
    }

    /** Comes with the node, and goes with it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindRecords(Records records) {
        this.records = records;
        worker.offerSoon();
        rendezvous.soon();
    }

    void unbindRecords(Records records) {
        if (this.records == records) this.records = null;
    }

    /** As that. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindKeys(ClusterKeys source) {
        keys.source(source);
        rendezvous.soon();
    }

    void unbindKeys(ClusterKeys source) {
        if (keys.isSource(source)) keys.source(null);
    }

    // --- as a discovery

    @Override
    public String name() {
        return "seeds";
    }

    @Override
    public void start(NodeRecord self, Candidates candidates) {
        offering = new Offering(candidates);
        worker.offerSoon();
        rendezvous.start(self);
    }

    /** Tells the services of rendezvous; whoever is dialled gets it over the link. */
    @Override
    public void announce(NodeRecord self) {
        rendezvous.announce(self);
    }

    @Override
    public void stop() {
        var last = offering;
        offering = null;
        if (last != null) last.close();
        rendezvous.stop();
        if (!worker.saveWithin(STOP)) log.warn("OSIER-106 the disk is slow: the last peers may not be remembered");
    }

    /** Of services of rendezvous; how a dial to an address of the list goes is the node's to say. */
    @Override
    public List<String> troubles() {
        return rendezvous.troubles();
    }

    // --- as a listener

    /** The node has verified the record; who reads it from the file verifies it again. */
    @Override
    public void on(Change change, Peer peer) {
        if (company.on(change, peer)) rendezvous.soon();
        if (change != Change.RECORD || !settings.remember()) return;
        peer.record().filter(remembered::learn).ifPresent(news -> {
            worker.offerSoon();
            worker.saveSoon();
        });
    }

    // --- on the worker's thread

    private void offer() {
        var settings = this.settings;
        var verifier = records;
        if (!settings.remember()) remembered.forget();
        else if (verifier != null) remembered.recall(verifier);
        remembered.limit(settings.rememberAtMost());
        var standing = offering;
        if (standing == null) return;
        var now = clock.instant();
        standing.offer(Wanted.all(settings.seeds(), remembered.valid(now), rendezvous.met(now)), now);
    }

    Rendezvous rendezvous() {
        return rendezvous;
    }

    private void save() {
        if (settings.remember()) remembered.save();
    }
}
