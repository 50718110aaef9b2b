package org.osier.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osier.shell.commands.Carrier;
import org.osier.shell.commands.Carriers;

/**
 * Finds them by the services that are there, and what has stopped by what its manifest says it gives, so that it can be
 * started again. Which schemes that are, is remembered from the time when it ran, else read from its components.
 */
final class OsgiCarriers implements Carriers {
    /** The service's name: to use the class would bind this bundle to a contract that it does not use. */
    private static final String TRANSPORT = "org.osier.transport.Transport";

    private static final String DISCOVERY = "org.osier.discovery.Discovery";

    static final String SCHEME = "osier.transport.scheme";
    private static final String SERVICE_NAMESPACE = "osgi.service";

    private final BundleContext context;
    private final String type;
    private final Map<Long, Set<String>> seen = new ConcurrentHashMap<>(); // by bundle; bounded by those installed

    private OsgiCarriers(BundleContext context, String type) {
        this.context = context;
        this.type = type;
    }

    static OsgiCarriers ofTransports(BundleContext context) {
        return new OsgiCarriers(context, TRANSPORT);
    }

    /** These give no schemes. */
    static OsgiCarriers ofDiscoveries(BundleContext context) {
        return new OsgiCarriers(context, DISCOVERY);
    }

    @Override
    public List<Carrier> all() {
        var carriers = new ArrayList<Carrier>();
        var bundles = context.getBundles();
        for (var bundle : bundles) {
            var services = services(bundle);
            if (!services.isEmpty() || gives(bundle) || seen.containsKey(bundle.getBundleId()))
                carriers.add(carrier(bundle, services));
        }
        seen.keySet().retainAll(Arrays.stream(bundles).map(Bundle::getBundleId).toList());
        carriers.sort(Comparator.comparing(Carrier::name).thenComparing(Carrier::bundleId));
        return carriers;
    }

    private Carrier carrier(Bundle bundle, List<ServiceReference<?>> services) {
        var schemes = new TreeSet<String>();
        var ids = new HashSet<Long>();
        for (var service : services) {
            schemes.addAll(texts(service.getProperty(SCHEME)));
            if (service.getProperty(Constants.SERVICE_ID) instanceof Long id) ids.add(id);
        }
        if (schemes.isEmpty()) schemes.addAll(seen.getOrDefault(bundle.getBundleId(), Set.of()));
        else seen.put(bundle.getBundleId(), Set.copyOf(schemes));
        if (schemes.isEmpty()) schemes.addAll(ComponentSchemes.of(bundle));
        return new Carrier(
                bundle.getBundleId(),
                bundle.getSymbolicName(),
                bundle.getVersion().toString().replace(".SNAPSHOT", ""),
                state(bundle),
                List.copyOf(schemes),
                ids);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE, Bundle.STARTING -> Carrier.ACTIVE;
            case Bundle.INSTALLED -> Carrier.NOT_RESOLVED;
            default -> Carrier.STOPPED;
        };
    }

    private List<ServiceReference<?>> services(Bundle bundle) {
        var registered = bundle.getRegisteredServices();
        if (registered == null) return List.of();
        return Arrays.stream(registered)
                .<ServiceReference<?>>map(reference -> reference)
                .filter(r -> texts(r.getProperty(Constants.OBJECTCLASS)).contains(type))
                .toList();
    }

    /** Whether its manifest says that it gives the service. */
    private boolean gives(Bundle bundle) {
        var revision = bundle.adapt(BundleRevision.class);
        if (revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) return false;
        return revision.getDeclaredCapabilities(SERVICE_NAMESPACE).stream()
                .anyMatch(
                        c -> texts(c.getAttributes().get(Constants.OBJECTCLASS)).contains(type));
    }

    private static List<String> texts(Object value) {
        if (value instanceof String one) return List.of(one);
        if (value instanceof String[] several) return List.of(several);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public void start(long bundleId) throws CarrierException {
        try {
            bundle(bundleId).start();
        } catch (BundleException e) {
            throw failed(e);
        }
    }

    @Override
    public void stop(long bundleId) throws CarrierException {
        try {
            bundle(bundleId).stop();
        } catch (BundleException e) {
            throw failed(e);
        }
    }

    private Bundle bundle(long bundleId) throws CarrierException {
        var bundle = context.getBundle(bundleId);
        if (bundle != null) return bundle;
        throw new CarrierException("the bundle has been removed meanwhile", new IllegalStateException());
    }

    private static CarrierException failed(BundleException e) {
        return new CarrierException(String.valueOf(e.getMessage()), e);
    }
}
