package org.osier.bench.node;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.node.NodeId;

/** What the server's node does with messages: answers with 64 bytes, or counts. */
public final class Service {
    /** Answered on the thread that opened the record. */
    public static final int ANSWER = 0x40;
    /** Answered by the pool. */
    public static final int ANSWER_FROM_POOL = 0x41;
    /** Counted on the thread that opened the record. */
    public static final int COUNT = 0x42;
    /** Answered with how many were counted so far, a u64. */
    public static final int COUNTED = 0x43;

    /** Frames in the session that are counted. */
    public static final int FRAME = 0x80;
    /** Says that {@code [u32]} more of them were counted. */
    public static final int CREDIT = 0x81;

    public static final int REPLY_BYTES = 64;

    /** Frames of 64 KiB go in small steps: two of these make the sender's window. */
    private static final long CREDIT_BYTES = 256 * 1024;
    /** Small frames. */
    private static final int CREDIT_FRAMES = 512;

    private final Reply reply = Reply.bytes(ByteBuffer.allocate(REPLY_BYTES));
    private final AtomicLong messages = new AtomicLong();
    private final Frames frames;
    private int uncredited; // the reading thread's: one link, one stream
    private long uncreditedBytes;

    private Service(Frames frames) {
        this.frames = frames;
    }

    /** Lets a node do all this. */
    public static void on(Peering peering) {
        var service = new Service(peering.node().frames());
        var dispatcher = peering.dispatcher();
        dispatcher.add(ANSWER, "answer", false, request -> service.reply);
        dispatcher.add(ANSWER_FROM_POOL, "answer-from-pool", true, request -> service.reply);
        dispatcher.add(COUNT, "count", false, service::count);
        dispatcher.add(COUNTED, "counted", false, service::counted);
        peering.node().add(service.frameHandler(), 0);
    }

    private Reply count(Request request) {
        messages.incrementAndGet();
        return Reply.none();
    }

    private Reply counted(Request request) {
        return Reply.bytes(
                ByteBuffer.allocate(Long.BYTES).putLong(messages.get()).flip());
    }

    private FrameHandler frameHandler() {
        return new FrameHandler() {
            @Override
            public int type() {
                return FRAME;
            }

            @Override
            public Carrier carriedBy() {
                return Carrier.SESSION;
            }

            @Override
            public void on(NodeId from, ByteBuffer payload) {
                uncredited++;
                uncreditedBytes += payload.remaining();
                // An empty frame is the last one.
                if (payload.hasRemaining() && uncredited < CREDIT_FRAMES && uncreditedBytes < CREDIT_BYTES) return;
                int stream = 0;
                frames.sendOnSession(
                        from, CREDIT, stream, ByteBuffer.allocate(4).putInt(0, uncredited));
                uncredited = 0;
                uncreditedBytes = 0;
            }
        };
    }
}
