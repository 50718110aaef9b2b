package org.osier.transport.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Dial;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;
import org.osier.transport.emulator.rules.Opening;

/** One dial: as late as the wire makes it, then the wrapped transport's. */
final class EmulatedDial implements Closeable {
    private record Rest(Duration timeout, Optional<String> expected) implements Dial {}

    private final EmulatedTransport home;
    private final Setting setting;
    private final Transport wrapped;
    private final URI to;
    private final Dial dial;
    private final Receiver receiver;
    private final Opening opening;
    private final long deadline;

    // Guarded by this.
    private boolean givenUp;
    private boolean begun;
    private @Nullable Closeable begunDial;

    /** @param to as the wrapped transport knows it */
    EmulatedDial(EmulatedTransport home, Setting setting, Transport wrapped, URI to, Dial dial, Receiver receiver) {
        this.home = home;
        this.setting = setting;
        this.wrapped = wrapped;
        this.to = to;
        this.dial = dial;
        this.receiver = receiver;
        this.deadline = setting.now() + dial.timeout().toNanos();
        this.opening = new Opening(setting.chance(), deadline);
    }

    /** One look; called again until the dial has begun or failed. */
    void look() {
        Opening.Step step;
        synchronized (this) {
            if (givenUp || begun) return;
            step = home.isStopped() ? Opening.Step.NO_ROUTE : opening.next(setting.impairments(), setting.now());
            begun = step != Opening.Step.WAIT;
        }
        switch (step) {
            case DIAL -> begin();
            case WAIT -> setting.later(this::look, opening.waitNanos());
            case NO_ROUTE -> fail(Kind.NO_ROUTE, home.isStopped() ? "has stopped" : "the emulated cable is cut");
            case TIMEOUT -> fail(Kind.TIMEOUT, "no answer over the emulated wire within " + dial.timeout());
        }
    }

    private void begin() {
        var left = Duration.ofNanos(Math.max(1_000_000, deadline - setting.now())); // Dial.timeout: from 1 ms on
        var inner = wrapped.connect(
                to,
                new Rest(left, dial.expected()),
                new EmulatedConnection(home, setting, receiver, () -> home.over(this)));
        boolean late;
        synchronized (this) {
            begunDial = inner;
            late = givenUp;
        }
        if (late) close(inner);
    }

    private void fail(Kind kind, String why) {
        home.over(this);
        receiver.closed(new TransportException(kind, home.fixed().scheme().outer(to) + ": " + why, null));
    }

    @Override
    public void close() {
        Closeable inner;
        boolean waiting;
        synchronized (this) {
            if (givenUp) return;
            givenUp = true;
            inner = begunDial;
            waiting = !begun;
        }
        home.over(this);
        if (inner != null) close(inner);
        else if (waiting) receiver.closed(null);
    }

    private static void close(Closeable inner) {
        try {
            inner.close();
        } catch (IOException e) {
            // Then it lasts until its timeout.
        }
    }
}
