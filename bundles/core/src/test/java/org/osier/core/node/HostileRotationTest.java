package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.KeyUpdate;
import org.osier.core.cluster.Roster;
import org.osier.core.cluster.Rotation;
import org.osier.core.handshake.Door;
import org.osier.core.operator.OperatorKey;
import org.osier.node.NodeId;

/**
 * Goal: a member without an administrator's key turns nothing over, whatever it sends as frame 0x16, and who does not stay is
 * sent nothing. Method: a node of another make that speaks WIRE.md, section 9, by hand.
 */
class HostileRotationTest {
    private static final int KEY_UPDATE = 0x16;
    private static final int PROTOCOL = 5;
    private static final int OVERLOADED = 7;
    private static final int REVOKED = 8;

    private final Ruled ruled = new Ruled(16);
    private final ForeignNode foreign = new ForeignNode(ruled.network, "foreign", ruled.cluster);
    private SimNode node;

    @BeforeEach
    void aNode() throws Exception {
        node = ruled.node("node");
        ruled.network.runFor(Duration.ofMillis(1));
    }

    private Rotation rotation(int epoch, byte[] secret, Roster roster, Roster revoked, OperatorKey... signers) {
        var next = Cluster.of(ruled.cluster.genesis(), epoch, secret);
        var keys = Arrays.stream(signers).map(OpenKey::new).toList();
        return Rotation.issue(next, Instant.EPOCH, roster, revoked, keys);
    }

    private Roster both() {
        return Roster.of(List.of(node.id(), foreign.id()));
    }

    private static byte[] secret(int of) {
        var secret = new byte[32];
        Arrays.fill(secret, (byte) of);
        return secret;
    }

    /** As WIRE.md lays it out. */
    private static byte[] update(Rotation rotation, Roster roster, byte[] secret) {
        var bytes = rotation.bytes();
        return ByteBuffer.allocate(8 + bytes.length + roster.bytes().length + secret.length)
                .putInt(bytes.length)
                .put(bytes)
                .putInt(roster.bytes().length)
                .put(roster.bytes())
                .put(secret)
                .array();
    }

    private void refused(byte[] payload) {
        long before = node.counter(Counter.ROTATIONS_REFUSED);
        foreign.link(node).send(KEY_UPDATE, payload).closesWith(PROTOCOL);
        assertThat(node.counter(Counter.ROTATIONS_REFUSED)).isEqualTo(before + 1);
        assertThat(Ruled.epoch(node)).isEqualTo(1);
        foreign.bootId++;
        foreign.serial++;
    }

    @Test
    void whatAdministratorsDidNotSignTurnsNothingOver() {
        var administrator = ruled.administrator;
        var stranger = OperatorKey.generate(new Random(1));
        refused(Wire.bytes());
        refused(Wire.bytes(1, 2, 3));
        refused(Wire.bytes(0xff, 0xff, 0xff, 0xff));
        refused(new byte[65_514]);
        refused(update(rotation(2, secret(1), both(), Roster.nobody(), stranger), both(), secret(1)));
        refused(update(rotation(2, secret(1), both(), Roster.nobody(), administrator, stranger), both(), secret(1)));
        refused(update(rotation(2, secret(1), both(), Roster.nobody(), administrator), both(), secret(2)));
        var alone = Roster.of(List.of(foreign.id()));
        refused(update(rotation(2, secret(1), alone, Roster.nobody(), administrator), alone, secret(1)));
        refused(update(rotation(2, secret(1), both(), Roster.nobody(), administrator), alone, secret(1)));
        var good = update(rotation(2, secret(1), both(), Roster.nobody(), administrator), both(), secret(1));
        for (int at : new int[] {3, 5, 40, 60, good.length - 100, good.length - 40, good.length - 1}) {
            var bytes = good.clone();
            bytes[at] ^= 1;
            refused(bytes);
        }
        refused(Arrays.copyOf(good, good.length + 1));
        refused(Arrays.copyOf(good, good.length - 1));
    }

    @Test
    void aRotationFromAnotherMakeIsTakenAndAnEarlierOneIsAnsweredWithOurs() {
        var link = foreign.link(node);
        var first = rotation(2, secret(1), both(), Roster.nobody(), ruled.administrator);
        link.send(KEY_UPDATE, update(first, both(), secret(1)));
        ruled.network.runUntil(() -> Ruled.epoch(node) == 2, Duration.ofSeconds(1));
        link.stays();
        var second = rotation(3, secret(2), both(), Roster.nobody(), ruled.administrator);
        link.send(KEY_UPDATE, update(second, both(), secret(2)));
        ruled.network.runUntil(() -> Ruled.epoch(node) == 3, Duration.ofSeconds(1));

        link.settle().frames.clear();
        link.send(KEY_UPDATE, update(first, both(), secret(1))); // repeated
        assertThat(link.next(KEY_UPDATE).payload()).isEqualTo(update(second, both(), secret(2)));
        link.send(KEY_UPDATE, update(first, both(), secret(1))).stays();
        assertThat(link.frames).as("the same answer is not given twice").isEmpty();
        assertThat(Ruled.epoch(node)).isEqualTo(3);
        assertThat(ruled.secret(node)).isEqualTo(secret(2));
    }

