package org.osier.core.handshake;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.BadTagException;
import org.osier.core.noise.HandshakeState;
import org.osier.core.noise.Split;

/**
 * What a handshake proved. The peer owns the keys in its binding and knows the secret of the door; whether its serial
 * is not below the highest seen for it, and whether it is let in, is decided by whoever reads this.
 */
public final class Outcome {
    private final KeyBinding peer;
    private final long capabilities;
    private final int version;
    private final Suite suite;
    private final Door door;
    private final byte[] handshakeHash;
    private final RecordCipher send;
    private final RecordCipher receive;
    private final Split keys;
    private final @Nullable Duration clockAhead;

    private Outcome(
            PeerProof proof, Suite suite, Door door, byte[] handshakeHash, Split keys, @Nullable Duration clockAhead) {
        this.peer = proof.binding();
        this.capabilities = proof.capabilities();
        this.version = proof.version();
        this.suite = suite;
        this.door = door;
        this.handshakeHash = handshakeHash;
        this.send = new RecordCipher(keys.send());
        this.receive = new RecordCipher(keys.receive());
        this.keys = keys;
        this.clockAhead = clockAhead;
    }

    /** @param clockAhead how far the initiator's clock is ahead of ours; null if we are the initiator */
    static Outcome of(HandshakeState complete, PeerProof proof, Suite suite, Door door, @Nullable Duration clockAhead) {
        return new Outcome(proof, suite, door, complete.handshakeHash(), complete.split(), clockAhead);
    }

    /** Whether this is the first record of one who knows the keys; it stays unread, and is opened again by the link. */
    boolean opens(ByteBuffer record) {
        int length = record.remaining();
        if (length <= RecordCipher.OVERHEAD_BYTES) return false;
        int offset = record.arrayOffset() + record.position();
        try {
            keys.receive().open(0, record.array(), offset, length, new byte[length]);
            return true;
        } catch (BadTagException e) {
            return false;
        }
    }

    /** Id, keys, boot id and serial of the peer. */
    public KeyBinding peer() {
        return peer;
    }

    /** What the peer can do; unknown bits mean nothing. */
    public long capabilities() {
        return capabilities;
    }

    /** The version of the protocol that both go on with. */
    public int version() {
        return version;
    }

    /** The cipher. */
    public Suite suite() {
        return suite;
    }

    /** The very door object that was opened. */
    public Door door() {
        return door;
    }

    /**
     * How far the peer's clock was ahead of ours, to half a second and the time that message 1 travelled; empty where we
     * began: only the initiator tells its time.
     */
    public Optional<Duration> clockAhead() {
        return Optional.ofNullable(clockAhead);
    }

    /** Names this handshake and no other, the same on both sides; 32 bytes, a copy. */
    public byte[] handshakeHash() {
        return handshakeHash.clone();
    }

    /** Seals what we send. */
    public RecordCipher send() {
        return send;
    }

    /** Opens what we receive. */
    public RecordCipher receive() {
        return receive;
    }

    /** Seals what we send, where datagrams carry it; once, and never beside {@link #send}. */
    public DatagramSealer sendDatagrams() {
        return new DatagramSealer(keys.send());
    }

    /** Opens what we receive, where datagrams carry it; once, and never beside {@link #receive}. */
    public DatagramOpener receiveDatagrams() {
        return new DatagramOpener(keys.receive());
    }
}
