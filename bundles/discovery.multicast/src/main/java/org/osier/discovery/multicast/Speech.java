package org.osier.discovery.multicast;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.multicast.rules.Beacon;
import org.osier.discovery.multicast.rules.BeaconTimes;
import org.osier.discovery.multicast.rules.Seal;
import org.osier.node.NodeRecord;
import org.osier.parts.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What we say, and when. The station's thread, but for {@link #keysChanged} and {@link #troubles}. */
final class Speech {
    private static final Logger log = LoggerFactory.getLogger(Speech.class);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Settings settings;
    private final InstantSource clock;
    private final Seal seal;
    private final BeaconTimes times;
    private final long began = System.nanoTime();
    private NodeRecord self;
    private long sequence;
    private volatile @Nullable String trouble; // null: none
    private volatile boolean changed;

    Speech(Settings settings, Keys keys, InstantSource clock, RandomGenerator random, NodeRecord self) {
        this.settings = settings;
        this.clock = clock;
        this.seal = new Seal(keys::derive, random);
        this.times = new BeaconTimes(settings.interval(), random);
        this.self = self;
        times.change(System.nanoTime());
    }

    /** From now on says this of us. @return whether it is anything else than before */
    boolean tell(NodeRecord news) {
        boolean other = news != self;
        self = news;
        return other;
    }

    NodeRecord self() {
        return self;
    }

    /** Others should hear of us soon. */
    void changed(long now) {
        times.change(now);
    }

    /** Others should hear of us soon. Any thread. */
    void keysChanged() {
        changed = true;
    }

    /** When the next beacon is due. Who listens nowhere is not asked for, and may not know yet where he will. */
    long due() {
        return self.addresses().isEmpty() ? Math.max(times.due(), began + PATIENCE_NANOS) : times.due();
    }

    /** Says what is due. */
    void speak(List<Group> groups, long now) {
        if (changed) {
            changed = false;
            times.change(now);
        }
        if (now - due() < 0) return;
        times.sent(now);
        var datagram = beacon(0, Seal.MAX_BYTES);
        if (datagram == null) return;
        boolean said = say(groups, datagram) > 0;
        if (!said && !groups.isEmpty()) blocked("it could not be sent on any interface");
        else trouble = null;
    }

    void goodbye(List<Group> groups) {
        var datagram = beacon(Beacon.GOODBYE, Seal.MAX_BYTES);
        if (datagram != null) say(groups, datagram);
    }

    private static int say(List<Group> groups, byte[] datagram) {
        int said = 0;
        for (var group : groups) said += group.send(datagram);
        return said;
    }

    /** What one node gets that was new to us. @param most bytes: what came from it @return null: no key just now */
    byte @Nullable [] answer(int most) {
        return beacon(Beacon.ANSWER, most);
    }

    /** Its number goes on rising if the node is the same and only this bundle was replaced. */
    private byte @Nullable [] beacon(int flags, int most) {
        long ms = clock.millis();
        sequence = Math.max(sequence + 1, ms << 10);
        return seal.close(new Beacon(self.id(), self.bootId(), sequence, ms, flags, self.addresses()), most);
    }

    /** Said once, until it is over. */
    void blocked(String why) {
        if (trouble == null) log.warn("OSIER-111 multicast {}: {}; seeds will be used", settings.groups(), why);
        trouble = "OSIER-111 multicast: " + why;
    }

    /** What cannot be done now. Any thread. */
    List<String> troubles() {
        var trouble = this.trouble;
        return trouble == null ? List.of() : List.of(trouble);
    }

    void noGroup(InetSocketAddress group, String why) {
        log.info("multicast: {} is not used, {}", group, why);
    }
}
