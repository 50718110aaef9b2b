package org.osier.core.link.rules;

/** Types of frames, WIRE.md section 3. Plain numbers: one is read per frame. */
public final class FrameType {
    public static final int MESSAGE = 0x02;
    public static final int DISCOVERY = 0x04;
    public static final int SESSION_CONTROL = 0x14;
    public static final int WELCOME = 0x15;
    public static final int KEY_UPDATE = 0x16;
    public static final int READY = 0x17;
    public static final int PAIR = 0x18;
    public static final int ASK_KEY = 0x19;
    public static final int PATH_ECHO = 0x1A;
    public static final int PING = 0x1B;
    public static final int PONG = 0x1C;
    public static final int CLOSE = 0x1E;

    /** Types from here on belong to third parties. */
    public static final int FIRST_FREE = 0x80;

    /** A frame is {@code [u32 length = 1 + payload][u8 type][payload]}. */
    public static final int HEADER_BYTES = 5;

    private FrameType() {}

    /** Lower number first; types that may be shed have the priority of the table, everything of the node itself 0. */
    public static int priority(int type) {
        return switch (type) {
            case DISCOVERY, ASK_KEY -> 1;
            case 0x0A -> 2;
            case 0x08, 0x09 -> 4;
            case 0x03, SESSION_CONTROL, WELCOME, KEY_UPDATE, READY, PAIR, PATH_ECHO, PING, PONG, CLOSE -> 0;
            default -> 3;
        };
    }

    /** Whether a full queue sheds it: what the link and the session need to stand is never shed. */
    public static boolean maybeShed(int type) {
        return switch (type) {
            case SESSION_CONTROL, WELCOME, KEY_UPDATE, READY, PAIR, CLOSE -> false;
            default -> true;
        };
    }

    /** Whether it asks for work that no window limits: answers, signatures that must be checked. */
    public static boolean begins(int type) {
        return type == PING || type == PATH_ECHO || type == DISCOVERY || type == KEY_UPDATE;
    }

    /** Whether the table lets links carry this type for others than the node itself. */
    public static boolean linkCarriesForOthers(int type) {
        return switch (type) {
            case 0x03, 0x08, 0x09, 0x0A, 0x13 -> true;
            default -> type >= FIRST_FREE && type <= 0xff;
        };
    }

    /** Whether the table lets sessions carry this type for others than the node itself. */
    public static boolean sessionCarriesForOthers(int type) {
        return switch (type) {
            case 0x05, 0x06, 0x07 -> true;
            default -> type >= FIRST_FREE && type <= 0xff;
        };
    }
}
