package org.osier.core.node;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.core.joining.Arrival;
import org.osier.core.joining.ArrivalInMemory;
import org.osier.core.record.ClusterTag;
import org.osier.node.NodeRecord;
import org.osier.trust.Invited;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node says of itself: signed anew when something in it changes and at half of its validity. The serial is
 * stored before the record is told to anybody. Written by the loop, read by any thread.
 */
public final class OwnRecord {
    /** Gives a record its keys, its serial and its signature; the serial is stored before it is used. */
    @FunctionalInterface
    public interface Signer {
        /** @param above a serial of another node with our key, 0: there is none; the record gets a higher one */
        NodeRecord sign(long above, NodeRecord.Builder record, Instant now) throws HomeException;
    }

    /** So much a clock is set back in passing: peers take records that are so far ahead (WIRE.md, section 7). */
    private static final Duration CORRECTION = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(OwnRecord.class);

    private final Environment environment;
    private final Identity identity;
    private final OwnCluster cluster;
    private final Signer signer;
    private final long bootId;
    private volatile NodeRecord record;
    private Arrival arrival = new ArrivalInMemory(""); // the loop's once started
    private String trouble = ""; // the loop's: what was told already, as it is tried again each second

    OwnRecord(
            Environment environment,
            Identity identity,
            OwnCluster cluster,
            Signer signer,
            long bootId,
            NodeConfig config)
            throws HomeException {
        this.environment = environment;
        this.identity = identity;
        this.cluster = cluster;
        this.signer = signer;
        this.bootId = bootId;
        this.record = sign(0, config, List.of());
    }

    /** How the node came into its cluster; before the node starts. */
    void arrival(Arrival arrival) {
        this.arrival = arrival;
    }

    /** The record in force. */
    NodeRecord get() {
        return record;
    }

    /** As a Discovery frame carries it: {@code [u8 1][u16 length][record]} (WIRE.md, section 3). */
    ByteBuffer frame() {
        var bytes = record.bytes();
        return ByteBuffer.allocate(3 + bytes.length)
                .put((byte) 1)
                .putShort((short) bytes.length)
                .put(bytes)
                .flip();
    }

    /**
     * Whether it should be signed again by now: half of it is over, the clock was set back to before its issue, it does not
     * say who invited us, or the last try came to nothing.
     */
    boolean due() {
        var now = environment.clock().instant();
        var half = record.issued().plus(record.valid().dividedBy(2));
        return !trouble.isEmpty()
                || !now.isBefore(half)
                || !record.attributes().equals(attributes())
                || now.isBefore(record.issued().minus(CORRECTION));
    }

    /**
     * Signs what is true now; the loop's. If no serial can be stored the record in force goes on counting.
     *
     * @param above the serial of another node with our key, 0: none
     * @return whether there is a new one
     */
    boolean renew(long above, NodeConfig config, List<URI> listening) {
        try {
            record = sign(above, config, listening);
            trouble = "";
            return true;
        } catch (HomeException e) {
            var reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) log.warn("{}: our record stays as it is, {}", config.name(), reason);
            trouble = reason;
            return false;
        }
    }

    private NodeRecord sign(long above, NodeConfig config, List<URI> listening) throws HomeException {
        Instant now = environment.clock().instant();
        var addresses = config.advertise().isEmpty() ? Advertised.of(listening) : config.advertise();
        var builder = NodeRecord.builder()
                .bootId(bootId)
                .issued(now, config.recordValidity())
                .name(config.name())
                .role(config.role())
                .addresses(addresses)
                .clusterTag(ClusterTag.of(cluster.now(), identity.id()));
        builder.attributes(attributes());
        return signer.sign(above, builder, now);
    }

    private SortedMap<String, String> attributes() {
        return arrival.invited(cluster.now().idHex())
                .map(invited -> new TreeMap<>(Map.of(Invited.ATTRIBUTE, invited.text())))
                .orElseGet(TreeMap::new);
    }
}
