package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osier.node.NodeId;

/** One candidate, whoever names it: a node, or an address as long as nobody knows who is there. {@link CandidateBook}'s. */
final class Rumour {
    /** A turn that came to nothing is followed by a pause of so long, then of twice as long each time, up to ten times. Our choice. */
    static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int LONGEST_PAUSE = 10;
    /** Starts of a node that are remembered: one that was heard of before is no restart. Our choice. */
    private static final int BOOTS = 4;
    /** One restart of a node counts in this time: its word may be a lie, and costs a dial. Our choice. */
    static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(10);

    final Object key; // a NodeId or a URI
    int standings; // discoveries for which it stands
    List<URI> addresses = List.of();
    Set<String> prefixes = Set.of(); // where it counts; none once it is proved
    boolean proved;
    long turn; // the lower comes first
    CandidateBook.Place place = CandidateBook.Place.WISHED;

    private int failures; // in this turn
    private int turns; // that came to nothing
    private long notBefore;
    private final Deque<Long> boots = new ArrayDeque<>(); // the newest last
    private long restartedAt;

    Rumour(Object key, long turn, long now) {
        this.key = key;
        this.turn = turn;
        this.notBefore = now;
    }

    Optional<NodeId> id() {
        return key instanceof NodeId id ? Optional.of(id) : Optional.empty();
    }

    Optional<Long> bootId() {
        return Optional.ofNullable(boots.peekLast());
    }

    /** How long it still pauses; 0 or less: it does not. */
    long pause(long now) {
        return notBefore - now;
    }

    /** Something new is said of it: it has another try, whatever became of the last. */
    void evidence(long now) {
        failures = 0;
        notBefore = now;
    }

    /** A dial to it failed. @return whether all of its addresses have been tried in this turn */
    boolean failed() {
        return ++failures >= addresses.size();
    }

    /** Its turn came to nothing, and others wait. */
    void endTurn(long next, long now) {
        turn = next;
        failures = 0;
        notBefore = now + Math.min(1L << Math.min(turns, LONGEST_PAUSE), LONGEST_PAUSE) * PAUSE_NANOS;
        turns++;
    }

    /** It is said to run since this start. @return whether that is news */
    boolean boot(long boot, long now) {
        if (boots.contains(boot)) return false;
        if (!boots.isEmpty() && now - restartedAt < RESTART_NANOS) return false; // heard again if it is true
        if (boots.size() == BOOTS) boots.removeFirst();
        boots.addLast(boot);
        restartedAt = now;
        evidence(now);
        return true;
    }
}
