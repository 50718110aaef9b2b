package org.osier.discovery.seeds;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.seeds.rules.Answer;
import org.osier.discovery.seeds.rules.BadAnswerException;
import org.osier.discovery.seeds.rules.House;
import org.osier.discovery.seeds.rules.MeetingBook;
import org.osier.discovery.seeds.rules.MeetingBook.Verdict;
import org.osier.discovery.seeds.rules.MeetingPlace;
import org.osier.discovery.seeds.rules.MeetingReader;
import org.osier.discovery.seeds.rules.VisitTimes;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.parts.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes from rendezvous to rendezvous, from a start of the discovery to its stop: leaves our sealed record with each of
 * them, and looks at one after the other until one has told us of somebody; at all of them while nobody is linked with
 * us. Who fails is left alone for a while. A thread of its own, and all is that thread's but the last methods.
 */
final class Visits extends Thread {
    private static final Logger log = LoggerFactory.getLogger(Visits.class);
    private static final int COUNTS_SECONDS = 3_600; // we leave it anew in half of that
    private static final long NEWS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Surroundings around;
    private final SecureRandom random = new SecureRandom();
    private final List<House> houses;
    private final VisitTimes times;
    private final MeetingReader reader; // guarded by itself
    private final AtomicLongArray counts = new AtomicLongArray(Verdict.values().length);
    private long troublesTold;
    private long nextNews = System.nanoTime();

    private volatile NodeRecord self;
    private volatile boolean stopped;
    private volatile List<String> troubles = List.of();
    private boolean news; // guarded by this

    /** What visits need of others, for as long as the bundle runs. */
    record Surroundings(
            Keys keys,
            Supplier<@Nullable Records> records,
            Company company,
            InstantSource clock,
            Http http,
            Runnable met) {}

    Visits(Surroundings around, List<URI> services, Duration pause, NodeRecord self) {
        super("osier-discovery.seeds-rendezvous");
        setDaemon(true);
        this.around = around;
        this.houses = services.stream().map(House::new).toList();
        this.times = new VisitTimes(pause, random, System.nanoTime());
        this.reader = new MeetingReader(self.id());
        this.self = self;
    }

    @Override
    public void run() {
        try {
            while (awaitTurn()) {
                round();
                times.visited(around.company().none(), System.nanoTime());
                tell();
            }
        } catch (InterruptedException e) {
            // Stopped: nobody waits for what was under way.
        } catch (RuntimeException | AssertionError e) {
            log.error("a bug of ours, no rendezvous is visited any more", e);
        }
    }

    private synchronized boolean awaitTurn() throws InterruptedException {
        while (!stopped) {
            long now = System.nanoTime();
            if (news) times.soon(now);
            news = false;
            long left = times.due() - now;
            if (left <= 0) return true;
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }

    private void round() throws InterruptedException {
        var verifier = around.records().get();
        var places = MeetingPlace.now(around.keys()::derive, around.clock().millis());
        if (verifier == null || places.isEmpty()) return; // no node just now: we hear when one comes
        boolean found = false;
        for (var house : houses) {
            if (stopped || !house.isOpen(System.nanoTime())) continue;
            try {
                boolean asked = leave(house, places.get(0));
                if (!found || around.company().none()) {
                    asked = true;
                    found |= look(house, places, verifier);
                }
                if (asked && house.worked()) log.info("rendezvous {}: does what it should again", house.address());
            } catch (HouseException e) {
                failed(house, e.getMessage());
            } catch (BadAnswerException e) {
                failed(house, "OSIER-112 " + e.getMessage());
            }
            troubles = houses.stream().flatMap(one -> one.trouble().stream()).toList();
        }
    }

    private void failed(House house, String why) {
        if (!house.failed(why, System.nanoTime(), random)) return;
        log.warn(
                "rendezvous {}: {}; the others are asked, and this one again later"
                        + "   next: check its address in rendezvous, or ask who runs it",
                house.address(),
                why);
    }

    /** @return whether there was anything to leave */
    private boolean leave(House house, MeetingPlace place) throws HouseException, InterruptedException {
        var ours = self;
        var record = ours.bytes();
        if (ours.addresses().isEmpty() || !house.wants(record, place.tag(), System.nanoTime())) return false;
        var slot = place.slot(ours.id());
        var sealed = place.seal(slot, record, around.clock().millis(), COUNTS_SECONDS, random);
        int seconds =
                around.http().put(at(house, place.tag() + "/" + HexFormat.of().formatHex(slot)), sealed);
        house.left(record, place.tag(), seconds, System.nanoTime());
        return true;
    }

    /** @return whether somebody else was there */
    private boolean look(House house, List<MeetingPlace> places, Records verifier)
            throws HouseException, BadAnswerException, InterruptedException {
        boolean found = false;
        int there = 0;
        int strange = 0;
        for (var place : places) {
            var answer = Answer.read(around.http().get(at(house, place.tag())));
            boolean ours = false;
            for (var entry : answer.entries()) {
                var verdict = judge(place, entry, verifier);
                counts.incrementAndGet(verdict.ordinal());
                ours |= verdict == Verdict.OURS;
                found |= verdict.isFound();
                if (verdict.isStrange()) strange++;
            }
            there += answer.entries().size();
            house.looked(there, strange);
            if (!stopped) around.met().run();
            if (!ours && house.holds(place.tag()) && !answer.isFull()) {
                house.lost();
                throw new HouseException("OSIER-112 it does not have what we left there", null);
            }
        }
        return found;
    }

    private Verdict judge(MeetingPlace place, Answer.Entry entry, Records verifier) {
        synchronized (reader) {
            return reader.on(place, entry, verifier, around.clock().instant());
        }
    }

    private static URI at(House house, String rest) {
        return URI.create(house.address() + "/rendezvous/1/" + rest);
    }

    /** What does not count is what a stranger may send: summed up, once a minute at most. */
    private void tell() {
        long troubles = 0;
        var text = new StringBuilder();
        for (var verdict : Verdict.values()) {
            long count = counted(verdict);
            if (!verdict.isTrouble() || count == 0) continue;
            troubles += count;
            text.append(' ')
                    .append(verdict.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(count);
        }
        if (troubles == troublesTold || System.nanoTime() - nextNews < 0) return;
        troublesTold = troubles;
        nextNews = System.nanoTime() + NEWS_NANOS;
        log.info("rendezvous: since the start not believed:{}", text);
    }

    // --- any thread

    long counted(Verdict verdict) {
        return counts.get(verdict.ordinal());
    }

    /** Of each service that does not do what it should, by their order. */
    List<String> troubles() {
        return troubles;
    }

    /** Who was met, for as long as that counts. */
    List<MeetingBook.Met> met(Instant now) {
        synchronized (reader) {
            return reader.book().valid(now);
        }
    }

    /** We have another record. */
    void announce(NodeRecord self) {
        this.self = self;
        soon();
    }

    /** Something is new: keys, a node, or nobody is linked any more. */
    synchronized void soon() {
        news = true;
        notifyAll();
    }

    /** Ends; waits for it at most this long. */
    void end(Duration limit) {
        stopped = true;
        interrupt();
        try {
            join(limit.toMillis());
        } catch (InterruptedException e) {
            currentThread().interrupt(); // it ends all the same
        }
    }
}
