package org.osier.shell.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.Attempt;
import org.osier.mesh.Attempt.Stage;

/**
 * The likely cause of dials that fail: of everything that was seen, what tells most. A "no" tells more than silence, and
 * whoever answers more than who does not.
 *
 * @param code the nnn of OSIER-nnn of the dial that tells most
 * @param text the cause, for people
 * @param next what to do next, for people
 */
record Likely(int code, String text, String next) {
    /** What tells more stands first. */
    private enum Cause {
        REVOKED("it was put out of the cluster"),
        IDENTITY_TWICE("two nodes use one identity"),
        NOT_ADMITTED("an admission rule or an operator keeps the two apart"),
        TICKET("the ticket was used or has expired"),
        CLOCKS("clocks differ"),
        OTHER_CLUSTER("not the same cluster"),
        OTHER_NODE("another node has its address now"),
        OTHER_PROGRAM("something else listens there, or an Osier of another version"),
        BUSY("it restarts, or has too much to do"),
        HANGS("it accepts and then hangs"),
        MUTE("no Osier listens there, or one that hangs or is full"),
        DOWN("the process is down"),
        DROPPED("the machine is down, or a firewall drops it"),
        NO_WAY("the name or the address is wrong, or a network is missing"),
        FORBIDDEN("this machine's system forbids it"),
        UNKNOWN("none of the usual ones");

        private final String text;

        Cause(String text) {
            this.text = text;
        }
    }

    /** @param failed dials that failed, the last one for each address */
    static Optional<Likely> of(List<Attempt> failed) {
        return failed.stream()
                .min(Comparator.comparing(Likely::cause))
                .map(a -> new Likely(a.code(), cause(a).text, a.hint()));
    }

    private static Cause cause(Attempt attempt) {
        return switch (attempt.code()) {
            case 125 -> Cause.REVOKED;
            case 124 -> Cause.IDENTITY_TWICE;
            case 123 -> Cause.NOT_ADMITTED;
            case 121 -> Cause.TICKET;
            case 104 -> Cause.CLOCKS;
            case 131 -> Cause.OTHER_CLUSTER;
            case 133 -> Cause.OTHER_NODE;
            case 132 -> Cause.OTHER_PROGRAM;
            case 305 -> Cause.BUSY;
            case 114 -> timeout(attempt.stage());
            case 113 -> Cause.DOWN;
            case 112 -> Cause.NO_WAY;
            case 101 -> Cause.FORBIDDEN;
            default -> Cause.UNKNOWN;
        };
    }

    private static Cause timeout(Stage stage) {
        return switch (stage) {
            case CONNECT -> Cause.DROPPED;
            case HANDSHAKE -> Cause.MUTE;
            case ADMISSION, RESUME, LINK -> Cause.HANGS;
        };
    }
}
