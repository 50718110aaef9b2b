package org.osier.discovery.multicast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.multicast.rules.PinBeacon;
import org.osier.node.NodeRecord;
import org.osier.trust.Joining;

/** Invites while a PIN is shown on this node. The station's thread, but for {@link #id}. */
final class PinSpeech {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of one PIN. Joining is over tcp. */
    private static final int MOST_ADDRESSES = 4;

    private final Supplier<@Nullable Joining> joining;
    private final RandomGenerator random;
    private Optional<Instant> shown = Optional.empty();
    private long due = System.nanoTime();
    private volatile long id;

    /** @param joining where the node tells whether a PIN is shown; gives null while there is none */
    PinSpeech(Supplier<@Nullable Joining> joining, RandomGenerator random) {
        this.joining = joining;
        this.random = random;
        id = random.nextLong();
    }

    long due() {
        return due;
    }

    /** Of the PIN that is shown, or was last. Any thread. */
    long id() {
        return id;
    }

    void speak(List<Group> groups, NodeRecord self, long now) {
        if (now - due < 0) return;
        var joining = this.joining.get();
        Optional<Instant> until =
                joining == null ? Optional.empty() : joining.entrances().pinUntil();
        due = now + (until.isPresent() ? PAUSE_NANOS : LOOK_NANOS);
        if (until.isPresent() && !until.equals(shown)) id = random.nextLong();
        shown = until;
        if (until.isEmpty()) return;
        self.addresses().stream()
                .filter(address -> "tcp".equals(address.getScheme()))
                .limit(MOST_ADDRESSES)
                .map(address -> new PinBeacon(id, address).write())
                .forEach(datagram -> groups.forEach(group -> group.send(datagram)));
    }
}
