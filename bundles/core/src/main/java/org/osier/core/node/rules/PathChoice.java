package org.osier.core.node.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of the links with one peer carries its session. In this order: a scheme that the operator prefers, a carrier that
 * is reliable, a round trip that is clearly shorter; with equals the one that carries stays. Of one scheme it is the
 * newest, because the other one is about to be closed. What keeps it from going to and fro: a link is chosen for its
 * merits only after it has stood for a while, longer if links of its scheme broke lately; and for its round trip only if
 * the one before has carried for a minute. One for each peer; one thread at a time.
 */
public final class PathChoice {
    /** A better link must have stood for so long: one that breaks at once has carried nothing. Our choice. */
    static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** After links of a scheme that broke early the next one must stand for 5 s, 10 s, ... Our choice. */
    static final long FLAP_FIRST_NANOS = TimeUnit.SECONDS.toNanos(5);

    static final long FLAP_LAST_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** A link that stood for so long did not break early. Our choice. */
    static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A link carries at least for so long before a shorter round trip counts. Our choice. */
    static final long HOLD_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Shorter by so much, and to seven tenths: less is noise. Our choice. */
    static final long QUICKER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int MAX_DOUBLINGS = 6;

    /** What is not known yet is not better than anything. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** A link as a way for messages. */
    public interface Way {
        String scheme();

        /** Whether its carrier delivers everything, once and in order. */
        boolean reliable();

        /** Rises with each link of this node. */
        long age();

        /** Since when it stands. */
        long since();

        /** The least of its last round trips in nanoseconds, because the others tell of queues; or {@link #UNKNOWN}. */
        long roundTrip();

        /** Its transport goes: it carries only while there is no other. */
        boolean leaving();
    }

    /** Why another link carries now. */
    public enum Reason {
        /** There was none before. */
        FIRST,
        /** It is newer, of the same scheme. */
        NEWER,
        /** The one before is gone, or goes. */
        LEFT,
        PREFERRED,
        RELIABLE,
        QUICKER
    }

    /** What carries from now on. */
    public record Choice<W extends Way>(W way, Reason reason) {}

    private Map<String, Integer> broke = Map.of(); // early, in a row; by the schemes of our transports
    private long carriesSince;

    /** A link is gone without a goodbye. @param stood for so long */
    public void broke(String scheme, long stood) {
        var counts = new HashMap<>(broke); // most peers never have one: none is kept for them
        if (stood >= STEADY_NANOS) counts.remove(scheme);
        else counts.merge(scheme, 1, Integer::sum);
        broke = Map.copyOf(counts);
    }

    /**
     * @param ways all links that stand
     * @param carrier what carries now, perhaps not among them any more; null: nothing
     * @param preferred schemes, the best first; those not named are equal and come after
     * @return what carries from now on; empty: as before
     */
    public <W extends Way> Optional<Choice<W>> choose(
            List<W> ways, @Nullable W carrier, List<String> preferred, long now) {
        var choice = carrier == null || !ways.contains(carrier) || carrier.leaving()
                ? best(ways, carrier, preferred)
                : better(newest(ways), carrier, preferred, now);
        choice.ifPresent(c -> carriesSince = now);
        return choice;
    }

    private static <W extends Way> Optional<Choice<W>> best(List<W> ways, @Nullable W carrier, List<String> preferred) {
        Comparator<W> bestFirst = Comparator.<W>comparingInt(way -> rank(way, preferred))
                .thenComparing(way -> !way.reliable())
                .thenComparingLong(Way::roundTrip)
                .thenComparingLong(Way::since);
        var candidates = newest(ways.stream().filter(way -> !way.leaving()).toList());
        boolean carries = carrier != null && ways.contains(carrier);
        if (candidates.isEmpty() && !carries) candidates = newest(ways);
        return candidates.stream()
                .min(bestFirst)
                .map(way -> new Choice<>(way, carrier == null ? Reason.FIRST : Reason.LEFT));
    }

    private <W extends Way> Optional<Choice<W>> better(List<W> ways, W carrier, List<String> preferred, long now) {
        var newer = ways.stream().filter(way -> !way.leaving() && way.scheme().equals(carrier.scheme()));
        var successor = newer.filter(way -> way.age() > carrier.age()).findFirst();
        if (successor.isPresent()) return Optional.of(new Choice<>(successor.get(), Reason.NEWER));
        var settled = ways.stream().filter(way -> !way.leaving() && way != carrier && settled(way, now));
        return settled.map(way -> new Choice<>(way, merit(way, carrier, preferred, now)))
                .filter(choice -> choice.reason() != Reason.LEFT)
                .min(Comparator.<Choice<W>>comparingInt(choice -> rank(choice.way(), preferred))
                        .thenComparing(choice -> !choice.way().reliable())
                        .thenComparingLong(choice -> choice.way().roundTrip()));
    }

    /** @return {@link Reason#LEFT}: none */
    private Reason merit(Way way, Way carrier, List<String> preferred, long now) {
        int byRank = Integer.compare(rank(way, preferred), rank(carrier, preferred));
        if (byRank != 0) return byRank < 0 ? Reason.PREFERRED : Reason.LEFT;
        if (way.reliable() != carrier.reliable()) return way.reliable() ? Reason.RELIABLE : Reason.LEFT;
        boolean known = way.roundTrip() != UNKNOWN && carrier.roundTrip() != UNKNOWN;
        boolean held = now - carriesSince >= HOLD_NANOS;
        return known && held && quicker(way.roundTrip(), carrier.roundTrip()) ? Reason.QUICKER : Reason.LEFT;
    }

    private static boolean quicker(long one, long other) {
        return other - one >= QUICKER_NANOS && one <= other / 10 * 7;
    }

    private boolean settled(Way way, long now) {
        int times = broke.getOrDefault(way.scheme(), 0);
        long least = times == 0
                ? SETTLE_NANOS
                : Math.min(FLAP_FIRST_NANOS << Math.min(times - 1, MAX_DOUBLINGS), FLAP_LAST_NANOS);
        return now - way.since() >= least;
    }

    private static int rank(Way way, List<String> preferred) {
        int at = preferred.indexOf(way.scheme());
        return at < 0 ? preferred.size() : at;
    }

    /** Of each scheme the newest. */
    private static <W extends Way> List<W> newest(List<W> ways) {
        Predicate<W> isNewest =
                way -> ways.stream().noneMatch(w -> w.scheme().equals(way.scheme()) && w.age() > way.age());
        return ways.stream().filter(isNewest).toList();
    }
}
