package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;

/**
 * Goal: no bytes make the node throw, hang or keep anything. Method: a valid conversation is changed by chance, bits
 * flipped, frames cut, doubled, dropped, moved, and sealed properly, so that it reaches the innermost rules; every
 * exception that escapes fails the run, because the transport of the simulation lets it through. Afterwards an honest
 * peer is served.
 */
class HostileFuzzTest {
    private static final int SEEDS = 600;
    private static final int SEEDS_PER_NODE = 50;

    @Test
    void noChangeOfAConversationHurtsTheNode() throws Exception {
        for (int first = 0; first < SEEDS; first += SEEDS_PER_NODE) run(first);
    }

    private void run(int firstSeed) throws Exception {
        var network = new SimNetwork(firstSeed);
        var cluster = TestClusters.cluster();
        var node =
                new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
        var evil = new ForeignNode(network, "evil", cluster);
        for (int seed = firstSeed; seed < firstSeed + SEEDS_PER_NODE; seed++) {
            try {
                attack(network, evil, node, new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        network.runFor(Duration.ofSeconds(50));
        assertThat(network.openEnds()).as("after seed %d", firstSeed).isZero();
        assertServed(new ForeignNode(network, "honest", cluster), node);
    }

    private static void assertServed(ForeignNode honest, SimNode node) {
        var peer = honest.link(node);
        var question = Wire.question(Wire.id(1), Wire.packet(honest.ueps(peer), 0x40, 0, Wire.text("well?")));
        assertThat(peer.segment(0, 0, question).next(Wire.MESSAGE).u8(1)).isZero();
    }

    private static void attack(SimNetwork network, ForeignNode evil, SimNode node, Random random) {
        if (random.nextInt(3) > 0) evil.bootId++; // else the session goes on where the last attack left it
        if (random.nextInt(8) == 0) {
            clear(evil, node, random);
            return;
        }
        var peer = evil.handshake(node);
        for (var record : changed(conversation(evil, peer), random)) {
            if (record.length + 16 <= 65_535) peer.record(record);
            if (random.nextInt(3) == 0) network.runFor(Duration.ofMillis(random.nextInt(4)));
        }
        network.runFor(Duration.ofMillis(5));
        if (random.nextBoolean()) peer.connection().close();
        else evil.handshake(node).ready().connection().close();
    }

    /** Changes to what is not encrypted yet. */
    private static void clear(ForeignNode evil, SimNode node, Random random) {
        var message1 = flip(evil.initiator().message1(), random);
        var peer = evil.connect(node).say(random.nextBoolean() ? message1 : cut(message1, random));
        peer.settle();
        if (!peer.closed())
            peer.say(flip(new byte[1 + random.nextInt(1_200)], random))
                    .connection()
                    .close();
    }

    private static List<byte[]> conversation(ForeignNode evil, ForeignPeer peer) {
        var packet = Wire.packet(evil.ueps(peer), 0x40, 0, Wire.text("hello"));
        var question = Wire.question(Wire.id(1), packet);
        int half = question.length / 2;
        var head = Arrays.copyOf(question, half);
        var tail = Arrays.copyOfRange(question, half, question.length);
        return List.of(
                Wire.frame(Wire.READY, Wire.bytes(0)),
                Wire.frame(Wire.CONTROL, Wire.greeting(3, evil.bootId, peer.yourBoot(), 0, 0, 262_144)),
                Wire.frame(Wire.RECORDS, evil.record("sim://evil:1")),
                Wire.frame(Wire.PING, new byte[8]),
                Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 0, 0, question)),
                Wire.frame(Wire.MESSAGE, Wire.segment(Wire.FIRST, 3, 0, head)),
                Wire.frame(Wire.MESSAGE, Wire.segment(Wire.LAST | Wire.QUIET, 3, half, tail)),
                Wire.frame(Wire.CONTROL, Wire.acknowledge(0, 0, 300_000, 3, 0, 1)),
                Wire.frame(Wire.PATH_ECHO, new byte[9]),
                Wire.frame(0x80, new byte[30]),
                Wire.frame(Wire.MESSAGE, Wire.segment(Wire.WHOLE, 2, 0, Wire.bytes(0x85, 1, 2))),
                Wire.frame(Wire.PONG, new byte[8]),
                Wire.frame(Wire.CLOSE, Wire.bytes(1)));
    }

    /** Records: frames changed one by one, then put together by chance. */
    private static List<byte[]> changed(List<byte[]> frames, Random random) {
        var all = new ArrayList<>(frames);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            // The opening is spared most of the time, else nothing would come far.
            int at = random.nextInt(5) == 0 ? random.nextInt(all.size()) : 2 + random.nextInt(all.size() - 2);
            switch (random.nextInt(6)) {
                case 0, 1 -> all.set(at, flip(all.get(at), random));
                case 2 -> all.set(at, cut(all.get(at), random));
                case 3 -> all.add(at, all.get(random.nextInt(all.size())));
                case 4 -> all.set(at, Wire.frame(random.nextInt(256), bytes(random)));
                default -> Collections.swap(all, at, random.nextInt(all.size()));
            }
        }
        var records = new ArrayList<byte[]>();
        for (var frame : all) {
            boolean join = !records.isEmpty() && random.nextInt(3) == 0;
            if (join) records.add(Wire.join(records.remove(records.size() - 1), frame));
            else records.add(frame);
        }
        return records;
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        var changed = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++)
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static byte[] cut(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }
}
