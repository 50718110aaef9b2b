package org.osier.core.node.rules;

import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.transport.TransportException.Kind;

/** How a dial ended that did not become a link: what was seen, before anybody says what it means. */
public sealed interface Ending {
    /** The carrier failed. @param detail what the transport says */
    record Carrier(Kind kind, String detail) implements Ending {}

    /** The handshake failed. @param unproven the other side said so in clear, as anybody on the way could; @param detail may be empty */
    record Handshake(Reason reason, boolean unproven, String detail) implements Ending {
        /** As above, and the reason says it all. */
        public Handshake(Reason reason, boolean unproven) {
            this(reason, unproven, "");
        }
    }

    /** One end did not admit the other. @param byPeer it was the other one; @param text its own words, may be empty */
    record Refused(Refusal refusal, boolean byPeer, String text) implements Ending {}

    /** One end said goodbye. @param byPeer it was the other one; @param text its own words, may be empty */
    record Closed(CloseReason reason, boolean byPeer, String text) implements Ending {}

    /** The operator of one end had to decide and did not. @param byPeer the other end's */
    record Undecided(boolean byPeer, String text) implements Ending {}

    /** It was closed without a word. */
    record Silent() implements Ending {}

    /** We gave it up: it took longer than this. @param seconds the limit */
    record Late(long seconds) implements Ending {}

    /** We gave it up: the transport goes or the node stops. */
    record Withdrawn() implements Ending {}

    /** It was not begun: every place for a connection is taken. */
    record NoPlace() implements Ending {}

    /** It was not begun: no transport carries this scheme. */
    record NoTransport() implements Ending {}
}
