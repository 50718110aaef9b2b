package org.osier.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;

/** Takes what a discovery finds, as a node does, and notes what breaks the rules of {@link Candidates}. Thread-safe. */
public final class RecordingCandidates implements Candidates {
    private final Waiting waiting;
    private final Map<Object, Candidate> standing = new LinkedHashMap<>(); // guarded by this
    private final List<String> violations = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this

    public RecordingCandidates(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public void found(Candidate candidate) {
        synchronized (this) {
            if (closed) violations.add("found after the stop: " + candidate);
            if (candidate.addresses().isEmpty()) violations.add("nowhere: " + candidate);
            if (candidate.addresses().stream().anyMatch(a -> a.getScheme() == null)) {
                violations.add("no scheme: " + candidate);
            }
            standing.put(key(candidate), candidate);
            if (standing.size() == MAX_STANDING + 1) violations.add("more stand than may: " + standing.size());
        }
        waiting.changed();
    }

    @Override
    public void withdrawn(Candidate candidate) {
        synchronized (this) {
            if (closed) violations.add("withdrawn after the stop: " + candidate);
            standing.remove(key(candidate));
        }
        waiting.changed();
    }

    private static Object key(Candidate candidate) {
        return candidate.id().<Object>map(id -> id).orElse(candidate.addresses());
    }

    /** The discovery was stopped: what it says from now on breaks the rules. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether anybody stands who may be at this address. */
    public synchronized boolean has(URI address) {
        return standing.values().stream().anyMatch(c -> c.addresses().contains(address));
    }

    /** The one with this id that stands. */
    public synchronized Optional<Candidate> of(NodeId id) {
        return Optional.ofNullable(standing.get(id));
    }

    /** All that stand; a copy. */
    public synchronized List<Candidate> standing() {
        return List.copyOf(standing.values());
    }

    /** What broke the rules; a copy. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
