package org.osier.core.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts the parts of a {@link KeyUpdate} together, one after the other. What is too long is refused as soon as its length
 * is here; nothing is kept beyond it. One thread at a time.
 */
public final class KeyUpdateReader {
    private ByteArrayOutputStream parts = new ByteArrayOutputStream();

    /** Bytes that are kept until the rest comes. */
    public int kept() {
        return parts.size();
    }

    /**
     * The next part came.
     *
     * @return the whole, if this was its last; then a new one may begin
     */
    public Optional<KeyUpdate> add(byte[] part) throws BadDocumentException {
        if (part.length == 0) throw new BadDocumentException("an empty part");
        parts.writeBytes(part);
        var in = ByteBuffer.wrap(parts.toByteArray());
        long missing = missing(in.duplicate());
        if (missing > 0) {
            // So nobody makes us look at a great many small ones.
            if (part.length != KeyUpdate.MAX_PART_BYTES) throw new BadDocumentException("a part that is not full");
            return Optional.empty();
        }
        if (missing < 0) throw new BadDocumentException(-missing + " bytes too many");
        parts = new ByteArrayOutputStream();
        var rotation = Rotation.parse(Documents.take(in, in.getInt()));
        var roster = Roster.parse(Documents.take(in, in.getInt()));
        return Optional.of(new KeyUpdate(rotation, roster, Documents.take(in, Cluster.SECRET_BYTES)));
    }

    /** How many bytes are still to come, as far as the lengths tell by now; negative: too many. */
    private static long missing(ByteBuffer in) throws BadDocumentException {
        long rest = in.remaining();
        for (int most : new int[] {Rotation.MAX_BYTES, Roster.MAX_BYTES}) {
            if (in.remaining() < 4) return 4 - in.remaining();
            int length = in.getInt();
            if (length < 0 || length > most) throw new BadDocumentException("a part of " + length + " bytes");
            rest -= 4L + length;
            if (rest < 0) return -rest;
            in.position(in.position() + length);
        }
        return Cluster.SECRET_BYTES - rest;
    }
}
