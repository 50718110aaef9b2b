package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.rules.FrameType;

/**
 * Frames that wait on a link, by priority; session segments are not here, they stay in their session until the writer
 * pulls them. Frames that may be shed share {@value #MAX_BYTES} bytes. Locks itself, for a moment.
 */
final class FrameQueue {
    static final int MAX_BYTES = 256 * 1024;

    private static final int PRIORITIES = 5;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable ArrayDeque<byte[]>[] byPriority = new ArrayDeque[PRIORITIES]; // made when first needed

    private int bytes;
    private int frames;
    private boolean drained; // something that the link needs to stand, since it was last asked

    /** @return false: shed, the queue is full */
    boolean offer(int type, ByteBuffer payload) {
        return offer(FrameType.priority(type), type, payload);
    }

    /** As {@link #offer(int, ByteBuffer)}, at another place than the type's own. */
    synchronized boolean offer(int priority, int type, ByteBuffer payload) {
        int size = FrameType.HEADER_BYTES + payload.remaining();
        if (bytes + size > MAX_BYTES && FrameType.maybeShed(type)) return false;
        var frame = new byte[size];
        ByteBuffer.wrap(frame).putInt(size - 4).put((byte) type).put(payload);
        var queue = byPriority[priority];
        if (queue == null) byPriority[priority] = queue = new ArrayDeque<>(2);
        if (type == FrameType.CLOSE) shed(queue); // it is the last word, and the last record must have room for it
        queue.add(frame);
        bytes += size;
        frames++;
        return true;
    }

    private void shed(ArrayDeque<byte[]> queue) {
        queue.removeIf(frame -> {
            if (!FrameType.maybeShed(frame[FrameType.HEADER_BYTES - 1] & 0xff)) return false;
            bytes -= frame.length;
            frames--;
            return true;
        });
    }

    /**
     * Moves whole frames of one priority into {@code to}, as many as fit; one that no record has room for is shed.
     *
     * @param longest frame that an empty record takes
     * @return the new end
     */
    synchronized int drain(int priority, byte[] to, int from, int limit, int longest) {
        var queue = byPriority[priority];
        if (frames == 0 || queue == null) return from;
        int at = from;
        for (var frame = queue.peek(); frame != null; frame = queue.peek()) {
            if (frame.length <= limit - at) {
                System.arraycopy(frame, 0, to, at, frame.length);
                at += frame.length;
                drained |= priority == 0 && isOfTheStart(frame[FrameType.HEADER_BYTES - 1] & 0xff);
            } else if (frame.length <= longest) {
                break;
            }
            queue.remove();
            bytes -= frame.length;
            frames--;
        }
        return at;
    }

    /** What the link needs to stand, as long as it does not; our record stands beside the greeting then. */
    private static boolean isOfTheStart(int type) {
        return type == FrameType.READY || type == FrameType.SESSION_CONTROL || type == FrameType.DISCOVERY;
    }

    /** Whether a frame that the link needs to stand was drained since this was last asked. */
    synchronized boolean drainedStart() {
        boolean was = drained;
        drained = false;
        return was;
    }

    synchronized boolean isEmpty() {
        return frames == 0;
    }
}
