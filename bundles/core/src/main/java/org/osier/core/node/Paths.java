package org.osier.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.rules.PathChoice;
import org.osier.core.node.rules.PathChoice.Choice;
import org.osier.core.node.rules.Redial;

/**
 * Which link carries the session with a peer, and which stand by: the hands of {@link PathChoice}. A session that finds
 * its carrier gone goes on over another at once; what is said here then makes it the best one. The loop's alone.
 */
final class Paths {
    /** Round trips of peers with several links are asked for so often. Our choice. */
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final double NANOS_PER_MS = 1e6;

    /** Hears what changed. */
    interface Told {
        /** Another link carries. @param why in words */
        void carries(PeerEntry entry, Choice<Way> choice, String why);
    }

    private final Environment environment;
    private final Dialler dialler;
    private final Told told;
    private List<String> preferred = List.of();

    Paths(Environment environment, Dialler dialler, Told told) {
        this.environment = environment;
        this.dialler = dialler;
        this.told = told;
    }

    /** Schemes that an operator prefers, the best first. */
    void prefer(List<String> schemes) {
        preferred = schemes;
    }

    /** A link stands. @return whether it carries now */
    boolean up(PeerEntry entry, Link link, boolean reliable) {
        var way = new Way(link, reliable, environment.clock().instant(), now());
        var ways = new ArrayList<>(entry.ways);
        ways.add(way);
        entry.ways = List.copyOf(ways);
        choose(entry, "");
        tellDialler(entry);
        measure(way);
        return entry.carrier == way;
    }

    /** A link is gone. @param why in words; @param redial what its end tells */
    void down(PeerEntry entry, Way gone, String why, Redial redial) {
        entry.ways = entry.ways.stream().filter(way -> way != gone).toList();
        if (redial == Redial.BACK_OFF) entry.choice.broke(gone.scheme(), now() - gone.since());
        if (entry.ways.isEmpty()) entry.carrier = null;
        else choose(entry, why);
        tellDialler(entry);
        if (!entry.ways.isEmpty()) dialler.standbyLost(entry.id, redial);
    }

    /** The transport of this link goes: it carries only until there is another. */
    void leave(PeerEntry entry, Way way) {
        way.leave();
        var session = entry.session();
        if (session != null) session.leave(way.link);
        choose(entry, way.scheme() + " leaves here");
        tellDialler(entry);
    }

    /** What time asks for. */
    void tick(PeerEntry entry, long now) {
        if (entry.ways.size() < 2) return;
        if (now - entry.measuredAt >= MEASURE_NANOS) {
            entry.measuredAt = now;
            entry.ways.forEach(this::measure);
        }
        choose(entry, "");
        watch(entry, now);
    }

    private void watch(PeerEntry entry, long now) {
        var carrier = entry.carrier;
        var session = entry.session();
        if (carrier == null || session == null) return;
        var others = entry.ways.stream().filter(way -> way != carrier).mapToLong(way -> way.link.lastHeard());
        long heard = others.reduce((a, b) -> a - b > 0 ? a : b).orElse(carrier.link.lastHeard());
        boolean carrying = session.isCarrying(carrier.link);
        switch (entry.stall.due(now, carrier.link.lastHeard(), heard, carrying, session.acknowledged())) {
            case ASK -> entry.ways.forEach(this::measure);
            case GIVE_UP -> carrier.link.close(CloseReason.TIMEOUT, "silent while another link answers");
            case NOTHING -> {}
        }
    }

    private void measure(Way way) {
        way.link.ping().thenAcceptAsync(way::measured, environment.loop()).exceptionally(e -> null);
    }

    /** @param gone why the one before is gone, if it is */
    private void choose(PeerEntry entry, String gone) {
        var before = entry.carrier;
        entry.choice.choose(entry.ways, before, preferred, now()).ifPresent(choice -> {
            var way = choice.way();
            entry.carrier = way;
            entry.lastPath = way.link.address();
            var session = entry.session();
            if (session != null) session.carry(way.link);
            told.carries(entry, choice, words(choice, before, gone));
        });
    }

    private static String words(Choice<Way> choice, @Nullable Way before, String gone) {
        var link = choice.way().link;
        var made = (link.dialledByMe() ? "dialled " : "accepted from ") + link.address();
        if (before == null) return made;
        return switch (choice.reason()) {
            case FIRST, NEWER -> made;
            case LEFT -> gone.isEmpty() ? made : gone;
            case PREFERRED -> "preferred to " + before.scheme();
            case RELIABLE -> "reliable, " + before.scheme() + " is not";
            case QUICKER ->
                String.format(
                        Locale.ROOT,
                        "%.1f ms round trip, %.1f ms over %s",
                        choice.way().roundTrip() / NANOS_PER_MS,
                        before.roundTrip() / NANOS_PER_MS,
                        before.scheme());
        };
    }

    private void tellDialler(PeerEntry entry) {
        var staying = entry.ways.stream().filter(way -> !way.leaving()).toList();
        var schemes = staying.stream().map(Way::scheme).collect(Collectors.toUnmodifiableSet());
        dialler.paths(entry.id, schemes, staying.stream().anyMatch(way -> way.link.dialledByMe()));
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
