package org.osier.features;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** What the framework did with bundles. */
final class BundleWatch implements SynchronousBundleListener, AutoCloseable {
    private static final int DISTURBING = BundleEvent.STOPPING
            | BundleEvent.STOPPED
            | BundleEvent.UNRESOLVED
            | BundleEvent.UPDATED
            | BundleEvent.UNINSTALLED;

    private final BundleContext context;
    private final Predicate<Bundle> watched;
    private final List<String> disturbed = new CopyOnWriteArrayList<>();

    BundleWatch(BundleContext context, Predicate<Bundle> watched) {
        this.context = context;
        this.watched = watched;
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & DISTURBING) != 0 && watched.test(event.getBundle()))
            disturbed.add(event.getBundle().getSymbolicName() + " event " + event.getType());
    }

    /** Of those that are watched, each that stopped, or was resolved anew, updated or removed. */
    List<String> disturbed() {
        return List.copyOf(disturbed);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
