package org.osier.shell.commands;

import java.util.Locale;
import org.osier.mesh.PeerState;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;

/** How the state of a peer looks. */
public final class StateStyle {
    private StateStyle() {}

    /** {@code alive} in green, and so on. */
    public static Span span(PeerState state) {
        return new Span(style(state), word(state));
    }

    /** {@code alive}. */
    public static String word(PeerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Its colour. */
    public static Style style(PeerState state) {
        return switch (state) {
            case PENDING, IDLE -> Style.PLAIN;
            case ALIVE -> Style.GOOD;
            case SUSPECT -> Style.WARN;
            case FAILED -> Style.BAD;
        };
    }
}
