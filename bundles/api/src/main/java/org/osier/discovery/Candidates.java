package org.osier.discovery;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes what a discovery found. Given by the node, one to each start of each discovery. Any thread; never blocks, never
 * throws; after {@link Discovery#stop} it takes nothing more.
 *
 * <p>What stands for a discovery is a set: to find somebody again replaces what was said of him before and costs next to
 * nothing. The node dials whoever stands here, with growing pauses, until there is a link, and again when the link is
 * lost.
 */
@ProviderType
public interface Candidates {
    /** Most candidates that stand for one discovery; further ones are shed and counted. */
    int MAX_STANDING = 1_024;

    /**
     * Somebody may be there: counts until it is withdrawn, its time is over ({@link Candidate#lasting()}) or the discovery
     * ends.
     */
    void found(Candidate candidate);

    /**
     * That was no longer true, or is no longer wanted: the node stops dialling for it. A link that stands stays, and so
     * does what the node knows from elsewhere. Nothing happens if it does not stand.
     *
     * @param candidate about the same somebody; nothing else of it counts
     */
    void withdrawn(Candidate candidate);
}
