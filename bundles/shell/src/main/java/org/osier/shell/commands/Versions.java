package org.osier.shell.commands;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * What runs here.
 *
 * @param osier version of this bundle
 * @param framework name and version
 * @param java version
 */
public record Versions(String osier, String framework, String java) {
    private static final String FELIX = "org.apache.felix.framework";

    /** As the framework tells it. */
    public static Versions of(BundleContext context) {
        var framework = context.getBundle(0);
        var name = framework.getSymbolicName();
        return new Versions(
                brief(context.getBundle().getVersion()),
                (FELIX.equals(name) ? "Felix" : name) + " " + brief(framework.getVersion()),
                System.getProperty("java.version"));
    }

    private static String brief(Version version) {
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    /** {@code osier 1.0.0  (Felix 7.0.5, Java 17.0.15)}. */
    public String title() {
        return "osier " + osier + "  (" + framework + ", Java " + java + ")";
    }
}
