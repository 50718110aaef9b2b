package org.osier.core.link;

import java.util.concurrent.TimeUnit;

/** Runs something once, after a while, on the node's loop; never when that has ended by then. Any thread. */
public interface Later {
    void later(Runnable task, long delay, TimeUnit unit);
}
