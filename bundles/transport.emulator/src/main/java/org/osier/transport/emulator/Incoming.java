package org.osier.transport.emulator;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;

/**
 * The receiving side of one connection: passes on, unless nothing may come in. A stream is then not read any more, what
 * had been read already (64 KiB at most, as the contract says) waits here, and so does the news that the other end has
 * gone; a datagram is dropped.
 */
final class Incoming {
    private final Setting setting;
    private final boolean stream;
    private final Connection wrapped;
    private final Receiver owner;
    private final Farewell farewell;
    private final Turns readings = new Turns(this::read);
    private final Turns deliveries = new Turns(this::deliver);

    // Guarded by this.
    private final Queue<byte[]> held = new ArrayDeque<>();
    private boolean delivering;
    private boolean ownerReads = true;
    private boolean closing;
    private @Nullable Runnable end;

    Incoming(Setting setting, boolean stream, Connection wrapped, Receiver owner, Farewell farewell) {
        this.setting = setting;
        this.stream = stream;
        this.wrapped = wrapped;
        this.owner = owner;
        this.farewell = farewell;
    }

    /** As {@link Receiver#message}: on the wrapped connection's thread. */
    boolean message(ByteBuffer message) {
        boolean stopped = setting.impairments().partition().stopsIn();
        synchronized (this) {
            if (closing || stopped && !stream) return false;
            if (!stopped && held.isEmpty() && !delivering) stopped = false;
            else {
                var copy = new byte[message.remaining()];
                message.get(copy);
                held.add(copy);
                stopped = true;
            }
        }
        if (!stopped) return owner.message(message);
        readings.ask();
        // The wire may have been healed in between.
        setting.soon(deliveries::ask);
        return true;
    }

    /** As {@link Connection#reading}. */
    void reading(boolean on) {
        synchronized (this) {
            ownerReads = on;
        }
        readings.ask();
        if (on) setting.soon(deliveries::ask);
    }

    private void read() {
        boolean on;
        synchronized (this) {
            on = ownerReads && held.isEmpty() && !delivering;
        }
        wrapped.reading(on);
    }

    /** The impairments are others now. */
    void changed() {
        setting.soon(deliveries::ask);
    }

    /** We have closed: what is held is of no use any more. */
    void close() {
        synchronized (this) {
            closing = true;
            held.clear();
        }
        setting.soon(deliveries::ask);
    }

    /** The other end has gone, or we have. @param tell tells the owner; ignored when it was told before */
    void closed(Runnable tell) {
        boolean now;
        synchronized (this) {
            end = tell;
            now = mayEnd() && !delivering;
        }
        if (now) say();
        else setting.soon(deliveries::ask);
    }

    /** Under the lock. */
    private boolean mayEnd() {
        boolean told = closing || !setting.impairments().partition().stopsIn();
        return end != null && held.isEmpty() && told;
    }

    private void say() {
        Runnable last;
        synchronized (this) {
            last = end;
        }
        if (last != null) last.run();
    }

    private void deliver() {
        for (var message = take(); message != null; message = take()) {
            if (!farewell.enter()) continue;
            try {
                owner.message(ByteBuffer.wrap(message));
            } finally {
                farewell.leave();
            }
        }
        boolean ends;
        synchronized (this) {
            ends = mayEnd();
        }
        readings.ask();
        if (ends) say();
    }

    private synchronized byte @Nullable [] take() {
        boolean may =
                ownerReads && !closing && !setting.impairments().partition().stopsIn();
        var message = may ? held.poll() : null;
        delivering = message != null;
        return message;
    }
}
