package org.osier.transport.websocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Connections that were let in and are no WebSocket yet. The node knows and limits them, but cannot close them before
 * they are opened; so they are bounded here, in number and in time: the oldest goes for a new one. Any thread.
 */
final class WaitingRoom {
    private static final int PLACES = 64; // twice the unproved connections that a node has by default
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10); // as long as the node gives a handshake

    private final Engine engine;
    private final Queue<Guest> waiting = new ArrayDeque<>(); // guarded by this

    WaitingRoom(Engine engine) {
        this.engine = engine;
    }

    void enter(Guest guest) {
        Guest oldest;
        synchronized (this) {
            waiting.add(guest);
            oldest = waiting.size() > PLACES ? waiting.poll() : null;
        }
        if (oldest != null) oldest.close();
        guest.limit(engine.later(() -> late(guest), NANOS));
    }

    /** It is a WebSocket now, or gone. */
    synchronized void leave(Guest guest) {
        waiting.remove(guest);
    }

    private void late(Guest guest) {
        if (!guest.isUpgraded()) guest.close();
    }
}
