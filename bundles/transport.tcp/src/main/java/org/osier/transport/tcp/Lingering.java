package org.osier.transport.tcp;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections that have said everything and wait for the other end to close. Each waits for a second at most; but who
 * connects to be refused, again and again, and never closes, would have as many sockets as it can connect in a second. So
 * beyond a bound the one that has waited longest waits no more. Any thread.
 */
final class Lingering {
    /** A node that goes has more links at most rarely, and their other ends close within milliseconds. Our choice. */
    static final int MOST = 1_024;

    private final Set<Channel> waiting = new LinkedHashSet<>(); // guarded by this, oldest first

    /** This one has sent its last byte. */
    void begins(Channel channel) {
        var oldest = add(channel);
        channel.closeFuture().addListener(closed -> remove(channel));
        if (oldest != null) oldest.close();
    }

    private synchronized @Nullable Channel add(Channel channel) {
        waiting.add(channel);
        if (waiting.size() <= MOST) return null;
        var oldest = waiting.iterator().next();
        waiting.remove(oldest);
        return oldest;
    }

    private synchronized void remove(Channel channel) {
        waiting.remove(channel);
    }
}
