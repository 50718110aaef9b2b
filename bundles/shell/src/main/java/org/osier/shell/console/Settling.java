package org.osier.shell.console;

import java.net.URI;
import java.util.List;
import org.osier.mesh.Self;

/**
 * Tells when a starting node has come to rest: each listener that was wished for listens or has failed. What is wished
 * for is not told, so "failed" is what does not change any more. Time comes in as an argument.
 */
final class Settling {
    /** The start screen comes then at the latest. */
    static final long LIMIT_MS = 5_000;

    /** A transport bundle that starts after the core takes less than this. */
    private static final long QUIET_MS = 1_000;

    private final long sinceMs;
    private long changedMs;
    private List<URI> listening = List.of();
    private List<String> notListening = List.of();

    Settling(long nowMs) {
        this.sinceMs = nowMs;
        this.changedMs = nowMs;
    }

    /** Takes a look. @return whether it is time for the start screen */
    boolean settled(Self self, long nowMs) {
        if (!self.listening().equals(listening) || !self.notListening().equals(notListening)) {
            listening = self.listening();
            notListening = self.notListening();
            changedMs = nowMs;
        }
        if (!listening.isEmpty() && notListening.isEmpty()) return true;
        return nowMs - changedMs >= QUIET_MS || nowMs - sinceMs >= LIMIT_MS;
    }
}
