package org.osier.core.node.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How many connections a node holds (WIRE.md, section 2). A place is reserved before the connection is used; when the
 * unproved ones reach a limit, an old one of them goes for the new one, so that silence cannot lock the door. One
 * thread at a time.
 *
 * @param <C> a connection; compared by identity of its own
 */
public final class ConnectionLimits<C> {
    /**
     * The limits.
     *
     * @param all connections together, dialled ones included; 2 to 100,000
     * @param unproved of them, whose other end has not proved who it is
     * @param unprovedPerSource of those, from one /32 or /56
     */
    public record Limits(int all, int unproved, int unprovedPerSource) {
        /** go-p2p's hundred, and the shares of WIRE.md. */
        public static final Limits DEFAULT = new Limits(100, 32, 8);

        public Limits {
            if (all < 2 || all > 100_000) {
                throw new IllegalArgumentException("connections are 2 to 100,000, got " + all);
            }
            if (unproved < 1 || unprovedPerSource < 1) throw new IllegalArgumentException("at least 1 unproved");
        }
    }

    /**
     * What to do with a new connection.
     *
     * @param taken whether it has a place
     * @param evicted unproved ones that must be closed for it
     */
    public record Verdict<C>(boolean taken, List<C> evicted) {}

    /** Where an unproved one came from. @param knocked whether it knows a door: its handshake is under way */
    private record Place(String source, boolean knocked) {}

    private final Map<C, Place> unproved = new LinkedHashMap<>(); // oldest first
    private final Map<C, Boolean> proved = new LinkedHashMap<>();
    private Limits limits;

    public ConnectionLimits(Limits limits) {
        this.limits = limits;
    }

    /** From now on; connections above a lower limit stay until they end. */
    public void limits(Limits limits) {
        this.limits = limits;
    }

    /** Somebody connects, and no place is given up for him but by others who are unproved. */
    public Verdict<C> reserve(C connection, String source) {
        return reserve(connection, source, Optional::empty);
    }

    /**
     * Somebody connects.
     *
     * @param source its /32 or /56
     * @param standby a proved one that can be spared, asked when every place is taken by proved ones
     */
    public Verdict<C> reserve(C connection, String source, Supplier<Optional<C>> standby) {
        var victim = Optional.<C>empty();
        if (ofSource(source) >= limits.unprovedPerSource()) {
            victim = victim(place -> place.source().equals(source));
        } else if (unproved.size() >= limits.unproved() || size() >= limits.all()) {
            victim = victim(place -> true);
            if (victim.isEmpty()) victim = standby.get();
            if (victim.isEmpty()) return new Verdict<>(false, List.of());
        }
        victim.ifPresent(this::release);
        unproved.put(connection, new Place(source, false));
        return new Verdict<>(true, victim.stream().toList());
    }

    /** We dial, and no place is given up for it. */
    public boolean reserveDialled(C connection) {
        return reserveDialled(connection, Optional::empty).taken();
    }

    /** We dial: it counts. @param standby one that can be spared, asked when every place is taken */
    public Verdict<C> reserveDialled(C connection, Supplier<Optional<C>> standby) {
        var victim = size() >= limits.all() ? standby.get() : Optional.<C>empty();
        if (victim.isEmpty() && size() >= limits.all()) return new Verdict<>(false, List.of());
        victim.ifPresent(this::release);
        proved.put(connection, true);
        return new Verdict<>(true, victim.stream().toList());
    }

    /** Whether a link may be made that only stands by: half of the places are for those that carry. Our choice. */
    public boolean hasRoomForStandby() {
        return 2 * size() < limits.all();
    }

    /** It showed that it knows a door. @return false: it has lost its place meanwhile, no work is done for it */
    public boolean knocked(C connection) {
        return unproved.computeIfPresent(connection, (c, place) -> new Place(place.source(), true)) != null;
    }

    /** Its other end proved who it is. */
    public void proved(C connection) {
        if (unproved.remove(connection) != null) proved.put(connection, true);
    }

    /** It ended. */
    public void release(C connection) {
        unproved.remove(connection);
        proved.remove(connection);
    }

    /** All connections that have a place. */
    public int size() {
        return unproved.size() + proved.size();
    }

    private long ofSource(String source) {
        return unproved.values().stream()
                .filter(place -> place.source().equals(source))
                .count();
    }

    /**
     * Of those who only came and those whose handshake is under way, the oldest of the more numerous: neither silence
     * nor handshakes that are left undone can keep the others out.
     */
    private Optional<C> victim(Predicate<Place> of) {
        long all = unproved.values().stream().filter(of).count();
        long knocked =
                unproved.values().stream().filter(of).filter(Place::knocked).count();
        boolean takeKnocked = 2 * knocked > all;
        return unproved.entrySet().stream()
                .filter(e -> of.test(e.getValue()) && e.getValue().knocked() == takeKnocked)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
