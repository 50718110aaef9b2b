package org.osier.discovery.multicast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.Candidates;
import org.osier.discovery.PairingCall;
import org.osier.node.NodeRecord;
import org.osier.parts.keys.Keys;
import org.osier.trust.Joining;

/**
 * Speaks and hears, from a start of the discovery to its stop, on a thread of its own: everything but the last
 * methods is that thread's.
 */
final class Station extends Thread {
    /** Interfaces are looked at so often: a new one is used within twice as long. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Datagrams that are read before anything else gets its turn. */
    private static final int MOST_AT_ONCE = 64;

    private final Settings settings;
    private final Hearing hearing;
    private final Speech speech;
    private final PinSpeech pins;
    private final List<Group> groups = new ArrayList<>(2);
    private final ByteBuffer buffer = ByteBuffer.allocate(2_048);
    private long nextLook = System.nanoTime();

    private volatile @Nullable Selector selector;
    private volatile boolean stopped;
    private volatile boolean goodbye;
    private volatile @Nullable NodeRecord news;

    Station(
            Settings settings,
            Keys keys,
            Supplier<@Nullable Joining> joining,
            InstantSource clock,
            NodeRecord self,
            Candidates candidates) {
        super("osier-discovery.multicast-io");
        setDaemon(true);
        this.settings = settings;
        var random = new SecureRandom();
        this.speech = new Speech(settings, keys, clock, random, self);
        this.pins = new PinSpeech(joining, random);
        this.hearing = new Hearing(settings, keys, clock, random, speech, self.id(), candidates);
    }

    @Override
    public void run() {
        try (var selector = Selector.open()) {
            this.selector = selector;
            open(selector);
            while (!stopped) turn(selector);
            if (goodbye) speech.goodbye(groups);
        } catch (IOException e) {
            speech.blocked(e.getMessage());
        } finally {
            groups.forEach(Group::close);
        }
    }

    private void open(Selector selector) {
        for (InetSocketAddress group : settings.groups()) {
            try {
                groups.add(new Group(group, settings.ttl(), selector));
            } catch (IOException e) { // a machine without IPv6, or a port that somebody does not share
                speech.noGroup(group, e.getMessage());
            }
        }
    }

    private void turn(Selector selector) throws IOException {
        long now = System.nanoTime();
        if (now - nextLook >= 0) look(now);
        var news = this.news;
        if (news != null && speech.tell(news)) {
            look(now); // it may listen elsewhere now
            speech.changed(now);
        }
        speech.speak(groups, now);
        pins.speak(groups, speech.self(), now);
        long wait = Math.min(Math.min(speech.due(), pins.due()), nextLook) - System.nanoTime();
        if (wait > 0 && !stopped) selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
        for (var ready : selector.selectedKeys()) read(ready);
        selector.selectedKeys().clear();
    }

    private void look(long now) {
        var interfaces = Sockets.interfaces(
                settings.interfaces(), Near.only(speech.self().addresses()));
        boolean more = false;
        for (var group : groups) more |= group.follow(interfaces);
        if (more) speech.changed(now);
        nextLook = now + LOOK_NANOS;
    }

    private void read(SelectionKey ready) {
        if (!ready.isValid()) return;
        var channel = (DatagramChannel) ready.channel();
        var group = (Group) ready.attachment();
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            var from = Group.receive(channel, buffer.clear());
            if (from == null) return;
            var datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
            hearing.on(datagram, (InetSocketAddress) from, answer -> group.answer(answer, from, channel));
        }
    }

    // --- any thread

    /** We have another record. */
    void announce(NodeRecord self) {
        news = self;
        wake();
    }

    List<String> troubles() {
        return speech.troubles();
    }

    /** Who near us shows a PIN. */
    List<PairingCall> calls() {
        return hearing.calls(pins.id());
    }

    /** Other keys, or some at last: as after any change. */
    void keysChanged() {
        speech.keysChanged();
        wake();
    }

    private void wake() {
        var selector = this.selector;
        if (selector != null) selector.wakeup();
    }

    /** Ends. @param goodbye whether others should hear that we go @param limit for it, if anything hangs */
    void end(boolean goodbye, Duration limit) {
        this.goodbye = goodbye;
        stopped = true;
        hearing.end();
        wake();
        try {
            join(limit.toMillis());
        } catch (InterruptedException e) {
            currentThread().interrupt(); // it ends all the same
        }
    }
}
