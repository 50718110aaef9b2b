package org.osier.core.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A secret that was turned over, as it goes to those who stay (WIRE.md, section 9): {@code [u32 length][Rotation][u32
 * length][roster][32 secret]}, cut into as many frames 0x16 as it needs, all but the last of them full.
 *
 * @param secret the new one, 32 bytes; not copied, nobody changes it
 */
public record KeyUpdate(Rotation rotation, Roster roster, byte[] secret) {
    /** Longest one, in bytes. */
    static final int MAX_BYTES = 4 + Rotation.MAX_BYTES + 4 + Roster.MAX_BYTES + Cluster.SECRET_BYTES;

    /** What a frame has room for on a stream (WIRE.md, section 3). */
    public static final int MAX_PART_BYTES = 65_514;

    /** What a member has of the epoch in force, if a rotation made it. */
    public static Optional<KeyUpdate> of(Membership membership) {
        return membership
                .rotation()
                .map(rotation -> new KeyUpdate(
                        rotation, membership.roster(), membership.now().secret()));
    }

    /** Payloads of its frames, in their order. */
    public List<ByteBuffer> parts() {
        var rotated = rotation.bytes();
        var stay = roster.bytes();
        var all = ByteBuffer.allocate(8 + rotated.length + stay.length + secret.length)
                .putInt(rotated.length)
                .put(rotated)
                .putInt(stay.length)
                .put(stay)
                .put(secret)
                .flip();
        var parts = new ArrayList<ByteBuffer>();
        while (all.hasRemaining()) {
            int size = Math.min(all.remaining(), MAX_PART_BYTES);
            parts.add(all.slice(all.position(), size));
            all.position(all.position() + size);
        }
        return parts;
    }

    /** Nothing secret. */
    @Override
    public String toString() {
        return rotation + " for " + roster;
    }
}
