package org.osier.transport.emulator;

import org.jspecify.annotations.Nullable;

/** Keeps the last call to a receiver the last one, whichever threads still make others. */
final class Farewell {
    private int inside; // guarded by this
    private boolean said; // guarded by this
    private @Nullable Runnable last; // guarded by this

    /** Another call may be made: {@link #leave} must follow. False: the last one has been made, or waits. */
    synchronized boolean enter() {
        if (said || last != null) return false;
        inside++;
        return true;
    }

    void leave() {
        Runnable now;
        synchronized (this) {
            now = --inside == 0 ? take() : null;
        }
        if (now != null) now.run();
    }

    /** Makes the last call, at once or when the others have returned. A second one is ignored. */
    void say(Runnable call) {
        Runnable now;
        synchronized (this) {
            if (said || last != null) return;
            last = call;
            now = inside == 0 ? take() : null;
        }
        if (now != null) now.run();
    }

    private @Nullable Runnable take() {
        var taken = last;
        if (taken != null) said = true;
        last = null;
        return taken;
    }
}
