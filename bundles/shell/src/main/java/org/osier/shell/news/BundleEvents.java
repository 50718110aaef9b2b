package org.osier.shell.news;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;

/** What happened to bundles of the mesh: those with our name, and whatever was dropped into {@code deploy/}. */
final class BundleEvents implements BundleListener {
    static final String OURS = "org.osier.";

    private static final String DROPPED = "/deploy/";

    private final InstantSource clock;
    private final Consumer<Event> events;

    BundleEvents(InstantSource clock, Consumer<Event> events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        var bundle = event.getBundle();
        if (!isOfTheMesh(bundle)) return;
        switch (event.getType()) {
            case BundleEvent.STARTED -> tell(Mark.CAME, bundle, "started");
            case BundleEvent.UPDATED -> tell(Mark.CHANGED, bundle, "updated");
            case BundleEvent.STOPPED -> tell(Mark.PAUSED, bundle, "stopped");
            case BundleEvent.UNINSTALLED -> tell(Mark.WENT, bundle, "removed");
            default -> {} // on its way between those
        }
    }

    static boolean isOfTheMesh(Bundle bundle) {
        return name(bundle).startsWith(OURS) || bundle.getLocation().contains(DROPPED);
    }

    /** A jar without a manifest for OSGi has no name but its place. */
    private static String name(Bundle bundle) {
        var name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }

    private void tell(Mark mark, Bundle bundle, String what) {
        events.accept(new Event(clock.instant(), mark, About.BUNDLE, name(bundle) + " " + bundle.getVersion(), what));
    }
}
