package org.osier.core.session.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes of one stream that came before their turn: sorted, never overlapping, at most {@value #MAX} pieces. */
final class Pieces {
    /** WIRE.md, section 4. */
    static final int MAX = 4_096;

    /** Bytes of one message, with {@link Segment#FIRST} and {@link Segment#LAST} where they hold for these bytes. */
    record Piece(long offset, int flags, byte[] bytes) {
        long end() {
            return offset + bytes.length;
        }
    }

    private final List<Piece> pieces = new ArrayList<>(0);
    private long size;

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The bytes kept, all pieces together. */
    long size() {
        return size;
    }

    /** Keeps what of a segment is not here yet. */
    void keep(int flags, long offset, byte[] from, int at, int length) throws Violation {
        long end = offset + length;
        long missing = offset;
        for (int index = firstEndingAfter(offset); missing < end; index++) {
            var next = index < pieces.size() ? pieces.get(index) : null;
            long gapEnd = next == null ? end : Math.min(end, next.offset());
            if (missing < gapEnd) {
                if (pieces.size() == MAX) throw new Violation("more than " + MAX + " pieces out of order");
                int start = at + (int) (missing - offset);
                var bytes = Arrays.copyOfRange(from, start, start + (int) (gapEnd - missing));
                int first = missing == offset ? flags & Segment.FIRST : 0;
                int last = gapEnd == end ? flags & Segment.LAST : 0;
                pieces.add(index++, new Piece(missing, first | last, bytes));
                size += bytes.length;
            }
            if (next == null) return;
            missing = next.end();
        }
    }

    /**
     * Takes out, in order, all pieces that begin below or at the end of what came in order, and gives each to
     * {@code taker}. One that breaks the rules is out too: other bytes may come in its place.
     */
    void release(long frontier, Taker taker) throws Violation {
        int taken = 0;
        long reached = frontier;
        try {
            while (taken < pieces.size() && pieces.get(taken).offset() <= reached) {
                var piece = pieces.get(taken++);
                size -= piece.bytes().length;
                reached = Math.max(reached, piece.end());
                taker.take(piece);
            }
        } finally {
            pieces.subList(0, taken).clear();
        }
    }

    /** Where released pieces go. */
    interface Taker {
        void take(Piece piece) throws Violation;
    }

    /** How many there are when those that touch are one. */
    int ranges() {
        int ranges = 0;
        for (int i = 0; i < pieces.size(); i++) if (beginsRange(i)) ranges++;
        return ranges;
    }

    private boolean beginsRange(int index) {
        return index == 0 || pieces.get(index - 1).end() < pieces.get(index).offset();
    }

    /** Writes the ranges from {@code first}, {@code count} of them, as blocks of a frame from number {@code to}. */
    void writeBlocks(byte[] out, int frame, int to, int first, int count) {
        int range = -1;
        for (int i = 0; i < pieces.size() && range < first + count; i++) {
            if (beginsRange(i)) range++;
            if (range < first || range >= first + count) continue;
            int end = i;
            while (end + 1 < pieces.size() && !beginsRange(end + 1)) end++;
            Blocks.write(
                    out,
                    frame,
                    to + range - first,
                    pieces.get(i).offset(),
                    pieces.get(end).end());
            i = end;
        }
    }

    void clear() {
        pieces.clear();
        size = 0;
    }

    private int firstEndingAfter(long offset) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).end() > offset) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
