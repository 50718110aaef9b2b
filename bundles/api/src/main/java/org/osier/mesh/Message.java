package org.osier.mesh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is to be sent: intent, payload, stream, threat score. Immutable; {@code stream} and {@code threat} return changed copies. */
public final class Message {
    /** Where messages go that name no stream. */
    public static final int DEFAULT_STREAM = 0;
    /** For what may wait behind everything else: large and many. */
    public static final int BULK_STREAM = 1;
    /** Highest stream number. */
    public static final int LAST_STREAM = 15;

    private final int intent;
    private final int threat;
    private final int stream;
    private final ByteBuffer payload;

    private Message(int intent, int threat, int stream, ByteBuffer payload) {
        this.intent = intent;
        this.threat = threat;
        this.stream = stream;
        this.payload = payload;
    }

    /**
     * @param intent 0 to 255
     * @param payload 0 to about 16 MiB; a view is kept: do not change the bytes until the message was handed to the mesh,
     *     which copies them
     * @throws IllegalArgumentException if the intent is out of range
     */
    public static Message of(int intent, ByteBuffer payload) {
        if (intent < 0 || intent > 0xff) throw new IllegalArgumentException("an intent is 0 to 255, got " + intent);
        return new Message(intent, 0, DEFAULT_STREAM, payload.slice());
    }

    /** As {@link #of(int, ByteBuffer)}, the payload being UTF-8 text. */
    public static Message of(int intent, String text) {
        return of(intent, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The same on another stream: order is kept within one stream, streams do not wait for each other.
     *
     * @param stream 0 to 15; 2 belongs to synchronisation
     */
    public Message stream(int stream) {
        if (stream < 0 || stream > LAST_STREAM)
            throw new IllegalArgumentException("a stream is 0 to 15, got " + stream);
        return new Message(intent, threat, stream, payload);
    }

    /** The same with a threat score. @param threat 0 to 65,535; receivers drop what is above 50,000 */
    public Message threat(int threat) {
        if (threat < 0 || threat > 0xffff) throw new IllegalArgumentException("threat is 0 to 65,535, got " + threat);
        return new Message(intent, threat, stream, payload);
    }

    /** 0 to 255. */
    public int intent() {
        return intent;
    }

    /** 0 to 65,535. */
    public int threat() {
        return threat;
    }

    /** 0 to 15. */
    public int stream() {
        return stream;
    }

    /** A view of the payload. */
    public ByteBuffer payload() {
        return payload.slice();
    }
}
