package org.osier.discovery.multicast.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node says in clear while a PIN is shown on it: {@code ["OSP1"][8 pairing id][ASCII URI]}. Who is no member yet
 * can read nothing else of us. Immutable.
 *
 * @param id another one for each PIN
 * @param address where to come
 */
public record PinBeacon(long id, URI address) {
    private static final byte[] MAGIC = "OSP1".getBytes(US_ASCII);
    private static final int HEAD_BYTES = MAGIC.length + Long.BYTES;

    /** As in a record: WIRE.md, section 7. */
    private static final int LONGEST_ADDRESS = 255;

    /** Whether it begins as one does. */
    public static boolean looksLikeOne(byte[] datagram) {
        return datagram.length > HEAD_BYTES && Arrays.equals(datagram, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** All of it. */
    public byte[] write() {
        var text = address.toString().getBytes(US_ASCII);
        return ByteBuffer.allocate(HEAD_BYTES + text.length)
                .put(MAGIC)
                .putLong(id)
                .put(text)
                .array();
    }

    /** @return null: not in this form */
    public static @Nullable PinBeacon read(byte[] datagram) {
        if (!looksLikeOne(datagram) || datagram.length > HEAD_BYTES + LONGEST_ADDRESS) return null;
        var in = ByteBuffer.wrap(datagram, MAGIC.length, datagram.length - MAGIC.length);
        long id = in.getLong();
        var text = new byte[in.remaining()];
        in.get(text);
        for (byte b : text) if (b < 0x21 || b > 0x7e) return null;
        try {
            var address = new URI(new String(text, US_ASCII));
            boolean good = address.getScheme() != null && address.getHost() != null && address.getPort() > 0;
            return good ? new PinBeacon(id, address) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
