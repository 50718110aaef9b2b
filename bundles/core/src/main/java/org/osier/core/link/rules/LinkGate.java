package org.osier.core.link.rules;

import org.osier.core.session.rules.Violation;

/**
 * What may travel when after the handshake (WIRE.md, section 2, "After Split()"): each side sends one 0x17 as its first
 * frame; whoever sent and received Ready sends resume next; only then everything else. A link that runs an errand has no
 * session: after both Ready it carries Welcome or KeyUpdate alone. One thread at a time.
 */
public final class LinkGate {
    /** Frames of this many bytes may come before the other side's Ready. */
    static final int MAX_BYTES_BEFORE_READY = 8 * 1024;

    /** Frames of this many bytes may an errand take after Ready: the roster of a very large cluster. Our choice. */
    static final int MAX_ERRAND_BYTES = 1024 * 1024;

    /** What to do with a frame that came. */
    public enum Step {
        /** The other side is ready. */
        READY,
        /** The other side needs its operator. */
        WAITING,
        /** The other side said no; it closes. */
        REFUSED,
        /** The other side closes. */
        CLOSE,
        /** The first session control frame: resume, or forgotten in its place. */
        RESUME,
        /** A frame of an errand. */
        ERRAND,
        /** The link stands: hand the frame on. */
        PASS,
        /** Allowed, but nothing that this node does anything with. */
        SKIP
    }

    private final boolean errand;
    private boolean sentReady;
    private boolean receivedReady;
    private boolean receivedResume;
    private int bytesBeforeReady;
    private int errandBytes;

    /** @param errand whether this link will never carry messages */
    public LinkGate(boolean errand) {
        this.errand = errand;
    }

    /** Our Ready leaves now. */
    public void sendingReady() {
        if (sentReady) throw new AssertionError("a second Ready");
        sentReady = true;
    }

    /** Whether our Ready has left. */
    public boolean sentReady() {
        return sentReady;
    }

    /** Both ends said Ready: resume is our next frame. */
    public boolean bothReady() {
        return sentReady && receivedReady;
    }

    /** The other side's resume has come: the link stands. */
    public boolean open() {
        return receivedResume;
    }

    /**
     * A frame came.
     *
     * @param buffer holds its payload, from {@code offset}, {@code length} bytes
     */
    public Step on(int type, byte[] buffer, int offset, int length) throws Violation {
        if (receivedResume) return afterResume(type, buffer, offset, length);
        if (type == FrameType.CLOSE) return Step.CLOSE;
        if (!receivedReady) return beforeReady(type, buffer, offset, length);
        if (errand || type == FrameType.KEY_UPDATE) return errand(type, length);
        if (type != FrameType.SESSION_CONTROL) throw new Violation("frame " + hex(type) + " where resume was due");
        if (!sentReady) throw new Violation("resume before our Ready");
        int kind = length == 0 ? -1 : buffer[offset];
        if (kind != 3 && kind != 2) throw new Violation("session control " + kind + " where resume was due");
        receivedResume = true;
        return Step.RESUME;
    }

    private static Step afterResume(int type, byte[] buffer, int offset, int length) throws Violation {
        return switch (type) {
            case FrameType.CLOSE -> Step.CLOSE;
            case FrameType.READY -> throw new Violation("a second Ready");
            case FrameType.SESSION_CONTROL -> {
                if (length > 0 && buffer[offset] == 3) throw new Violation("a second resume");
                yield Step.PASS;
            }
            default -> Step.PASS;
        };
    }

    /** A member that missed the last secret learns only from a KeyUpdate in place of resume what its link is for. */
    private Step errand(int type, int length) throws Violation {
        if (!sentReady) throw new Violation("frame " + hex(type) + " before our Ready");
        errandBytes += FrameType.HEADER_BYTES + length;
        if (errandBytes > MAX_ERRAND_BYTES) throw new Violation("more than 1 MiB for an errand");
        return switch (type) {
            case FrameType.WELCOME, FrameType.KEY_UPDATE -> Step.ERRAND;
            // The resume of one who does not know it, and the record that follows at once.
            case FrameType.SESSION_CONTROL, FrameType.DISCOVERY -> Step.SKIP;
            default -> throw new Violation("frame " + hex(type) + " on a link without a session");
        };
    }

    private Step beforeReady(int type, byte[] buffer, int offset, int length) throws Violation {
        bytesBeforeReady += FrameType.HEADER_BYTES + length;
        if (bytesBeforeReady > MAX_BYTES_BEFORE_READY) throw new Violation("more than 8 KiB before Ready");
        if (type == FrameType.PAIR) return errand ? Step.ERRAND : Step.SKIP;
        if (type != FrameType.READY) throw new Violation("frame " + hex(type) + " before Ready");
        if (length < 1 || length > 1 + Coded.MAX_TEXT_BYTES) throw new Violation("frame 0x17 of " + length + " bytes");
        int code = buffer[offset] & 0xff;
        if (code == Refusal.WAITING) return Step.WAITING;
        if (code != Refusal.READY) {
            Refusal.of(code);
            return Step.REFUSED;
        }
        if (length > 1) throw new Violation("a Ready with text");
        receivedReady = true;
        return Step.READY;
    }

    /** The refusal in a frame that was {@link Step#REFUSED}. */
    public static Refusal refusal(byte[] buffer, int offset) throws Violation {
        return Refusal.of(buffer[offset] & 0xff);
    }

    private static String hex(int type) {
        return String.format("0x%02X", type);
    }
}
