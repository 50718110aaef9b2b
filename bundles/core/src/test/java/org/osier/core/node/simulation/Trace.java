package org.osier.core.node.simulation;

import java.util.ArrayDeque;
import java.util.Locale;
import org.osier.testkit.VirtualTime;

/** What happened, in order: the last lines for people, and a hash of all of them to compare two runs. */
final class Trace {
    private static final int KEPT = 80;

    private final VirtualTime time;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L; // FNV-1a
    private long lines;

    Trace(VirtualTime time) {
        this.time = time;
    }

    void note(String what) {
        long now = time.elapsed().toNanos();
        hash(now);
        for (int i = 0; i < what.length(); i++) hash(what.charAt(i));
        lines++;
        if (last.size() >= KEPT) last.remove();
        last.add(String.format(Locale.ROOT, "%12.6f  %s", now / 1e9, what));
    }

    private void hash(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
    }

    long hash() {
        return hash;
    }

    long lines() {
        return lines;
    }

    @Override
    public String toString() {
        return String.join("\n", last);
    }
}
