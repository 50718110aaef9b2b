package org.osier.transport.emulator;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.emulator.rules.Impairments;
import org.osier.transport.emulator.rules.Lane;

/**
 * The sending side of one connection. What is on its way is in the lane; turns take out what has come through and give it
 * to the wrapped connection, on whichever thread there is a reason to look. Without an impairment a message passes on its
 * caller's thread, uncopied.
 */
final class Outgoing {
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1); // Connection.close

    private final Setting setting;
    private final Connection wrapped;
    private final Runnable tellFree;
    private final Lane lane; // guarded by itself
    private final Turns turns = new Turns(this::turn);
    private volatile boolean wireFree = true; // of the wrapped connection

    // Guarded by the lane.
    private boolean ownerWaits;
    private boolean closing;
    private boolean finished;
    private boolean timed;
    private long timer;

    /** @param tellFree calls writable of the owner; never called inside {@link #send} */
    Outgoing(Setting setting, Lane lane, Connection wrapped, Runnable tellFree) {
        this.setting = setting;
        this.lane = lane;
        this.wrapped = wrapped;
        this.tellFree = tellFree;
    }

    /** As {@link Connection#send}. */
    boolean send(ByteBuffer message) {
        var how = setting.impairments();
        if (how.none() && turns.take()) {
            boolean passes = passes();
            boolean free = passes && give(message);
            turns.work();
            if (passes) return free;
        }
        var copy = new byte[message.remaining()];
        message.get(copy);
        synchronized (lane) {
            if (closing) return true;
            long now = setting.now();
            lane.enter(copy, how, now);
            ownerWaits = !(wireFree && lane.takesMore(now));
        }
        turns.ask();
        synchronized (lane) {
            return !ownerWaits;
        }
    }

    /** Nothing is in front of it: asked for by whoever has the turn. */
    private boolean passes() {
        synchronized (lane) {
            boolean passes = wireFree && lane.isEmpty() && !closing;
            ownerWaits = passes; // writable may come before send returns
            return passes;
        }
    }

    /** @return whether the wire is free; then nobody waits */
    private boolean give(ByteBuffer message) {
        wireFree = false;
        if (!wrapped.send(message)) return false;
        wireFree = true;
        synchronized (lane) {
            ownerWaits = false;
        }
        return true;
    }

    /** The wrapped connection can take more. */
    void writable() {
        wireFree = true;
        turns.ask();
    }

    /** The impairments are others now. */
    void changed() {
        turns.ask();
    }

    /** What is on its way has a second to come through. */
    void close() {
        synchronized (lane) {
            if (closing) return;
            closing = true;
        }
        turns.ask();
        setting.later(this::finish, FLUSH_NANOS);
    }

    /** What is on its way is gone, nothing follows. */
    void finish() {
        synchronized (lane) {
            closing = true;
            if (finished) return;
            finished = true;
            lane.clear();
        }
        wrapped.close();
    }

    /** The wrapped connection is gone. */
    void ended() {
        synchronized (lane) {
            closing = true;
            finished = true;
            lane.clear();
        }
    }

    private void turn() {
        var how = setting.impairments();
        for (var message = next(how); message != null; message = next(how)) {
            wireFree = false;
            if (wrapped.send(ByteBuffer.wrap(message))) wireFree = true;
        }
        boolean tell;
        boolean finish;
        synchronized (lane) {
            if (finished) return;
            long now = setting.now();
            tell = mayGoOn(now);
            finish = closing && lane.isEmpty();
            lookAgain(how, now);
        }
        // Never here: it may be the owner's own thread, inside send.
        if (tell) setting.soon(this::tell);
        if (finish) finish();
    }

    private byte @Nullable [] next(Impairments how) {
        synchronized (lane) {
            return wireFree && !finished ? lane.next(how, setting.now()) : null;
        }
    }

    private boolean mayGoOn(long now) {
        return ownerWaits && !closing && wireFree && lane.takesMoreAgain(now);
    }

    private void tell() {
        synchronized (lane) {
            if (!mayGoOn(setting.now())) return;
            ownerWaits = false;
        }
        tellFree.run();
    }

    private void lookAgain(Impairments how, long now) {
        if (!wireFree) return; // writable follows
        long wait = lane.wait(how, now);
        if (ownerWaits && lane.busy(now) > 0) wait = Math.min(wait, lane.busy(now));
        if (wait == Lane.NEVER) return;
        long at = now + wait;
        if (timed && timer - at <= 0) return;
        timed = true;
        timer = at;
        setting.later(this::due, wait);
    }

    private void due() {
        synchronized (lane) {
            if (timer - setting.now() <= 0) timed = false;
        }
        turns.ask();
    }
}
