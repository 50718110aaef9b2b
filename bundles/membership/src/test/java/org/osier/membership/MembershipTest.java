package org.osier.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osier.discovery.Discovery;
import org.osier.mesh.PeerState;
import org.osier.node.NodeRecord;
import org.osier.testkit.DiscoveryContract;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;

/** The contract of discoveries, where somebody appears as a record that a peer sends; and what the hands do with their rules. */
class MembershipTest extends DiscoveryContract {
    private static final Settings SETTINGS = new Settings(24, Duration.ofSeconds(5));

    private final Map<Discovery, FakeNode> nodes = new HashMap<>();
    private final List<Membership> others = new ArrayList<>();
    private final Map<URI, Long> serials = new HashMap<>();

    @Override
    protected Discovery open() {
        var node = new FakeNode(SampleRecord.of(1, 1));
        var membership = open(node);
        nodes.put(membership, node);
        return membership;
    }

    private static Membership open(FakeNode node) {
        return new Membership(node.mesh(), node, node, SETTINGS, InstantSource.system());
    }

    @Override
    protected void close(Discovery discovery) {
        ((Membership) discovery).close();
    }

    @AfterEach
    void closeOthers() {
        others.forEach(Membership::close);
    }

    @Override
    protected void appear(URI address) {
        tell(address, address);
    }

    @Override
    protected boolean disappear(URI address) {
        tell(address);
        return true;
    }

    private void tell(URI who, URI... addresses) {
        long serial = serials.merge(who, 1L, Long::sum);
        var record = SampleRecord.of(who.hashCode(), serial, addresses);
        nodes.get(discovery).peer((Membership) discovery, record, PeerState.FAILED, false, false);
    }

    @Override
    protected boolean flood() {
        for (int i = 0; i < 5_000; i++) {
            var record = SampleRecord.of(1_000_000 + i, 1, URI.create("tcp://192.0.2.9:" + (1 + i)));
            nodes.get(discovery).peer((Membership) discovery, record, PeerState.FAILED, false, false);
        }
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("osier-membership");
    }

    @Override
    protected void forget(Discovery allBut) {
        nodes.keySet().removeIf(one -> one != allBut);
    }

    private FakeNode node() {
        return nodes.get(discovery);
    }

    private Membership membership() {
        return (Membership) discovery;
    }

    private RecordingCandidates start() {
        var candidates = new RecordingCandidates(waiting);
        discovery.start(SampleRecord.of(1, 1), candidates);
        return candidates;
    }

    private static NodeRecord member(long seed) {
        return SampleRecord.of(seed, 1, URI.create("tcp://192.0.2.7:" + (1_000 + seed)));
    }

    // --- candidates

    @Test
    void noMoreStandThanLinksAreMissing() {
        for (int i = 100; i < 110; i++) node().peer(membership(), member(i), PeerState.ALIVE, true, false);
        for (int i = 200; i < 300; i++) node().peer(membership(), member(i), PeerState.FAILED, false, false);
        var candidates = start();
        waiting.until("fourteen", () -> candidates.standing().size() == 14);
        assertThat(candidates.standing()).allMatch(c -> c.lasting().isPresent());
        for (int i = 110; i < 130; i++) node().peer(membership(), member(i), PeerState.ALIVE, true, false);
        waiting.until("none", () -> candidates.standing().isEmpty());
    }

    @Test
    void howManyLinksAreWishedIsLive() {
        for (int i = 200; i < 300; i++) node().peer(membership(), member(i), PeerState.FAILED, false, false);
        var candidates = start();
        waiting.until("all wished", () -> candidates.standing().size() == 24);
        membership().modified(new Config(3, 15));
        waiting.until("three", () -> candidates.standing().size() == 3);
        membership().modified(new Config(101, 15)); // refused: three stay
        membership().modified(new Config(0, 15));
        waiting.until("none", () -> candidates.standing().isEmpty());
    }

    // --- records

    /** Goal: what one holds the other gets, by real frames and threads. Method: 300 records, one link. */
    @Test
    void twoNodesWithALinkHoldTheSame() {
        var beta = new FakeNode(SampleRecord.of(2, 1));
        var other = open(beta);
        others.add(other);
        for (int i = 0; i < 300; i++) beta.peer(other, member(1_000 + i), PeerState.FAILED, false, false);
        beta.neighbour(SampleRecord.of(1, 1).id(), membership());
        node().neighbour(SampleRecord.of(2, 1).id(), other);
        node().changed(waiting::changed);
        beta.changed(waiting::changed);
        beta.peer(other, SampleRecord.of(1, 1), PeerState.ALIVE, true, false);
        node().peer(membership(), SampleRecord.of(2, 1), PeerState.ALIVE, true, true);
        waiting.until("everything", () -> membership().all().size() == 301);
        waiting.until("and back", () -> other.all().size() == 301);
        assertThat(membership().all())
                .extracting(NodeRecord::id)
                .doesNotContain(SampleRecord.of(1, 1).id());
    }

    @Test
    void ourOwnRecordIsWhatTheNodeSays() throws Exception {
        start();
        var peer = member(5);
        node().changed(waiting::changed);
        node().peer(membership(), peer, PeerState.ALIVE, true, true);
        waiting.until("it compares", () -> !node().sent.isEmpty());
        node().record(SampleRecord.of(1, 2));
        membership().announce(SampleRecord.of(1, 77)); // which is not what the node says
        var empty = ByteBuffer.allocate(9 + 3 * 128).put((byte) 3).putLong(1);
        for (int i = 0; i < 128; i++) empty.put((byte) i).putShort((short) 0);
        waiting.until("it tells it", () -> {
            membership().on(peer.id(), empty.duplicate().flip());
            return node().sent.stream()
                    .anyMatch(s -> holds(s.payload(), SampleRecord.of(1, 2).serial()));
        });
        assertThat(node().sent).noneMatch(s -> holds(s.payload(), 77));
    }

    private static boolean holds(byte[] frame, long serial) {
        if (frame[0] != 5) return false;
        var in = ByteBuffer.wrap(frame, 1, frame.length - 1);
        while (in.hasRemaining()) {
            var record = new byte[in.getShort()];
            in.get(record);
            try {
                var read = NodeRecord.parse(record);
                if (read.id().equals(SampleRecord.of(1, 1).id()) && read.serial() == serial) return true;
            } catch (org.osier.node.BadRecordException e) {
                throw new AssertionError(e);
            }
        }
        return false;
    }

    @Test
    void aFloodOfFramesIsShed() {
        var inbox = new Inbox();
        int taken = 0;
        while (inbox.offer(member(1).id(), ByteBuffer.allocate(1_000))) taken++;
        assertThat(taken).isBetween(100, Inbox.PEER_BYTES / 1_000);
        assertThat(inbox.offer(member(2).id(), ByteBuffer.allocate(1_000))).isTrue();
        for (int i = 3; i < 100; i++) while (inbox.offer(member(i).id(), ByteBuffer.allocate(1_000))) taken++;
        assertThat(taken).isLessThan(Inbox.ALL_BYTES / 1_000);
        int read = 0;
        while (inbox.poll() != null) read++;
        assertThat(read).isEqualTo(taken + 1);
        assertThat(inbox.offer(member(1).id(), ByteBuffer.allocate(0))).isTrue();
    }
}
