package org.osier.transport;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How to dial. Given by the node. */
@ProviderType
public interface Dial {
    /** Give up after this; 1 ms to 60 s. */
    Duration timeout();

    /** Whom the other end must be, as 64 hex digits of a NodeId: a TLS transport checks it, others ignore it. */
    Optional<String> expected();
}
