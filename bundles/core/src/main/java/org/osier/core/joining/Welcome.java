package org.osier.core.joining;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.osier.core.cluster.BadGenesisException;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;
import org.osier.core.session.rules.Violation;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;

/**
 * What makes a node a member: frame 0x15 (WIRE.md, section 9). Immutable.
 *
 * <pre>{@code [u8 1][u16 length][genesis][u32 epoch][32 secret][u32 length][rotation]?[u16 length][record of the inviter]}</pre>
 *
 * @param cluster genesis, epoch and secret
 * @param rotation that put the epoch in force; empty: none did, it is the first
 * @param inviter its record; the signature is not checked here
 */
record Welcome(Cluster cluster, byte[] rotation, NodeRecord inviter) {
    /** What fits into one frame beside the rest; a rotation that revokes 1,800 nodes at once does. */
    static final int MAX_ROTATION_BYTES = 60_000;

    private static final int VERSION = 1;

    Welcome {
        if (rotation.length > MAX_ROTATION_BYTES) {
            throw new IllegalArgumentException("a rotation of " + rotation.length + " bytes does not fit");
        }
    }

    ByteBuffer bytes() {
        var genesis = cluster.genesis().bytes();
        var record = inviter.bytes();
        var bytes = ByteBuffer.allocate(
                1 + 2 + genesis.length + 4 + Cluster.SECRET_BYTES + 4 + rotation.length + 2 + record.length);
        bytes.put((byte) VERSION);
        bytes.putShort((short) genesis.length).put(genesis);
        bytes.putInt(cluster.epoch()).put(cluster.secret());
        bytes.putInt(rotation.length).put(rotation);
        bytes.putShort((short) record.length).put(record);
        return bytes.flip();
    }

    static Welcome read(byte[] payload) throws Violation {
        var in = ByteBuffer.wrap(payload);
        try {
            if (in.get() != VERSION) throw new Violation("Welcome of another version than 1");
            var genesis = Genesis.parse(take(in, in.getShort() & 0xffff));
            int epoch = in.getInt();
            var secret = take(in, Cluster.SECRET_BYTES);
            var rotation = take(in, in.getInt());
            if (rotation.length > MAX_ROTATION_BYTES) throw new Violation("Welcome with too long a rotation");
            var record = NodeRecord.parse(take(in, in.getShort() & 0xffff));
            if (in.hasRemaining()) throw new Violation("Welcome with " + in.remaining() + " bytes too many");
            if (epoch == 0) throw new Violation("Welcome to epoch 0");
            if (epoch == 1 && rotation.length > 0) throw new Violation("Welcome to epoch 1 with a rotation");
            return new Welcome(Cluster.of(genesis, epoch, secret), rotation, record);
        } catch (BufferUnderflowException e) {
            throw new Violation("Welcome is cut short");
        } catch (BadGenesisException | BadRecordException e) {
            throw new Violation("Welcome: " + e.getMessage());
        }
    }

    private static byte[] take(ByteBuffer in, int length) throws Violation {
        if (length < 0 || length > in.remaining()) throw new Violation("Welcome is cut short");
        var taken = new byte[length];
        in.get(taken);
        return taken;
    }

    /** Names, nothing secret. */
    @Override
    public String toString() {
        return "welcome to " + cluster + " by " + inviter.id().brief();
    }
}
