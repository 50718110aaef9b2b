package org.osier.discovery;

import org.osgi.annotation.versioning.ProviderType;

/** Takes what a discovery found. Given by the node. Any thread, never blocks; bounded: a flood is shed and counted. */
@ProviderType
@FunctionalInterface
public interface Candidates {
    /** Somebody may be there. */
    void found(Candidate candidate);
}
