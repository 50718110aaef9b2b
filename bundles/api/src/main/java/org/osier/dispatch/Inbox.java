package org.osier.dispatch;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what sessions deliver; the dispatcher gives it, the node finds it. While there is none, sessions hold what
 * came and their senders feel it.
 */
@ConsumerType
public interface Inbox {
    /**
     * Offers one envelope. Called for one peer and stream in order, for different ones at the same time. Returns without
     * blocking, but runs what may run on this thread.
     *
     * @param envelope what came
     * @param roomAgain run once, on any thread, if false was returned and there is room again
     * @return true: taken, it will be dealt with even if this inbox goes away. False: full; nothing was taken
     */
    boolean accept(Envelope envelope, Runnable roomAgain);
}
