package org.osier.discovery.multicast;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.PairingCall;
import org.osier.discovery.multicast.rules.Beacon;
import org.osier.discovery.multicast.rules.BeaconBook;
import org.osier.discovery.multicast.rules.BeaconBook.Verdict;
import org.osier.discovery.multicast.rules.PairingBook;
import org.osier.discovery.multicast.rules.PinBeacon;
import org.osier.discovery.multicast.rules.Seal;
import org.osier.discovery.multicast.rules.SourceLimits;
import org.osier.node.NodeId;
import org.osier.parts.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of what others say. The station's thread, but for {@link #end} and {@link #calls}. */
final class Hearing {
    private static final Logger log = LoggerFactory.getLogger(Hearing.class);
    private static final long MINUTE_MS = 60_000;

    private final Settings settings;
    private final Keys keys;
    private final InstantSource clock;
    private final Seal seal;
    private final BeaconBook book;
    private final SourceLimits<InetAddress> limits = new SourceLimits<>(System::nanoTime);
    private final PairingBook pairings = new PairingBook(); // guarded by itself
    private final Speech speech;
    private final Candidates candidates;
    private long skewTold; // when, ms
    private final Object lock = new Object(); // ours alone: what is told under it may lock what it likes
    private boolean ended; // under the lock

    Hearing(
            Settings settings,
            Keys keys,
            InstantSource clock,
            RandomGenerator random,
            Speech speech,
            NodeId self,
            Candidates candidates) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.seal = new Seal(keys::derive, random);
        this.book = new BeaconBook(self, settings.lasting());
        this.speech = speech;
        this.candidates = candidates;
    }

    /** Nothing is found any more when this has returned. Any thread. */
    void end() {
        synchronized (lock) {
            ended = true;
        }
    }

    /** A datagram came. @param answer says something to its sender alone */
    void on(byte[] datagram, InetSocketAddress from, Consumer<byte[]> answer) {
        if (PinBeacon.looksLikeOne(datagram)) {
            pin(datagram, from);
            return;
        }
        if (!Seal.looksLikeOne(datagram) || !keys.there() || !limits.take(from.getAddress())) return;
        long now = clock.millis();
        var beacon = seal.open(datagram, now);
        if (beacon == null) return;
        var verdict = book.on(beacon, now);
        switch (verdict) {
            case NEW, KNOWN, GONE -> tell(beacon, Near.reachable(beacon.addresses(), from.getAddress()), verdict);
            case SKEWED -> skewed(beacon, now);
            case OURS, REPEATED, TOO_MANY -> {}
        }
        var reply = verdict == Verdict.NEW ? speech.answer(datagram.length) : null;
        if (reply != null) answer.accept(reply);
    }

    private void pin(byte[] datagram, InetSocketAddress from) {
        if (!limits.take(from.getAddress())) return;
        var beacon = PinBeacon.read(datagram);
        if (beacon == null) return;
        synchronized (pairings) {
            pairings.on(beacon, from.getAddress().getHostAddress(), clock.millis());
        }
    }

    /** Who shows a PIN. Any thread. @param own of ours */
    List<PairingCall> calls(long own) {
        synchronized (pairings) {
            return pairings.heard(own, clock.millis());
        }
    }

    private void tell(Beacon beacon, List<URI> addresses, Verdict verdict) {
        var candidate = Candidate.of(beacon.id(), beacon.bootId(), addresses);
        synchronized (lock) { // so that end() can promise silence
            if (ended) return;
            // Who listens nowhere dials us: there is nothing to find.
            if (verdict == Verdict.GONE || addresses.isEmpty()) candidates.withdrawn(candidate);
            else candidates.found(candidate.lasting(settings.lasting()));
        }
    }

    private void skewed(Beacon beacon, long now) {
        if (now - skewTold < MINUTE_MS) return; // a member says so, but it may say so without end
        skewTold = now;
        long seconds = (beacon.ms() - now) / 1_000;
        log.warn(
                "OSIER-104 multicast: the clock of node {} is {} s {} ours, its beacons do not count; set the clocks",
                beacon.id().brief(),
                Math.abs(seconds),
                seconds > 0 ? "ahead of" : "behind");
    }
}
