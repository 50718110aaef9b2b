package org.osier.core.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.rules.ExchangeBook;
import org.osier.core.node.rules.ExchangeTerms;
import org.osier.core.record.ClusterTag;
import org.osier.core.record.RecordRules;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.mesh.Frames;
import org.osier.node.BadRecordException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/**
 * Peers tell each other of others (WIRE.md, section 3: frame 0x04, kinds 2 and 1). A discovery like any: what comes of it
 * is a rumour. Questions and answers are the loop's; records are checked on the reading thread of whoever sent them.
 */
final class PeerExchange implements Discovery {
    static final byte RECORDS = 1;
    static final byte QUESTION = 2;
    /** With fewer links than this, whoever is linked is asked again and again. Our choice. */
    private static final int FEW_LINKS = 8;
    /** A link is asked over when it has stood so long: records of the peer's other links are there by then. Our choice. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Questions that one tick asks at most: a hundred answers must not come at once. Our choice. */
    private static final int MOST_AT_ONCE = 4;

    private final Environment environment;
    private final NodeId self;
    private final OwnCluster cluster;
    private final PeerTable table;
    private final Records verifier;
    private final Counters counters;
    private final Predicate<NodeId> isOut;
    private final BooleanSupplier hasRoom;
    private final ExchangeBook book = new ExchangeBook(); // the loop's
    private volatile @Nullable Candidates candidates;

    /**
     * @param isOut whether the cluster has put a node out
     * @param hasRoom whether there are places for further links: in a mesh that is larger than a node has places for nobody is
     *     looked for without end
     */
    PeerExchange(
            Environment environment,
            NodeId self,
            OwnCluster cluster,
            PeerTable table,
            Records verifier,
            Counters counters,
            Predicate<NodeId> isOut,
            BooleanSupplier hasRoom) {
        this.environment = environment;
        this.self = self;
        this.cluster = cluster;
        this.table = table;
        this.verifier = verifier;
        this.counters = counters;
        this.isOut = isOut;
        this.hasRoom = hasRoom;
    }

    // --- a discovery

    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public void start(NodeRecord self, Candidates candidates) {
        this.candidates = candidates;
    }

    @Override
    public void announce(NodeRecord self) {
        // Peers have our record already, from ourselves; they tell of it.
    }

    @Override
    public void stop() {
        candidates = null;
    }

    // --- we ask: on the loop

    /** What time asks for; about once a second. */
    void tick(long now) {
        for (var id : book.expired(environment.clock().instant())) forget(id);
        if (!hasRoom.getAsBoolean()) {
            for (var record : book.all()) forget(record.id());
            return;
        }
        int links = 0;
        for (var entry : table.all()) if (entry.carrier != null) links++;
        int left = MOST_AT_ONCE;
        for (var entry : table.all()) {
            var way = entry.carrier;
            if (way == null || now - way.since() < SETTLED_NANOS) continue;
            if (!asks(entry, way.since(), links < FEW_LINKS, now)) continue;
            way.link.send(FrameType.DISCOVERY, ByteBuffer.wrap(new byte[] {QUESTION, ExchangeTerms.MOST}));
            if (--left == 0) return;
        }
    }

    private static boolean asks(PeerEntry entry, long linkedAt, boolean few, long now) {
        synchronized (entry.exchange) {
            boolean may = entry.exchange.mayAsk(linkedAt, few, now);
            if (may) entry.exchange.asked(now);
            return may;
        }
    }

    private static boolean takes(PeerEntry entry, long now) {
        synchronized (entry.exchange) {
            return entry.exchange.takes(now);
        }
    }

    private static boolean serves(PeerEntry entry, long boot, long now) {
        synchronized (entry.exchange) {
            return entry.exchange.serves(boot, now);
        }
    }

    /** A peer told us something newer of itself than what others say. */
    void recordCame(NodeRecord own) {
        if (book.outdated(own)) withdraw(own.id());
    }

