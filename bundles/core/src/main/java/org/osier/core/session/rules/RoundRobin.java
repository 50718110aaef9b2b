package org.osier.core.session.rules;

/** Takes turns among streams, given as a set of bits. */
final class RoundRobin {
    private int turn;

    /** The first of {@code streams}, not empty, at or behind the turn; the turn is then the next stream's. */
    int next(int streams) {
        int ahead = streams & (-1 << turn);
        int stream = Integer.numberOfTrailingZeros(ahead != 0 ? ahead : streams);
        turn = (stream + 1) % Segment.STREAMS;
        return stream;
    }
}
