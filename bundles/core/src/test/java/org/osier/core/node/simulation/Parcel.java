package org.osier.core.node.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.MeshException;

/** One message of a run, what its receiver shall do with it, and what became of it. */
final class Parcel {
    /** What the receiver does. Only that of a request matters. */
    enum Manner {
        ANSWER,
        ANSWER_LATE,
        REFUSE,
        KEEP_SILENT
    }

    /** Its number stands in front. */
    static final int LEAST_BYTES = 4;

    final int number;
    final Life from;
    final Machine to;
    final int stream;
    final int length;
    final boolean request;
    final Manner manner;
    final long sent;
    final @Nullable Duration deadline;

    @Nullable
    Life handedTo; // it was given to the inbox of this life

    boolean done; // and that one did something with it
    boolean ended; // its sender was told

    @Nullable
    MeshException failure;

    Parcel(
            int number,
            Life from,
            Machine to,
            int stream,
            int length,
            boolean request,
            Manner manner,
            long sent,
            @Nullable Duration deadline) {
        this.number = number;
        this.from = from;
        this.to = to;
        this.stream = stream;
        this.length = length;
        this.request = request;
        this.manner = manner;
        this.sent = sent;
        this.deadline = deadline;
    }

    /** By how many nanoseconds its deadline has passed, negative before; without one it never has. */
    long late(long now) {
        return deadline == null ? Long.MIN_VALUE : now - sent - deadline.toNanos();
    }

    /** Different for each parcel and at each place. */
    byte[] payload() {
        var bytes = new byte[length];
        for (int i = LEAST_BYTES; i < length; i++) bytes[i] = (byte) (number * 31 + (i ^ i >> 8));
        ByteBuffer.wrap(bytes).putInt(0, number);
        return bytes;
    }

    @Override
    public String toString() {
        return "#" + number + " " + from + ">" + to + " " + (request ? "request" : "message") + " of " + length
                + " on stream " + stream;
    }
}
