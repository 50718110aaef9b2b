package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the launcher would start for a node without a console, for a framework that somebody else makes: so that a test
 * runs with the bundles, start levels and properties that are shipped. In the launcher's package, to see them.
 *
 * @param jars the bundles that are not watched
 * @param startLevel of the framework
 * @param properties of the framework, but for those about its storage; the launcher's system properties are among them,
 *     so that several plans can be made in one process before the first is carried out
 */
public record LaunchPlan(List<Jar> jars, int startLevel, Map<String, String> properties) {
    private static final String STORAGE = "org.osgi.framework.storage";
    private static final String OURS = "osier.";

    /** A bundle and its start level. */
    public record Jar(Path file, int startLevel) {}

    /** Fills the home as the launcher does, and plans what the options of {@code osier run} stand for. */
    public static LaunchPlan of(Path distributionFolder, List<String> options) throws IOException {
        try {
            var parsed = Options.parse(options, Path.of("").toAbsolutePath());
            var distribution = Distribution.at(distributionFolder.toString());
            // The home is closed again: core has a lock of its own on it.
            try (var home = Home.open(parsed.home())) {
                home.fill(distribution);
                NodeProperties.set(parsed, home, distribution);
                var jars = distribution.systemBundles(false).stream()
                        .map(bundle -> new Jar(bundle.jar(), bundle.startLevel()))
                        .toList();
                int startLevel = jars.get(jars.size() - 1).startLevel();
                var properties = FrameworkProperties.of(home, startLevel);
                properties.keySet().removeIf(key -> key.startsWith(STORAGE));
                var system = System.getProperties();
                for (var name : system.stringPropertyNames()) {
                    if (name.startsWith(OURS)) properties.put(name, system.getProperty(name));
                }
                return new LaunchPlan(jars, startLevel, properties);
            }
        } catch (WrongUseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
