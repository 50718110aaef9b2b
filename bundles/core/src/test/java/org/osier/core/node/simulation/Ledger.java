package org.osier.core.node.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.testkit.VirtualTime;

/** Every message of a run, and what is promised about them: once, in order, whole, and the truth to their senders. */
final class Ledger {
    /** Deadlines are kept to the nearest 10 ms, by a wheel that turns every 10 ms. */
    private static final long SLACK_NANOS = Duration.ofMillis(25).toNanos();

    /** What order is promised within. */
    private record Way(Life from, Life to, int stream) {}

    private final VirtualTime time;
    private final Trace trace;
    private final List<Parcel> parcels = new ArrayList<>();
    private final Map<Way, Integer> lastHanded = new HashMap<>();

    Ledger(VirtualTime time, Trace trace) {
        this.time = time;
        this.trace = trace;
    }

    Parcel send(
            Life from,
            Machine to,
            int stream,
            int length,
            boolean request,
            Parcel.Manner manner,
            @Nullable Duration deadline) {
        var parcel = new Parcel(parcels.size(), from, to, stream, length, request, manner, time.nanoTime(), deadline);
        parcels.add(parcel);
        trace.note("send " + parcel + (deadline == null ? "" : " within " + deadline.toMillis() + " ms"));
        return parcel;
    }

    /** An inbox was offered this and took it. @return what to do with it */
    Parcel handed(Life at, String sender, int stream, ByteBuffer payload) {
        if (payload.remaining() < Parcel.LEAST_BYTES) throw wrong(at + ": a payload of " + payload.remaining());
        int number = payload.getInt(payload.position());
        if (number < 0 || number >= parcels.size()) throw wrong(at + ": a payload nobody sent");
        var parcel = parcels.get(number);
        trace.note("handed " + parcel + " at " + at);
        var bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        if (!Arrays.equals(bytes, parcel.payload())) throw wrong(parcel + " is not what was sent");
        if (parcel.to != at.machine()) throw wrong(parcel + " came to " + at);
        if (!sender.equals(parcel.from.machine().id().toString())) throw wrong(parcel + " from " + sender);
        if (parcel.stream != stream) throw wrong(parcel + " on stream " + stream);
        if (parcel.handedTo != null) throw wrong(parcel + " twice, first to " + parcel.handedTo);
        var before = lastHanded.put(new Way(parcel.from, at, stream), number);
        if (before != null && before > number) throw wrong(parcel + " after #" + before);
        parcel.handedTo = at;
        parcel.done = !(parcel.request && parcel.manner == Parcel.Manner.REFUSE);
        checkTruth(parcel);
        return parcel;
    }

    /** The stage of a message ended. @param answer of a request that succeeded: the number in it */
    void ended(Parcel parcel, @Nullable Throwable failure, @Nullable Integer answer) {
        if (parcel.from.isOver()) return; // nobody is there to be told
        if (parcel.ended) throw wrong(parcel + " ended twice");
        parcel.ended = true;
        long now = time.nanoTime();
        if (parcel.late(now) > SLACK_NANOS) throw wrong(parcel + " ended " + parcel.late(now) + " ns late");
        if (failure == null) succeeded(parcel, answer);
        else if (failure instanceof MeshException e) failed(parcel, e, now);
        else throw new AssertionError(parcel + " failed with something else", failure);
    }

    private void succeeded(Parcel parcel, @Nullable Integer answer) {
        trace.note("done " + parcel);
        if (parcel.handedTo == null) throw wrong(parcel + " was acknowledged and nobody has it");
        if (!parcel.request) return;
        boolean answers = parcel.manner == Parcel.Manner.ANSWER || parcel.manner == Parcel.Manner.ANSWER_LATE;
        if (!answers) throw wrong(parcel + " was answered by nobody");
        if (answer == null || answer != parcel.number) throw wrong(parcel + " got the answer to #" + answer);
    }

    private void failed(Parcel parcel, MeshException failure, long now) {
        trace.note("failed " + parcel + ": " + failure.kind() + " " + failure.code() + " " + failure.getMessage());
        parcel.failure = failure;
        checkTruth(parcel);
        boolean allowed = switch (failure.kind()) {
            case UNREACHABLE, TOO_LARGE, OVERLOADED, NOT_SENT, UNKNOWN_OUTCOME -> true;
            case NO_ANSWER -> parcel.request && parcel.late(now) >= 0;
            case NO_HANDLER -> parcel.request && parcel.manner == Parcel.Manner.REFUSE && parcel.handedTo != null;
            case THREAT, HANDLER_FAILED, BAD_PACKET, NOT_AUTHENTIC -> false;
        };
        if (!allowed) throw wrong(parcel + " failed with " + failure.kind());
        boolean left = failure.kind() != Kind.NO_HANDLER && parcel.handedTo != null;
        if (failure.retrySafe() && left) throw wrong(parcel + " is with " + parcel.handedTo + ", told " + failure);
    }

    /** Who was told that a retry is safe must never learn that it was done after all. */
    private void checkTruth(Parcel parcel) {
        var failure = parcel.failure;
        if (failure != null && failure.retrySafe() && parcel.done) {
            throw wrong(parcel + " was done, its sender was told that a retry is safe: " + failure.getMessage());
        }
    }

    /** Stages that no sender has been told about yet. */
    List<Parcel> open() {
        return parcels.stream().filter(p -> !p.ended && !p.from.isOver()).toList();
    }

    List<Parcel> openOf(Life life) {
        return parcels.stream().filter(p -> !p.ended && p.from == life).toList();
    }

    int size() {
        return parcels.size();
    }

    long count(java.util.function.Predicate<Parcel> which) {
        return parcels.stream().filter(which).count();
    }

    private static AssertionError wrong(String what) {
        return new AssertionError(what);
    }
}
