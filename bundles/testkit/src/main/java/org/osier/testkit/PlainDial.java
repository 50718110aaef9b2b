package org.osier.testkit;

import java.time.Duration;
import java.util.Optional;
import org.osier.transport.Dial;

/** A dial that expects nobody in particular. */
public record PlainDial(Duration timeout) implements Dial {
    @Override
    public Optional<String> expected() {
        return Optional.empty();
    }
}
