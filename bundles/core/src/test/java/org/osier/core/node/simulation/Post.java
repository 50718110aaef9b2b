package org.osier.core.node.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.Reply;
import org.osier.mesh.MeshException;
import org.osier.ueps.BadPacketException;
import org.osier.ueps.Packet;

/** The inbox of one life: sometimes full, sometimes for a moment only, and it enters what it takes into the ledger. */
final class Post implements Inbox {
    private static final int LATE_MS = (int) Duration.ofSeconds(3).toMillis();

    private final Life life;
    private final Ledger ledger;
    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean full;
    private boolean moody;
    private boolean gone;

    Post(Life life, Ledger ledger, Random random) {
        this.life = life;
        this.ledger = ledger;
        this.random = random;
    }

    /** From now on nothing is taken. */
    void beFull() {
        full = true;
    }

    boolean isFull() {
        return full;
    }

    void makeRoom() {
        full = false;
        var rooms = List.copyOf(waiting);
        waiting.clear();
        rooms.forEach(Runnable::run);
    }

    /** From now on it has no room at times, for a moment. */
    void beMoody(boolean moody) {
        this.moody = moody;
    }

    /** It was taken away from the node, which must not ask it any more. */
    void gone() {
        gone = true;
    }

    @Override
    public boolean accept(Envelope envelope, Runnable roomAgain) {
        if (gone) throw new AssertionError(life + ": an inbox that has gone is asked");
        if (life.isOver()) throw new AssertionError(life + ": an inbox is asked after the end of its node");
        if (full) {
            waiting.add(roomAgain);
            return false;
        }
        if (moody && random.nextInt(4) == 0) {
            // At once, as when another thread makes room while this one still says no.
            if (random.nextInt(4) == 0) roomAgain.run();
            else life.later(roomAgain, random.nextInt(200));
            return false;
        }
        take(envelope);
        return true;
    }

    private void take(Envelope envelope) {
        try {
            var packet = Packet.read(envelope.packet());
            if (!life.node().packetAuth().verify(envelope.sender(), packet)) {
                throw new AssertionError(life + ": a packet that is not authentic");
            }
            var sender = envelope.sender().toString();
            var parcel = ledger.handed(life, sender, envelope.stream(), packet.payload());
            if (envelope.answerWanted() != parcel.request) throw new AssertionError(parcel + ": an answer is wanted?");
            if (parcel.request) answer(parcel, envelope, packet);
        } catch (BadPacketException e) {
            throw new AssertionError(life + ": a bad packet", e);
        }
    }

    private void answer(Parcel parcel, Envelope envelope, Packet question) {
        switch (parcel.manner) {
            case ANSWER -> envelope.answer(question, reply(parcel));
            case ANSWER_LATE -> life.later(() -> envelope.answer(question, reply(parcel)), random.nextInt(LATE_MS));
            case REFUSE -> envelope.refuse(question.intent(), MeshException.Kind.NO_HANDLER, "not here");
            case KEEP_SILENT -> {}
        }
    }

    private Reply reply(Parcel parcel) {
        int length = random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(200);
        return Reply.bytes(ByteBuffer.allocate(Parcel.LEAST_BYTES + length).putInt(0, parcel.number));
    }

    static int number(Packet answer) {
        return answer.payload().getInt(answer.payload().position());
    }
}
