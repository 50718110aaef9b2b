package org.osier.core.config.rules;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of one PID. Immutable. */
public final class Schema {
    /** What the framework, Declarative Services and File Install put beside the keys of a configuration. */
    private static final List<String> FOREIGN_STARTS =
            List.of(".", "service.", "component.", "felix.fileinstall.", "osgi.", "org.osgi.", "org.apache.");

    private static final List<String> FOREIGN_ENDS = List.of(".target", ".cardinality.minimum");

    private final Map<String, Attribute> attributes;

    public Schema(Collection<Attribute> attributes) {
        var byId = new LinkedHashMap<String, Attribute>();
        for (var attribute : attributes) byId.put(attribute.id(), attribute);
        this.attributes = Collections.unmodifiableMap(byId);
    }

    /** In the order of the document. */
    public Collection<Attribute> attributes() {
        return attributes.values();
    }

    public @Nullable Attribute attribute(String key) {
        return attributes.get(key);
    }

    /** Whether somebody wrote this key for the component, and the component does not know it. */
    boolean isUnknown(String key) {
        return !attributes.containsKey(key)
                && FOREIGN_STARTS.stream().noneMatch(key::startsWith)
                && FOREIGN_ENDS.stream().noneMatch(key::endsWith);
    }

    /** The key that was probably meant. */
    Optional<String> nearest(String key) {
        return Nearest.to(key, attributes.keySet());
    }
}
