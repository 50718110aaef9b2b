package org.osier.trust;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/** A PIN that is shown. */
@ProviderType
public interface Pin {
    /** Six digits; a secret. */
    String digits();

    /** When it stops to count. */
    Instant expires();

    /**
     * Who got in by it. Fails with {@link JoinException}: OSIER-122 after five wrong tries, OSIER-114 when nobody came in time
     * or the link broke before the other node had everything, OSIER-305 if it was {@linkplain #close closed}.
     */
    CompletionStage<NodeId> result();

    /** It counts no more. */
    void close();
}
