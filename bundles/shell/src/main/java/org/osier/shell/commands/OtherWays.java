package org.osier.shell.commands;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;

/** Whether peers can still be reached when some schemes are gone: from what they and we say of addresses. Pure. */
final class OtherWays {
    private final Set<String> going;
    private final Set<String> left;
    private final boolean listens;

    /** @param going schemes whose transports stop; with {@code tcp} goes {@code emu+tcp}, which is made of it */
    OtherWays(Self self, Set<String> going) {
        this.going = going;
        left = self.transports().stream()
                .flatMap(status -> status.schemes().stream())
                .filter(scheme -> !goes(scheme))
                .collect(Collectors.toSet());
        listens = self.listening().stream().map(URI::getScheme).anyMatch(left::contains);
    }

    private boolean goes(String scheme) {
        return going.stream().anyMatch(g -> scheme.equals(g) || scheme.endsWith("+" + g));
    }

    /** Those whose path goes, and to whom no other is known. */
    List<Peer> lost(List<Peer> peers) {
        return peers.stream()
                .filter(p -> p.path().map(URI::getScheme).filter(this::goes).isPresent())
                .filter(p -> !reachable(p))
                .toList();
    }

    private boolean reachable(Peer peer) {
        var addresses = peer.record().map(r -> r.addresses()).orElse(List.of());
        if (addresses.stream().map(URI::getScheme).anyMatch(left::contains)) return true;
        return addresses.isEmpty() && listens; // it only dials, and may dial us there
    }
}
