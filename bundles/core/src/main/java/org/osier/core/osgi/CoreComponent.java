package org.osier.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.admission.Admission;
import org.osier.core.crypto.WarmUp;
import org.osier.core.home.IdentityCopies;
import org.osier.core.home.NodeHome;
import org.osier.core.node.Environment;
import org.osier.core.node.Node;
import org.osier.core.node.OwnCluster;
import org.osier.core.tls.NodeTls;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.PacketAuth;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.PeerListener;
import org.osier.node.IdentityExport;
import org.osier.node.Records;
import org.osier.tls.TlsIdentity;
import org.osier.transport.Transport;
import org.osier.trust.Administration;
import org.osier.trust.Joining;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node as a component. Edits of the configuration reach the running node; transports and all else that comes and goes
 * is bound and unbound by method, so that the node can finish with a service while it still works.
 */
@Component(name = "org.osier.core", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CoreConfig.class)
public final class CoreComponent {
    private static final Logger log = LoggerFactory.getLogger(CoreComponent.class);

    private final NodeHome home;
    private final ScheduledThreadPoolExecutor loop;
    private final Node node;
    private final Thread warmUp;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** Opens the home and makes the node; a home that cannot be used fails the activation with its OSIER code. */
    @Activate
    public CoreComponent(BundleContext context, CoreConfig config) throws IOException {
        var nodeConfig = ConfigReader.read(config);
        home = open(homeDirectory(context), config.clusterFile());
        loop = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "osier-core-loop"));
        loop.setRemoveOnCancelPolicy(true);
        var environment = new Environment(Clock.systemUTC(), System::nanoTime, loop, new SecureRandom());
        var cluster = new OwnCluster(home.membership(), home::keep);
        node = new Node(
                environment,
                home.identity(),
                cluster,
                home.recordSigner()::signAbove,
                nodeConfig,
                home.firstStart(),
                home.arrival());
        configurationGuard(context).ifPresent(guard -> node.configurationProblems(guard::problems));
        node.onListening(addresses -> {
            if (mustJoinFirst(context)
                    || addresses.isEmpty() && !node.notListening().isEmpty()) return;
            home.tellReady(node.mesh().self());
        });
        registrations.add(context.registerService(Mesh.class, node.mesh(), new Hashtable<>()));
        registrations.add(context.registerService(Frames.class, node.frames(), new Hashtable<>()));
        registrations.add(context.registerService(PacketAuth.class, node.packetAuth(), new Hashtable<>()));
        registrations.add(context.registerService(Joining.class, node.joining(), new Hashtable<>()));
        var tls = new NodeTls(home.identity(), Clock.systemUTC());
        registrations.add(context.registerService(TlsIdentity.class, tls, new Hashtable<>()));
        registrations.add(context.registerService(Records.class, node.records(), new Hashtable<>()));
        registrations.add(context.registerService(ClusterKeys.class, node.clusterKeys(), new Hashtable<>()));
        registrations.add(context.registerService(Administration.class, node.administration(), new Hashtable<>()));
        var copies = new IdentityCopies(homeDirectory(context), Clock.systemUTC());
        registrations.add(context.registerService(IdentityExport.class, copies, new Hashtable<>()));
        node.start();
        warmUp = WarmUp.later();
        log.info(
                "{}: node {} of cluster {}",
                nodeConfig.name(),
                node.id().brief(),
                home.cluster().name());
        if (config.clusterFile().isBlank() && home.madeClusterWithoutAdministrators())
            log.info(
                    "{}: a new cluster without administrators, nobody can revoke a node of it; to have them: make it with"
                            + " osier cluster create FILE at a terminal, and start new homes with --cluster FILE",
                    home.cluster().name());
    }

    // Logged and thrown: what the framework says of a failed activation keeps the reason to its stack trace.
    private static NodeHome open(Path home, String clusterFile) throws IOException {
        try {
            return NodeHome.open(home, clusterFile);
        } catch (IOException e) {
            log.error("{}", e.getMessage());
            throw e;
        }
    }

    private static Path homeDirectory(BundleContext context) {
        var home = context.getProperty("osier.home");
        if (home != null) return Path.of(home);
        var karaf = context.getProperty("karaf.base");
        return karaf == null ? Path.of(".") : Path.of(karaf, "osier");
    }

    /** Its operator wants it in another cluster (the shell sees to that), and it is alone in its own. */
    private boolean mustJoinFirst(BundleContext context) {
        var ticket = context.getProperty("osier.join");
        return ticket != null
                && !ticket.isBlank()
                && home.arrival().alone(node.mesh().self().clusterId());
    }

    /** It is there as long as this bundle runs: the activator comes first and goes last. */
    private static Optional<ConfigurationGuard> configurationGuard(BundleContext context) {
        return Optional.ofNullable(context.getServiceReference(ConfigurationGuard.class))
                .map(context::getService);
    }

    @Modified
    void modified(CoreConfig config) {
        try {
            node.configure(ConfigReader.read(config));
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.core: {}; the last good configuration stays", e.getMessage());
        }
    }

    @Deactivate
    void stop() {
        warmUp.interrupt();
        registrations.forEach(ServiceRegistration::unregister);
        await(node.stop(), 4);
        loop.shutdownNow();
        home.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTransport(Transport transport, ServiceReference<Transport> reference) {
        long serviceId = (Long) reference.getProperty(Constants.SERVICE_ID);
        node.add(transport, schemes(reference), serviceId);
    }

    void unbindTransport(Transport transport) {
        // A node that has stopped is finished with it already, and its loop would answer nobody.
        if (!loop.isShutdown()) await(node.remove(transport), 2);
    }

    /** The framework stops what we were bound to when this returns: the node must have finished with it. */
    private static void await(CompletableFuture<Void> done, int seconds) {
        try {
            done.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            log.warn("the node did not finish within {} s", seconds);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static Set<String> schemes(ServiceReference<Transport> reference) {
        var schemes = reference.getProperty(Transport.SCHEME);
        if (schemes instanceof String one) return Set.of(one);
        if (schemes instanceof String[] several) return Arrays.stream(several).collect(Collectors.toSet());
        log.warn("{}: a transport without the property {}, it is not used", reference.getBundle(), Transport.SCHEME);
        return Set.of();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDiscovery(Discovery discovery, ServiceReference<Discovery> reference) {
        node.add(discovery, (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    void unbindDiscovery(Discovery discovery) {
        await(node.remove(discovery), 3); // it gives up after 2
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindInbox(Inbox inbox) {
        node.set(inbox);
    }

    void unbindInbox(Inbox inbox) {
        node.unset(inbox);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdmission(Admission admission, ServiceReference<Admission> reference) {
        node.add(admission, ranking(reference));
    }

    void unbindAdmission(Admission admission) {
        node.remove(admission);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFrameHandler(FrameHandler handler, ServiceReference<FrameHandler> reference) {
        node.add(handler, ranking(reference));
    }

    void unbindFrameHandler(FrameHandler handler) {
        node.remove(handler);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeerListener(PeerListener listener) {
        node.add(listener);
    }

    void unbindPeerListener(PeerListener listener) {
        node.remove(listener);
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }
}
