package org.osier.shell.news;

import java.time.Instant;
import org.osier.shell.screen.Style;

/**
 * Something that happened, as one line.
 *
 * @param at when
 * @param mark what kind of change
 * @param about what it happened to
 * @param subject its name
 * @param what what happened, behind the subject
 */
public record Event(Instant at, Mark mark, About about, String subject, String what) {
    /** The line behind the mark. */
    public String text() {
        return subject + " " + what;
    }

    /** How a line begins. */
    public enum Mark {
        /** Something came. */
        CAME("+", Style.GOOD),
        /** Something goes on in another way. */
        CHANGED("~", Style.WARN),
        /** Something went, and may be back soon. */
        PAUSED("-", Style.WARN),
        /** Something went. */
        WENT("-", Style.BAD),
        /** Something was refused, or does not work. */
        REFUSED("!", Style.BAD);

        private final String sign;
        private final Style style;

        Mark(String sign, Style style) {
            this.sign = sign;
            this.style = style;
        }

        /** One character. */
        public String sign() {
            return sign;
        }

        /** How the sign looks. */
        public Style style() {
            return style;
        }
    }

    /** What things happen to. */
    public enum About {
        /** This node itself. */
        NODE,
        /** Another node. */
        PEER,
        /** A record of another node: no more than a detail. */
        RECORD,
        /** An address on which we listen, or should. */
        LISTENER,
        /** A bundle of the mesh, or one that was dropped into a folder. */
        BUNDLE,
        /** A configuration. */
        CONFIGURATION
    }
}
