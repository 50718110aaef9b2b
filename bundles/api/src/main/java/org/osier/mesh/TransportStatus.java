package org.osier.mesh;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one transport carries, and has carried since this node and the transport are both there: an update of either begins
 * anew. Immutable.
 */
@ProviderType
public interface TransportStatus {
    /** Of its service, {@code service.id}: leads to the bundle that gives it. */
    long serviceId();

    /** URI schemes of its addresses, sorted. Unmodifiable. */
    List<String> schemes();

    /** Whether the node dials and listens through it; of two for one scheme, as during an update, one serves. */
    boolean serving();

    /** Whether it promises nothing, as udp, instead of all in order. */
    boolean datagrams();

    /** Connections that stand now, those included over which nobody has proved who he is. */
    int connections();

    /** Of those, links: both ends have proved who they are, and let each other in. */
    int links();

    /** Dials that were begun. */
    long dials();

    /** Of those, dials that came to no connection; one that was given up is none. */
    long dialsFailed();

    /** Connections that others made, and this node took. */
    long accepted();

    /** Messages of the carrier that came in: encrypted records, in each of which may be many messages of the mesh. */
    long messagesIn();

    /** Their bytes, without what the carrier adds. */
    long bytesIn();

    /** Messages of the carrier that were handed to it. */
    long messagesOut();

    /** Their bytes, without what the carrier adds. */
    long bytesOut();
}
