package org.osier.core.config.rules;

import java.util.Optional;

/** What a component demands of a key beyond its metatype: the form of an address, for example. */
public interface KeyCheck {
    /** Nothing. */
    KeyCheck NONE = (key, value) -> Optional.empty();

    /** What is wrong with a value that metatype allows, in words that name key, value and what is expected. */
    Optional<String> complaint(String key, Object value);
}
