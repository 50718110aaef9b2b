package org.osier.shell.news;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;
import org.osier.shell.screen.Units;

/** What happened to peers. */
final class PeerEvents implements PeerListener {
    /** Peers whose links we remember; with more, a change of path reads like a new link. */
    private static final int MAX_REMEMBERED = 1_024;

    private final InstantSource clock;
    private final Consumer<Event> events;
    private final Set<NodeId> up = new HashSet<>(); // guarded by this: during an update there are two cores

    PeerEvents(InstantSource clock, Consumer<Event> events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public synchronized void on(Change change, Peer peer) {
        switch (change) {
            case FOUND -> isUp(peer);
            case UP -> {
                if (up.contains(peer.id())) tell(Mark.CHANGED, peer, "now via " + path(peer) + why(peer));
                else isUp(peer);
            }
            case STANDBY -> tell(Mark.CHANGED, peer, standby(peer));
            case DOWN -> isDown(peer);
            case RESTARTED -> tell(Mark.CHANGED, peer, "restarted");
            case RECORD -> record(peer);
        }
    }

    private void isUp(Peer peer) {
        if (up.size() < MAX_REMEMBERED) up.add(peer.id());
        tell(Mark.CAME, peer, "up via " + path(peer));
    }

    private void isDown(Peer peer) {
        up.remove(peer.id());
        var mark = peer.state() == PeerState.FAILED ? Mark.WENT : Mark.PAUSED;
        tell(mark, peer, peer.state().name().toLowerCase(Locale.ROOT) + why(peer));
    }

    /** With the id: until the first record came, that was its name. */
    private void record(Peer peer) {
        var number = peer.record().map(r -> String.valueOf(r.serial())).orElse("-");
        var what = "sent record " + number + " (" + peer.id().brief() + ")";
        events.accept(new Event(clock.instant(), Mark.CHANGED, About.RECORD, peer.name(), what));
    }

    private void tell(Mark mark, Peer peer, String what) {
        events.accept(new Event(clock.instant(), mark, About.PEER, peer.name(), what));
    }

    private static String path(Peer peer) {
        return peer.path().map(Units::address).orElse("-");
    }

    private static String standby(Peer peer) {
        var others = peer.paths().stream()
                .filter(path -> !path.carries())
                .map(path -> Units.address(path.address()))
                .toList();
        if (others.isEmpty()) return "nothing stands by any more";
        return String.join(", ", others) + (others.size() == 1 ? " stands by" : " stand by");
    }

    private static String why(Peer peer) {
        return peer.why().isBlank() ? "" : " (" + peer.why() + ")";
    }
}
