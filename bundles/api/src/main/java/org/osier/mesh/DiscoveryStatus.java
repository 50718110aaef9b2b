package org.osier.mesh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How one discovery does, since this node took it up. Immutable. */
@ProviderType
public interface DiscoveryStatus {
    /** What it is doing. */
    enum State {
        /** It was asked to start, and has not come back from that. */
        STARTING,
        /** It looks. */
        RUNNING,
        /** It threw, and is not used any more until its service is registered anew. */
        FAILED
    }

    /** What it calls itself; of one that could not say so, its class. */
    String name();

    /** Of its service, {@code service.id}: leads to the bundle that gives it; 0: it is a part of the node. */
    long serviceId();

    /** What it is doing. */
    State state();

    /** Since when it is in that state. */
    Instant since();

    /** When it was told our record last, to announce it; empty: it was not yet. */
    Optional<Instant> announced();

    /** Candidates that stand for it now. */
    int standing();

    /** Candidates that it found and that were taken. */
    long found();

    /** Candidates of it that were shed, or gave way to others, because there were too many. */
    long shed();

    /** Why it failed, or what it cannot do at the moment; one sentence each, with its code if it has one. Unmodifiable. */
    List<String> troubles();
}
