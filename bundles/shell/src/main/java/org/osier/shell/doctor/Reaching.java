package org.osier.shell.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Units;

/** Who cannot be reached, where that was tried, and why it is so. */
final class Reaching {
    private final Instant now;

    Reaching(Instant now) {
        this.now = now;
    }

    private static boolean isWell(Peer peer) {
        return peer.state() == PeerState.ALIVE || peer.state() == PeerState.IDLE;
    }

    /** Those that are well in one line, everyone else in one of his own. */
    List<Finding> peers(List<Peer> peers) {
        var findings = new ArrayList<Finding>();
        long alive = peers.stream().filter(p -> p.state() == PeerState.ALIVE).count();
        long idle = peers.stream().filter(p -> p.state() == PeerState.IDLE).count();
        if (alive + idle > 0)
            findings.add(Finding.ok("peers", alive + " alive" + (idle > 0 ? ", " + idle + " idle" : "")));
        if (peers.isEmpty()) findings.add(Finding.note("peers", "none yet"));
        for (var peer : peers) if (!isWell(peer)) findings.add(peer(peer));
        return findings;
    }

    Finding peer(Peer peer) {
        var finding = switch (peer.state()) {
            case ALIVE ->
                Finding.ok(
                        peer.name(), "alive, " + peer.path().map(Units::address).orElse("-"));
            case SUSPECT -> Finding.hint(peer.name(), 0, "no link for " + since(peer) + ", looked for", "");
            case IDLE -> Finding.ok(peer.name(), "idle for " + since(peer) + ", dialled when something is sent to it");
            case PENDING -> Finding.hint(peer.name(), 0, "pending, " + peer.why(), "");
            case FAILED -> failed(peer);
        };
        var failed = failures(peer);
        if (isWell(peer)) return finding;
        var cause = Likely.of(failed);
        var told = finding.withAttempts(failed);
        return cause.map(told::withCause).orElse(told);
    }

    private Finding failed(Peer peer) {
        var text = "failed " + since(peer) + " ago"
                + peer.lastPath()
                        .filter(path -> isOf(peer, path))
                        .map(Reaching::lastLink)
                        .orElse("");
        if (isGone(peer)) {
            return Finding.hint(peer.name(), 0, text + ", its record has expired", "");
        }
        if (!failures(peer).isEmpty()) return Finding.fail(peer.name(), 0, text, "");
        return peer.record().map(NodeRecord::addresses).orElse(List.of()).isEmpty()
                ? Finding.hint(peer.name(), 0, text + ", cannot be dialled: it has to come back itself", "")
                : Finding.fail(peer.name(), 0, text + ": " + peer.why(), "");
    }

    /** Where a peer came from is no address at which it could be found again. */
    private static boolean isOf(Peer peer, URI path) {
        return peer.record().filter(r -> r.addresses().contains(path)).isPresent()
                || peer.attempts().stream().anyMatch(a -> a.address().equals(path));
    }

    private static String lastLink(URI path) {
        return ", last link " + Units.address(path);
    }

    private boolean isGone(Peer peer) {
        return peer.record().filter(r -> !now.isBefore(r.expires())).isPresent();
    }

    private String since(Peer peer) {
        return Units.span(Duration.between(peer.since(), now));
    }

    /** Addresses that are dialled and have not become a peer. */
    List<Finding> addresses(Self self) {
        var byAddress = new LinkedHashMap<URI, Attempt>(); // the last one of each stays
        for (var attempt : self.attempts()) byAddress.put(attempt.address(), attempt);
        return byAddress.values().stream().map(Reaching::address).toList();
    }

    private static Finding address(Attempt last) {
        var finding =
                Finding.fail(Units.address(last.address()), last.code(), "dialled, and is no peer yet", last.hint());
        var told = finding.withAttempts(List.of(last));
        return Likely.of(List.of(last)).map(told::withCause).orElse(told);
    }

    /** The last dial for each address, of those that failed since the last link. */
    private static List<Attempt> failures(Peer peer) {
        var last = new LinkedHashMap<URI, Attempt>();
        for (var attempt : peer.attempts()) {
            if (attempt.code() == 0) last.clear();
            else last.put(attempt.address(), attempt);
        }
        return List.copyOf(last.values());
    }
}
