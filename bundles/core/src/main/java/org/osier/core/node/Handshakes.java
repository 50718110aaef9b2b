package org.osier.core.node;

import java.util.List;
import java.util.Optional;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Doorkeeper;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.KeyBinding;
import org.osier.core.handshake.KnockMemory;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.Responder;
import org.osier.core.handshake.Suite;
import org.osier.core.handshake.UepsKeys;
import org.osier.core.identity.Identity;
import org.osier.node.NodeId;

/** Begins handshakes with this node's keys, through the doors that are open. Any thread. */
final class Handshakes {
    private final Environment environment;
    private final Identity identity;
    private final OwnCluster cluster;
    private final Errands errands;
    private final KnockMemory knocks = new KnockMemory();
    private final Doorkeeper doorkeeper;
    private final long bootId;
    private volatile LocalKeys keys;

    Handshakes(
            Environment environment, Identity identity, OwnCluster cluster, Errands errands, long bootId, long serial) {
        this.environment = environment;
        this.identity = identity;
        this.cluster = cluster;
        this.bootId = bootId;
        this.errands = errands;
        this.doorkeeper = new Doorkeeper(this::open, knocks);
        this.keys = keys(serial);
    }

    private List<Door> open(int number) {
        return number == Door.MEMBER ? cluster.doors() : errands.doors(number);
    }

    /** Of this start of the node. */
    long bootId() {
        return bootId;
    }

    /** How many connections there may be from now on. */
    void connections(int most) {
        knocks.connections(most);
    }

    /** Our record has another serial from now on: the binding must name it. */
    void serial(long serial) {
        keys = keys(serial);
    }

    private LocalKeys keys(long serial) {
        return new LocalKeys(identity.seed(), identity.linkPrivateKey(), bootId, serial, 0);
    }

    /** @param door which we take */
    Initiator initiator(Door door, Optional<NodeId> expected) {
        return new Initiator(
                keys,
                door,
                Suite.AES_256_GCM,
                expected.orElse(null),
                environment.random(),
                environment.clock().millis());
    }

    /** With two messages, for a peer whose link key is known. */
    Initiator knowing(Door door, NodeId expected, byte[] linkKey) {
        return Initiator.knowing(
                keys,
                door,
                Suite.AES_256_GCM,
                expected,
                linkKey,
                environment.random(),
                environment.clock().millis());
    }

    Responder responder() {
        return new Responder(keys, doorkeeper, environment.random());
    }

    /** The keys for packets between us and whom this handshake proved. */
    PeerKeys packetKeys(KeyBinding peer) {
        return packetKeys(peer.linkKey(), peer.node());
    }

    /** The keys for packets to ourselves. */
    PeerKeys ownKeys() {
        return packetKeys(identity.linkKey(), identity.id());
    }

    private PeerKeys packetKeys(byte[] linkKey, NodeId peer) {
        return UepsKeys.derive(cluster.now().id(), identity.linkPrivateKey(), linkKey, identity.id(), peer)
                .map(PeerKeys::new)
                .orElseThrow(() -> new AssertionError("the handshake refuses link keys of small order"));
    }
}
