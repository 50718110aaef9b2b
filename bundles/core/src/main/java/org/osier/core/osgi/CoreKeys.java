package org.osier.core.osgi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osier.core.config.rules.KeyCheck;

/** What core demands of its own keys beyond their metatype: names, addresses, how many of them. */
public final class CoreKeys implements KeyCheck {
    /** The PID of core. */
    public static final String PID = "org.osier.core";

    private static final String NAME = "name";

    /** An empty name is the host's, and to ask for that can take long. */
    private static final String ANY_NAME = "node";

    private static final CoreKeys CHECK = new CoreKeys();

    private CoreKeys() {}

    /** What the component of this PID demands. */
    public static KeyCheck of(String pid) {
        return pid.equals(PID) ? CHECK : NONE;
    }

    /** The addresses in a value. @throws IllegalArgumentException naming key, value and what is expected */
    public static List<URI> addresses(String key, String value) {
        return ConfigReader.addresses(key, value);
    }

    @Override
    public Optional<String> complaint(String key, Object value) {
        if (key.equals(NAME) && value.toString().isBlank()) return Optional.empty();
        try {
            var values = key.equals(NAME) ? Map.of(NAME, value) : Map.of(NAME, ANY_NAME, key, value);
            ConfigReader.read(CoreConfigs.of(values));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
