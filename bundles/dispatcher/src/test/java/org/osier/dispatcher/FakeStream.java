package org.osier.dispatcher;

import java.util.ArrayDeque;
import org.osier.dispatch.Inbox;

/** One stream of a session: one message at a time, in order; what is not taken is held until there is room again. */
final class FakeStream {
    private final ArrayDeque<FakeEnvelope> waiting = new ArrayDeque<>(); // guarded by this, as all fields
    private Inbox inbox;
    private boolean busy;
    private boolean held;
    private boolean released;

    FakeStream(Inbox inbox) {
        this.inbox = inbox;
    }

    void send(FakeEnvelope envelope) {
        synchronized (this) {
            waiting.add(envelope);
        }
        deliver();
    }

    synchronized int held() {
        return waiting.size();
    }

    /** Another dispatcher serves from now on. */
    void to(Inbox next) {
        synchronized (this) {
            inbox = next;
        }
        release();
    }

    private void release() {
        synchronized (this) {
            released = true;
            held = false;
        }
        deliver();
    }

    private void deliver() {
        while (true) {
            FakeEnvelope next;
            Inbox to;
            synchronized (this) {
                if (busy || held || waiting.isEmpty()) return;
                busy = true;
                released = false;
                next = waiting.element();
                to = inbox;
            }
            boolean taken = to.accept(next, this::release);
            synchronized (this) {
                busy = false;
                if (taken) waiting.remove();
                else held = !released;
            }
        }
    }
}
