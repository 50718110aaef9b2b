package org.osier.launcher;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles that give a person a prompt. Started last and by hand, because JLine wants help in OSGi. */
final class Console {
    private static final String JLINE = "org.jline";

    private Console() {}

    /**
     * Starts the bundles of the console. JLine looks for its terminals through the context class loader and falls back
     * to a dumb terminal, without history and completion, when it does not find them: so that loader is its own here.
     */
    static void start(List<Bundle> bundles) throws BundleException {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try {
            for (var bundle : bundles) {
                bundle.start();
                if (JLINE.equals(bundle.getSymbolicName())) {
                    thread.setContextClassLoader(
                            bundle.adapt(BundleWiring.class).getClassLoader());
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
