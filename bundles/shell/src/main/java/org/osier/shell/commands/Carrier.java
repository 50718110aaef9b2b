package org.osier.shell.commands;

import java.util.List;
import java.util.Set;

/**
 * A bundle that gives transports, or would if it ran.
 *
 * @param bundleId of the framework
 * @param name symbolic name
 * @param version of the bundle
 * @param state {@code active}, {@code stopped} or, of a bundle that lacks something, {@code not resolved}
 * @param schemes that it gives, or gave or would give; empty: not to be known before it runs
 * @param services ids of its transport services; empty: none at the moment
 */
public record Carrier(
        long bundleId, String name, String version, String state, List<String> schemes, Set<Long> services) {
    public static final String ACTIVE = "active";
    public static final String STOPPED = "stopped";
    public static final String NOT_RESOLVED = "not resolved";

    public Carrier {
        schemes = List.copyOf(schemes);
        services = Set.copyOf(services);
    }

    boolean isActive() {
        return state.equals(ACTIVE);
    }

    /** Whether somebody who says this means it. @param word a scheme, or the bundle's name */
    boolean is(String word) {
        return schemes.contains(word) || name.equals(word);
    }

    /** {@code org.osier.transport.tcp 1.0.0}. */
    String title() {
        return name + " " + version;
    }
}