    private void forget(NodeId id) {
        book.forget(id);
        withdraw(id);
    }

    private void withdraw(NodeId id) {
        var candidates = this.candidates;
        if (candidates != null) candidates.withdrawn(Candidate.of(id, 0, List.of()));
    }

    // --- we are told: on the reading thread of the teller's link

    /** A record of somebody else came. @param record its form holds, nothing else of it is known */
    void told(PeerEntry teller, NodeRecord record) {
        if (!takes(teller, environment.nanos().getAsLong())) {
            counters.count(Counter.RECORDS_UNASKED);
            return;
        }
        try {
            if (record.id().equals(self)) {
                verifier.verify(record.bytes()); // what we are only we say; but if another has our key it shows there
                return;
            }
            if (!ClusterTag.isMembers(cluster.membership(), record)) throw new BadRecordException("of no member");
            var verified = verifier.verify(record.bytes());
            environment.onLoop(() -> keep(teller.id, verified));
        } catch (BadRecordException e) {
            counters.count(Counter.RECORDS_REFUSED);
        }
    }

    private void keep(NodeId teller, NodeRecord record) {
        var candidates = this.candidates;
        if (candidates == null || !hasRoom.getAsBoolean() || record.addresses().isEmpty() || isOut.test(record.id()))
            return;
        var entry = table.find(record.id());
        var own = entry == null ? null : entry.record;
        if (own != null && !RecordRules.replaces(own, record)) return;
        var lasting = Duration.between(environment.clock().instant(), record.expires());
        if (lasting.isNegative() || lasting.isZero()) return;
        var change = book.told(teller, record);
        for (var gone : change.gone()) {
            counters.count(Counter.CANDIDATES_SHED);
            withdraw(gone);
        }
        if (change.kept())
            candidates.found(Candidate.of(record.id(), record.bootId(), record.addresses())
                    .lasting(lasting));
    }

    // --- we are asked

    /** On the reading thread. @param payload the frame's, behind its kind */
    void asked(PeerEntry peer, Link link, ByteBuffer payload) {
        int most = payload.remaining() == 1 ? payload.get() & 0xff : 0;
        long boot = link.proof().peer().bootId();
        if (most == 0) counters.count(Counter.RECORDS_REFUSED);
        else if (!serves(peer, boot, environment.nanos().getAsLong())) counters.count(Counter.QUOTA_EXCEEDED);
        else environment.onLoop(() -> answer(peer, link, most));
    }

    private void answer(PeerEntry peer, Link link, int most) {
        int datagram = link.datagramBytes();
        int room = datagram == 0 ? Frames.MAX_LINK_PAYLOAD_BYTES : datagram - FrameType.HEADER_BYTES;
        var answer = ByteBuffer.allocate(Math.max(room, 1)).put(RECORDS);
        var others = others(peer);
        for (int told = 0; told < most && !others.isEmpty(); ) {
            var record = takeAny(others).bytes();
            if (record.length + 2 > answer.remaining()) continue;
            answer.putShort((short) record.length).put(record);
            told++;
        }
        if (answer.position() > 1) link.send(FrameType.DISCOVERY, answer.flip());
    }

    /** Records of those that are linked with us now and can be dialled. */
    private List<NodeRecord> others(PeerEntry asker) {
        var now = environment.clock().instant();
        var others = new ArrayList<NodeRecord>();
        for (var entry : table.all()) {
            var record = entry.record;
            if (entry == asker || entry.carrier == null || record == null) continue;
            if (!record.addresses().isEmpty() && now.isBefore(record.expires())) others.add(record);
        }
        return others;
    }

    /** At random, so that no two who ask get the same. */
    private NodeRecord takeAny(List<NodeRecord> records) {
        int last = records.size() - 1;
        int any = environment.random().nextInt(records.size());
        var taken = records.get(any);
        records.set(any, records.get(last));
        records.remove(last);
        return taken;
    }
}