    /** In as many frames as it needs, each full but the last; the smallest parts are not taken. */
    @Test
    void aLongRosterComesInPartsAndTooManyAtOnceAreNotKept() {
        var random = new Random(3);
        var ids = new ArrayList<NodeId>(List.of(node.id(), foreign.id()));
        for (int i = 0; i < 3_000; i++) {
            var id = new byte[NodeId.BYTES];
            random.nextBytes(id);
            ids.add(NodeId.of(id));
        }
        var roster = Roster.of(ids);
        var update = update(rotation(2, secret(1), roster, Roster.nobody(), ruled.administrator), roster, secret(1));
        assertThat(update.length).isGreaterThan(65_514);
        var half = Arrays.copyOf(update, 65_514);
        var links = new ArrayList<ForeignPeer>();
        for (int i = 0; i < 8; i++) {
            var other = new ForeignNode(ruled.network, "foreign" + i, ruled.cluster);
            links.add(other.link(node).send(KEY_UPDATE, half));
        }
        ruled.network.runFor(Duration.ofMillis(100));
        var ninth = foreign.link(node).send(KEY_UPDATE, half);
        ninth.closesWith(OVERLOADED);
        links.get(0).close();
        ruled.network.runFor(Duration.ofMillis(100));
        foreign.bootId++;
        foreign.serial++;

        foreign.link(node)
                .send(KEY_UPDATE, half)
                .send(KEY_UPDATE, Arrays.copyOfRange(update, half.length, update.length));
        ruled.network.runUntil(() -> Ruled.epoch(node) == 2, Duration.ofSeconds(1));
        assertThat(ruled.disks.get("node").roster()).isEqualTo(roster);
    }

    /** Goal: who stays is served through the door of the epoch before, as laid out. Method: read by hand. */
    @Test
    void theDoorOfTheEpochBeforeServesKeyUpdateAlone() {
        foreign.link(node).close();
        ruled.network.runFor(Duration.ofSeconds(2));
        var done = ruled.revoke(node);
        ruled.network.runUntil(done::isDone, Ruled.SOON);
        foreign.bootId++;
        foreign.serial++;

        var link = foreign.handshake(node).ready();
        assertThat(link.next()).hasToString("(17) 00");
        var payload = link.next(KEY_UPDATE).payload();
        var held = ruled.disks.get("node");
        assertThat(payload)
                .isEqualTo(
                        update(held.rotation().orElseThrow(), both(), held.now().secret()));
        link.send(Wire.PING, new byte[8]).closesWith(PROTOCOL);

        foreign.door = Door.member(ruled.cluster.id(), held.now().secret());
        foreign.bootId++;
        foreign.serial++;
        foreign.link(node).stays();
    }

    @Test
    void whoDoesNotStayIsToldWhyAndSentNothing() {
        foreign.link(node).close();
        ruled.network.runFor(Duration.ofSeconds(2));
        var done = node.node
                .administration()
                .revoke(Set.of(foreign.id()), List.of(ruled.key()))
                .toCompletableFuture();
        ruled.network.runUntil(done::isDone, Ruled.SOON);
        foreign.bootId++;
        foreign.serial++;

        var link = foreign.handshake(node).ready();
        assertThat(link.next()).hasToString("(17) 04");
        link.settle();
        assertThat(link.frames).isEmpty();
        assertThat(link.closed()).isTrue();

        // With the new secret, wherever it has that from, it is out all the same.
        foreign.door = Door.member(ruled.cluster.id(), ruled.secret(node));
        assertThat(foreign.handshake(node).ready().next()).hasToString("(17) 04");

        var other = new ForeignNode(ruled.network, "other", ruled.cluster);
        var refusal = other.handshake(node).ready().next();
        assertThat(refusal.type()).isEqualTo(Wire.READY);
        assertThat(refusal.u8(0)).as("not among those who stay").isEqualTo(3);
    }

    /** A link that is under way when the secret is turned over ends as those that stand do. */
    @Test
    void aHandshakeUnderWayDoesNotSaveARevokedNode() {
        foreign.link(node).close();
        ruled.network.runFor(Duration.ofSeconds(2));
        var link = foreign.handshake(node).settle();
        var done = node.node
                .administration()
                .revoke(Set.of(foreign.id()), List.of(ruled.key()))
                .toCompletableFuture();
        ruled.network.runUntil(done::isDone, Ruled.SOON);
        link.closesWith(REVOKED);
    }

    @Test
    void ourOwnUpdateIsWhatWasLaidOut() throws Exception {
        var rotation = rotation(2, secret(9), both(), Roster.nobody(), ruled.administrator);
        var parts = new KeyUpdate(rotation, both(), secret(9)).parts();
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0)).isEqualTo(ByteBuffer.wrap(update(rotation, both(), secret(9))));
    }
}
