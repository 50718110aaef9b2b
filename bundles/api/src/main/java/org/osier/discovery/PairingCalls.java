package org.osier.discovery;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears who shows a PIN: a discovery that can registers this, too. Any thread, never blocks. */
@ConsumerType
public interface PairingCalls {
    /** Most that are heard at once; further ones are not listed. */
    int MAX = 16;

    /** Who shows one now, as far as we hear; at most {@value #MAX}. Without ourselves. */
    List<PairingCall> heard();
}
