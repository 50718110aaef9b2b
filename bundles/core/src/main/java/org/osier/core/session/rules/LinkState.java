package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/** What a session knows of one of its links. Made by {@link SessionRules#linkUp}; under the same lock as the rules. */
public final class LinkState {
    private final byte[] greeting;
    private final boolean saysForgotten;

    /** What is under way on it, where the carrier loses things. */
    final @Nullable Flight flight;

    /**
     * Per stream, what the other side had surely acknowledged before it made its resume for this link, which must not
     * say less. All 0 if there was another link meanwhile, because acknowledgements over that may overtake the resume.
     */
    private final long[] floor;

    /** Which beginning of the session it belongs to; one of the time before carries nothing into the new one. */
    int generation;

    boolean up = true;

    /** It is about to go: what is new goes over another, or waits. */
    boolean held;

    /** The other side's greeting came, so segments and acknowledgements may. */
    boolean open;

    LinkState(int generation, byte[] greeting, boolean saysForgotten, long[] floor, @Nullable Flight flight) {
        this.generation = generation;
        this.greeting = greeting;
        this.saysForgotten = saysForgotten;
        this.floor = floor;
        this.flight = flight;
    }

    /** The payload of the first frame 0x14: resume, or forgotten in its place. */
    public byte[] greeting() {
        return greeting.clone();
    }

    /** Whether the carrier loses things. */
    public boolean isDatagrams() {
        return flight != null;
    }

    boolean saysForgotten() {
        return saysForgotten;
    }

    long floor(int stream) {
        return floor[stream];
    }
}
