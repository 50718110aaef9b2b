package org.osier.shell;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A peer as a test wants it. */
public record FakePeer(
        NodeId id,
        String name,
        PeerState state,
        Optional<URI> path,
        Optional<Duration> roundTrip,
        Duration seenAgo,
        String why,
        Optional<NodeRecord> record,
        List<Attempt> attempts,
        Optional<Duration> clockSkew,
        List<Path> paths)
        implements Peer {
    private record FakePath(URI address, boolean carries, boolean dialled, Optional<Duration> roundTrip, Instant since)
            implements Path {}

    private static final Instant SINCE = FakeSelf.NOW.minus(Duration.ofSeconds(75));

    /** Alive, with a path, a round trip and a record. @param key makes its id */
    public static FakePeer alive(int key, String name, int port) {
        var path = URI.create("tcp://127.0.0.1:" + port);
        var record = FakeSelf.record(key, name, path);
        return new FakePeer(
                record.id(),
                name,
                PeerState.ALIVE,
                Optional.of(path),
                Optional.of(Duration.ofNanos(612_000)),
                Duration.ZERO,
                "link up",
                Optional.of(record),
                List.of(FakeAttempt.link(path, 75)),
                Optional.of(Duration.ofMillis(300)),
                List.of(new FakePath(path, true, true, Optional.of(Duration.ofNanos(612_000)), SINCE)));
    }

    /** Without a link and a record. */
    public static FakePeer in(PeerState state, int key, String name, String why) {
        var id = FakeSelf.record(key, "x").id();
        return new FakePeer(
                id,
                name,
                state,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(3),
                why,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** The same with another record. */
    public FakePeer with(NodeRecord other) {
        return new FakePeer(
                id, name, state, path, roundTrip, seenAgo, why, Optional.of(other), attempts, clockSkew, paths);
    }

    /** The same after these dials. */
    public FakePeer after(Attempt... attempts) {
        return new FakePeer(
                id, name, state, path, roundTrip, seenAgo, why, record, List.of(attempts), clockSkew, paths);
    }

    /** The same in another state, without a link. */
    public FakePeer inState(PeerState state) {
        return new FakePeer(
                id, name, state, Optional.empty(), roundTrip, seenAgo, why, record, attempts, clockSkew, List.of());
    }

    /** The same with another address in its record, beside the path that it has. */
    public FakePeer at(URI address) {
        var other = Optional.of(FakeSelf.record(2, name, address));
        return new FakePeer(id, name, state, path, roundTrip, seenAgo, why, other, attempts, clockSkew, paths);
    }

    /** The same with a record that expires when this has passed. */
    public FakePeer withRecordOf(Duration untilItsEnd) {
        var issued = FakeSelf.NOW.plus(untilItsEnd).minus(Duration.ofHours(1));
        var old = FakeSelf.record(7, name, issued, Duration.ofHours(1));
        return new FakePeer(
                id, name, state, path, roundTrip, seenAgo, why, Optional.of(old), attempts, clockSkew, paths);
    }

    /** The same with a clock that is so far ahead. */
    public FakePeer ahead(Duration skew) {
        return new FakePeer(id, name, state, path, roundTrip, seenAgo, why, record, attempts, Optional.of(skew), paths);
    }

    /** The same with a link beside the one that carries. */
    public FakePeer standingBy(String address) {
        var all = new ArrayList<>(paths);
        all.add(new FakePath(URI.create(address), false, false, Optional.of(Duration.ofMillis(2)), SINCE));
        return new FakePeer(id, name, state, path, roundTrip, seenAgo, why, record, attempts, clockSkew, all);
    }

    @Override
    public Optional<URI> lastPath() {
        return path.or(() -> attempts.stream()
                .filter(a -> a.code() == 0)
                .map(Attempt::address)
                .reduce((first, second) -> second));
    }

    @Override
    public boolean dialled() {
        return path.isPresent();
    }

    @Override
    public Instant since() {
        return SINCE;
    }

    @Override
    public Instant seen() {
        return FakeSelf.NOW.minus(seenAgo);
    }

    @Override
    public long bootId() {
        return record.map(NodeRecord::bootId).orElse(0L);
    }

    @Override
    public Counts counts() {
        return new FakeCounts(1, 0, 12_345, 9);
    }

    private record FakeCounts(long links, long restarts, long sent, long received) implements Counts {}
}
