package org.osier.core.node;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osier.core.link.rules.CloseReason;

/**
 * Takes the traffic off the links of a transport that goes, while they still work: each session moves to its next link,
 * or to one that is dialled now, and what is on its way is acknowledged; then the link says goodbye. What cannot be
 * finished in time is no loss, the session sends it again; it is only later. The loop's alone.
 */
final class Drain {
    /** A new link must stand by then, or nothing more is sent until there is one. */
    private static final long DIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    /** All must be acknowledged by then. A transport has 1 s to close: together the 2 s that a swap may take. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(950);

    private static final long LOOK_MS = 5;

    /** @param canDial whether another link may come */
    private record Leaving(PeerEntry entry, Way way, boolean canDial) {}

    private final Environment environment;
    private final List<Leaving> leaving = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final long began;

    /** @param paths moves sessions; @param dialler dials for those that have nowhere to go */
    Drain(Environment environment, Paths paths, Dialler dialler, List<PeerEntry> peers, List<Way> ways) {
        this.environment = environment;
        this.began = environment.nanos().getAsLong();
        for (int i = 0; i < ways.size(); i++) {
            var entry = peers.get(i);
            paths.leave(entry, ways.get(i));
            boolean stays = entry.carrier != null && !entry.carrier.leaving();
            leaving.add(new Leaving(entry, ways.get(i), stays || dialler.leaving(entry.id)));
        }
    }

    /** @return done when all links have said goodbye */
    CompletableFuture<Void> start() {
        look();
        return done;
    }

    private void look() {
        long took = environment.nanos().getAsLong() - began;
        for (Iterator<Leaving> all = leaving.iterator(); all.hasNext(); ) if (isOver(all.next(), took)) all.remove();
        if (leaving.isEmpty()) done.complete(null);
        else environment.later(this::look, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private static boolean isOver(Leaving one, long took) {
        var entry = one.entry();
        var link = one.way().link;
        if (!entry.ways.contains(one.way())) return true; // it ended by itself
        var session = entry.session();
        boolean moved = entry.carrier != null && !entry.carrier.leaving();
        boolean mustWait = session != null && !moved && one.canDial() && took < DIAL_NANOS;
        if (mustWait) return false;
        if (session != null && session.holds(link) && took < CLOSE_NANOS) return false;
        link.close(CloseReason.GOING_AWAY, "");
        return true;
    }
}
