package org.osier.core.session.rules;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A link in the simulation: records in order, a few under way, each side learns of its end on its own. */
final class SimulatedLink {
    private static final int UNDER_WAY = 3;
    private static final int CONTROL = 0x14;

    /** One end of it. */
    private static final class Side {
        final SimulatedEnd end;
        final ArrayDeque<byte[]> arriving = new ArrayDeque<>();

        @Nullable
        LinkState state; // null until it learns that the other side is ready too

        boolean greeted; // until then everything comes in order, the link sees to it
        boolean down;

        Side(SimulatedEnd end) {
            this.end = end;
        }
    }

    private final int recordBytes;
    private final @Nullable Random chance; // of loss, doubling and disorder; null: nothing of that
    private final long readyAt;
    private final Side[] sides;

    /** Over a stream: every record arrives, in order. Both sides are ready {@code now}. */
    SimulatedLink(SimulatedEnd a, SimulatedEnd b, int recordBytes, long now) {
        this(a, b, recordBytes, now, null);
    }

    /** Over datagrams. */
    SimulatedLink(SimulatedEnd a, SimulatedEnd b, int recordBytes, long now, @Nullable Random chance) {
        this.recordBytes = recordBytes;
        this.readyAt = now;
        this.chance = chance;
        this.sides = new Side[] {new Side(a), new Side(b)};
    }

    /** Here a side learns that the other is ready, with the first that it does or hears. */
    private LinkState state(int number) {
        var side = sides[number];
        if (side.state != null) return side.state;
        side.state = side.end.rules.linkUp(chance == null ? 0 : recordBytes, readyAt);
        var greeting = side.state.greeting();
        sides[1 - number].arriving.add(ByteBuffer.allocate(5 + greeting.length)
                .putInt(1 + greeting.length)
                .put((byte) CONTROL)
                .put(greeting)
                .array());
        return side.state;
    }

    /** One side writes a record if it has something and the wire is free. @return whether it did */
    boolean write(int from, long now, boolean force) {
        var side = sides[from];
        if (side.down || sides[1 - from].arriving.size() >= underWay()) return false;
        var state = state(from);
        var rules = side.end.rules;
        var record = new byte[recordBytes];
        int at = rules.writeAcknowledgements(state, record, 0, recordBytes, now, force);
        at = rules.writeFrames(state, 3, record, at, recordBytes, now);
        at = rules.writeFrames(state, 4, record, at, recordBytes, now);
        if (at == 0) return false;
        sides[1 - from].arriving.add(Arrays.copyOf(record, at));
        return true;
    }

    private int underWay() {
        return chance == null ? UNDER_WAY : 5 * UNDER_WAY;
    }

    /** One record arrives at one side, or is lost on the way. @return whether there was one */
    boolean arrive(int to, long now) throws Violation {
        var side = sides[to];
        if (side.down) return false;
        var state = state(to);
        var record = side.arriving.poll();
        if (record == null) return false;
        if (chance != null && side.greeted) {
            int what = chance.nextInt(10);
            if (what < 2) return true;
            if (what < 4) side.arriving.add(record); // overtaken
            if (what < 3) return true;
        }
        side.greeted = true;
        var in = ByteBuffer.wrap(record);
        while (in.hasRemaining()) {
            int length = in.getInt() - 1;
            int type = in.get();
            if (type == CONTROL) side.end.rules.onControl(state, record, in.position(), length, now);
            else side.end.rules.onSegment(state, record, in.position(), length, now);
            in.position(in.position() + length);
        }
        return true;
    }

    /** One side learns that the link is gone; what is under way to it is lost. */
    void cut(int side, long now) {
        sides[side].down = true;
        sides[side].arriving.clear();
        if (sides[side].state != null) sides[side].end.rules.linkDown(sides[side].state, now);
    }

    void prefer(int side) {
        if (!isDown(side)) sides[side].end.rules.prefer(state(side));
    }

    boolean isDown(int side) {
        return sides[side].down;
    }
}
