package org.osier.ueps;

/** The table of intents: numbers with a meaning of ours. 0x40 to 0xBF are free for third parties. */
public final class Intents {
    /** Named by seed text 003, kept free. */
    public static final int HANDSHAKE = 0x01;
    /** Answered by every dispatcher with what it got, unless a handler serves it: for measuring. */
    public static final int ECHO = 0x02;
    /** Whom a node knows, page by page: WIRE.md, section 11. Answered by bundle membership. */
    public static final int LIST_PEERS = 0x03;
    /** Named by seed text 003, kept free until its bundle comes. */
    public static final int COMPUTE = 0x20;
    /** Named by seed text 003, kept free until its bundle comes. */
    public static final int REHAB = 0x30;
    /** First number for third parties. */
    public static final int FIRST_FREE = 0x40;
    /** Last number for third parties. */
    public static final int LAST_FREE = 0xBF;
    /** Named by seed text 003, kept free. */
    public static final int CUSTOM = 0xFF;

    private Intents() {}
}
