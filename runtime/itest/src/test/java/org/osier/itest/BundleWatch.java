package org.osier.itest;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

/** Which bundles the framework stopped, started, updated or resolved anew. */
final class BundleWatch implements SynchronousBundleListener, AutoCloseable {
    private final BundleContext context;
    private final Set<String> touched = new ConcurrentSkipListSet<>();

    BundleWatch(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        touched.add(event.getBundle().getSymbolicName());
    }

    /** The symbolic names of those that anything happened to. */
    Set<String> touched() {
        return Set.copyOf(touched);
    }

    /** Whether the bundle of this name is active, in this version and no other. */
    boolean isActive(String symbolicName, Version version) {
        var bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
        return bundles.size() == 1
                && bundles.get(0).getVersion().equals(version)
                && bundles.get(0).getState() == Bundle.ACTIVE;
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
