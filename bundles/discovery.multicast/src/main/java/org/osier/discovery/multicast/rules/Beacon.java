package org.osier.discovery.multicast.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.Candidate;
import org.osier.node.NodeId;

/**
 * What a node says of itself to whoever hears it: {@code [32 NodeId][8 boot id][u64 sequence][u64 ms][u8 flags]{[u8
 * length][ASCII URI]}*}. Immutable.
 *
 * @param sequence rises with each beacon of one start of the node
 * @param ms when it was sent, since 1970
 * @param flags {@link #GOODBYE} and {@link #ANSWER}; others are ignored
 * @param addresses where it listens, at most 8
 */
public record Beacon(NodeId id, long bootId, long sequence, long ms, int flags, List<URI> addresses) {
    /** The node stops: it is not there any more. */
    public static final int GOODBYE = 1;

    /** Sent to one node alone, because it was new: it is not answered. */
    public static final int ANSWER = 2;

    private static final int HEAD_BYTES = NodeId.BYTES + 3 * Long.BYTES + 1;
    private static final int LONGEST_ADDRESS = 255;

    public Beacon {
        addresses = List.copyOf(addresses);
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    /** @param most addresses that do not fit any more are left away; at least 57 */
    byte[] write(int most) {
        var out = ByteBuffer.allocate(most);
        id.write(out);
        out.putLong(bootId).putLong(sequence).putLong(ms).put((byte) flags);
        addresses.stream().limit(Candidate.MAX_ADDRESSES).forEach(address -> {
            var bytes = address.toString().getBytes(US_ASCII);
            if (bytes.length > LONGEST_ADDRESS || 1 + bytes.length > out.remaining()) return;
            out.put((byte) bytes.length).put(bytes);
        });
        var bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    /** @return null: not in this form */
    static @Nullable Beacon read(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) return null;
        var in = ByteBuffer.wrap(bytes);
        var id = NodeId.read(in);
        long bootId = in.getLong();
        long sequence = in.getLong();
        long ms = in.getLong();
        int flags = in.get() & 0xff;
        var addresses = new ArrayList<URI>();
        while (in.hasRemaining()) {
            int length = in.get() & 0xff;
            if (length == 0 || length > in.remaining() || addresses.size() == Candidate.MAX_ADDRESSES) return null;
            var text = new byte[length];
            in.get(text);
            var address = address(text);
            if (address == null) return null;
            addresses.add(address);
        }
        return new Beacon(id, bootId, sequence, ms, flags, addresses);
    }

    private static @Nullable URI address(byte[] text) {
        for (byte b : text) if (b < 0x21 || b > 0x7e) return null;
        try {
            var address = new URI(new String(text, US_ASCII));
            return address.getScheme() == null ? null : address;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
