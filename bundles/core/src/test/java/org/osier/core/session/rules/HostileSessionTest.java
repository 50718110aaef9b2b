package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: no bytes of the other side do more than close its link. Method: random and nearly right frames, seeded. */
class HostileSessionTest {
    private static final int SEEDS = 400;
    private static final int FRAMES = 300;
    private static final int MIB = 1 << 20;

    private interface Attack {
        void frame(End end, LinkState link, Random random) throws Violation;
    }

    private static void attack(Attack attack) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            var end = new End();
            try {
                for (int frame = 0; frame < FRAMES; ) frame = overOneLink(end, attack, random, frame);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Attacks until the link is closed. @return how many frames went in so far */
    private static int overOneLink(End end, Attack attack, Random random, int from) {
        var link = end.linkUp(random.nextBoolean() ? End.DATAGRAM_BYTES : 0);
        int frame = from;
        try {
            // What was acknowledged must not be taken back; that some attacks reached more is no matter here.
            if (random.nextInt(10) > 0) end.control(link, End.resume());
            for (; frame < FRAMES; frame++) {
                if (random.nextInt(5) == 0)
                    end.rules.offer(new End.Parcel(random.nextInt(16), new byte[1 + random.nextInt(3_000)]));
                attack.frame(end, link, random);
                bystander(end, link, random);
            }
        } catch (Violation expected) {
            assertThat(expected).hasMessageMatching(".+").hasNoSuppressedExceptions();
            assertThat(expected.getStackTrace()).isEmpty();
        }
        end.linkDown(link);
        return frame + 1;
    }

    /** What the owner of the rules does meanwhile; the bounds are checked. */
    private static void bystander(End end, LinkState link, Random random) {
        end.pass(random.nextInt(20_000_000));
        switch (random.nextInt(5)) {
            case 0 -> end.writeAll(link);
            case 1 -> end.blocks(link);
            case 2 -> end.rules.nextTimer(end.now);
            case 3 -> end.handAll();
            default -> end.rules.takeLost();
        }
        end.rules.takeCompleted();
        assertThat(end.rules.keptBytes()).isBetween(0L, 40L * MIB);
        assertThat(end.rules.unacknowledgedBytes()).isBetween(0L, 4L * MIB);
        assertThat(end.rules.queuedBytes()).isBetween(0L, 12L * MIB);
    }

    @Test
    void randomBytesOnlyCloseTheLink() {
        attack((end, link, random) -> {
            var bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) bytes[0] = (byte) random.nextInt(5);
            if (random.nextBoolean()) end.rules.onSegment(link, bytes, 0, bytes.length, end.now);
            else end.control(link, bytes);
        });
    }

    @Test
    void segmentsThatAreNearlyRightOnlyCloseTheLink() {
        attack((end, link, random) -> {
            int flags = random.nextInt(50) == 0 ? random.nextInt(256) : random.nextInt(8);
            int stream = random.nextInt(50) == 0 ? random.nextInt(256) : random.nextInt(3);
            long offset = random.nextInt(30) == 0 ? random.nextLong() : random.nextInt(400);
            end.segment(link, flags, stream, offset, random.nextInt(50));
        });
    }

    @Test
    void controlThatIsNearlyRightOnlyClosesTheLink() {
        attack((end, link, random) -> {
            var entries = new End.Entry[random.nextInt(4)];
            for (int i = 0; i < entries.length; i++) {
                long offset = random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(200);
                entries[i] = new End.Entry(random.nextInt(17), offset, random.nextInt());
            }
            switch (random.nextInt(12)) {
                case 0 -> end.control(link, End.resume(entries));
                case 1 -> end.control(link, End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
                case 2 -> end.segment(link, 7, random.nextInt(16), 0, 10);
                case 3, 4, 5 -> end.control(link, selective(random));
                default -> end.control(link, End.acknowledge(entries));
            }
        });
    }

    private static byte[] selective(Random random) {
        var edges = new long[2 * random.nextInt(19)];
        long edge = 0;
        for (int i = 0; i < edges.length; i++) {
            edge += random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(200);
            edges[i] = edge;
        }
        return End.selective(random.nextInt(17), edges);
    }

    @Test
    void greetingsInAnyStateOnlyCloseTheLink() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            var end = new End(random.nextBoolean());
            var links = new LinkState[3];
            for (int step = 0; step < FRAMES; step++) {
                int i = random.nextInt(links.length);
                if (links[i] == null) links[i] = end.linkUp();
                if (links[i] == null) continue;
                if (random.nextInt(10) == 0) end.rules.offer(new End.Parcel(random.nextInt(16), new byte[100]));
                try {
                    switch (random.nextInt(6)) {
                        case 0 -> end.control(links[i], End.resume());
                        case 1 -> end.control(links[i], End.greeting(2, End.PEER_BOOT, End.MY_BOOT));
                        case 2 -> end.segment(links[i], 7, 0, random.nextInt(3), 1);
                        case 3 -> end.acknowledged(links[i], random.nextInt(16), random.nextInt(200), 1_000);
                        default -> end.writeAll(links[i]);
                    }
                } catch (Violation e) {
                    end.linkDown(links[i]);
                    links[i] = null;
                }
                end.handAll();
                assertThat(end.rules.unacknowledgedBytes()).as("seed %d", seed).isBetween(0L, 4L * MIB);
            }
        }
    }
}
