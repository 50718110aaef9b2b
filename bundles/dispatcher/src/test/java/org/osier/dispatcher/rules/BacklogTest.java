package org.osier.dispatcher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.node.NodeId;

/** Goal: order in a lane, turns over lanes, room for everyone, bounds. Method: plain calls. */
class BacklogTest {
    private static final Runnable NOBODY = () -> {};

    private record Item(NodeId peer, int stream, int bytes, int number) implements Backlog.Item {}

    private final NodeId alpha = peer(1);
    private final NodeId beta = peer(2);
    private final Backlog<Item> backlog = new Backlog<>(10_000);
    private int made;

    @Test
    void aLaneHasOneTurnAtATimeAndKeepsItsOrder() {
        var first = offer(alpha, 0, 10);
        var second = offer(alpha, 0, 10);

        var lane = backlog.next(0);
        assertThat(lane.current()).isEqualTo(first);
        assertThat(backlog.next(0)).isNull();
        backlog.done(lane);
        assertThat(backlog.next(0).current()).isEqualTo(second);
    }

    @Test
    void lanesTakeTurnsHoweverMuchWaitsInOne() {
        for (int i = 0; i < 5; i++) offer(alpha, 0, 10);
        offer(beta, 0, 10);
        offer(alpha, 1, 10);

        assertThat(runAll())
                .startsWith("alpha/0", "beta/0", "alpha/1", "alpha/0")
                .hasSize(7);
    }

    @Test
    void oneIsTakenWhenEmptyHoweverLarge() {
        assertThat(backlog.offer(new Item(alpha, 0, 16_777_216, 0), NOBODY)).isTrue();
        assertThat(backlog.offer(new Item(beta, 0, 1, 0), NOBODY)).isFalse();
    }

    @Test
    void onePeerLeavesRoomForAnother() {
        while (backlog.offer(new Item(alpha, 0, 100, 0), NOBODY)) made++;

        assertThat(made * (100 + Backlog.BESIDE_BYTES)).isBetween(5_000, 5_000 + 2 * (100 + Backlog.BESIDE_BYTES));
        assertThat(backlog.offer(new Item(beta, 0, 100, 0), NOBODY)).isTrue();
    }

    @Test
    void anEmptyItemTakesRoomToo() {
        while (backlog.offer(new Item(peer(made), 0, 0, 0), NOBODY)) made++;

        assertThat(made).isLessThanOrEqualTo(10_000 / Backlog.BESIDE_BYTES + 1);
    }

    @Test
    void whoeverWasRefusedIsToldOnceWhenThereIsRoom() {
        var told = new ArrayList<String>();
        while (backlog.offer(new Item(alpha, 0, 1_000, 0), () -> told.add("alpha"))) made++;
        assertThat(backlog.roomAgain()).isEmpty();

        while (backlog.size() > 0) {
            backlog.done(backlog.next(0));
            backlog.roomAgain().forEach(Runnable::run);
        }
        assertThat(told).containsExactly("alpha");
    }

    @Test
    void aLaneIsToldBeforeItIsEmptyButNotAfterEveryItem() {
        while (backlog.offer(new Item(alpha, 0, 10, 0), NOBODY)) made++;

        int done = 0;
        List<Runnable> tell = List.of();
        while (tell.isEmpty()) {
            backlog.done(backlog.next(0));
            done++;
            tell = backlog.roomAgain();
        }
        assertThat(done).isBetween(2, made - 1);
    }

    @Test
    void aParkedLaneKeepsItsItemAndItsPlaceUntilItIsDue() {
        var first = offer(alpha, 0, 10);
        offer(alpha, 0, 10);
        backlog.park(backlog.next(0), 100);

        assertThat(backlog.idle(alpha, 0)).isFalse();
        assertThat(backlog.nextDue()).hasValue(100);
        assertThat(backlog.next(99)).isNull();
        assertThat(backlog.next(100).current()).isEqualTo(first);
    }

    @Test
    void aParkedLaneGoesOnWhenUnparked() {
        var first = offer(alpha, 0, 10);
        backlog.park(backlog.next(0), Long.MAX_VALUE);
        backlog.unpark();

        assertThat(backlog.next(0).current()).isEqualTo(first);
        assertThat(backlog.nextDue()).isEmpty();
    }

    @Test
    void clearingTakesOutWhatWaitsAndLeavesWhatRuns() {
        offer(alpha, 0, 10);
        var waiting = offer(alpha, 0, 10);
        var parked = offer(beta, 0, 10);
        var running = backlog.next(0);
        backlog.park(backlog.next(0), 100);

        assertThat(backlog.clear()).containsExactlyInAnyOrder(waiting, parked);
        assertThat(backlog.size()).isEqualTo(1);
        backlog.done(running);
        assertThat(backlog.size()).isZero();
        assertThat(backlog.next(1_000)).isNull();
    }

    @Test
    void lanesOfPeersThatCameOnceAreNotKeptForEver() {
        var large = new Backlog<Item>(1 << 30);
        for (int i = 0; i < 3 * Backlog.KEPT_LANES; i++) large.offer(new Item(peer(i), 0, 1, 0), NOBODY);
        for (var lane = large.next(0); lane != null; lane = large.next(0)) large.done(lane);

        assertThat(large.lanes()).isEqualTo(Backlog.KEPT_LANES);
    }

    /** Goal: nothing lost, doubled, reordered or forgotten, whatever the sequence of calls. Method: random walk. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingTakenComesOutOnceAndInOrder(long seed) {
        var random = new Random(seed);
        Map<String, List<Integer>> in = new HashMap<>();
        Map<String, List<Integer>> out = new HashMap<>();
        var turns = new ArrayList<Lane<Item>>();
        int told = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    var item = new Item(peer(random.nextInt(4)), random.nextInt(3), random.nextInt(600), step);
                    if (backlog.offer(item, NOBODY))
                        in.computeIfAbsent(lane(item), l -> new ArrayList<>()).add(step);
                }
                case 2 -> {
                    var lane = backlog.next(step);
                    if (lane != null) turns.add(lane);
                }
                case 3 -> {
                    if (turns.isEmpty()) continue;
                    var lane = turns.remove(random.nextInt(turns.size()));
                    if (random.nextInt(4) == 0) {
                        backlog.park(lane, step + random.nextInt(50));
                    } else {
                        out.computeIfAbsent(lane(lane.current()), l -> new ArrayList<>())
                                .add(lane.current().number());
                        backlog.done(lane);
                    }
                }
                default -> told += backlog.roomAgain().size();
            }
        }
        turns.forEach(lane -> {
            out.computeIfAbsent(lane(lane.current()), l -> new ArrayList<>())
                    .add(lane.current().number());
            backlog.done(lane);
        });
        backlog.unpark();
        for (var lane = backlog.next(0); lane != null; lane = backlog.next(0)) {
            out.computeIfAbsent(lane(lane.current()), l -> new ArrayList<>())
                    .add(lane.current().number());
            backlog.done(lane);
        }
        assertThat(out).as("seed %d", seed).isEqualTo(in);
        assertThat(backlog.size()).as("seed %d", seed).isZero();
        backlog.roomAgain();
        assertThat(backlog.roomAgain()).as("seed %d", seed).isEmpty();
        assertThat(told).as("seed %d, somebody had to wait", seed).isPositive();
    }

    private Item offer(NodeId peer, int stream, int bytes) {
        var item = new Item(peer, stream, bytes, made++);
        assertThat(backlog.offer(item, NOBODY)).isTrue();
        return item;
    }

    private List<String> runAll() {
        var order = new ArrayList<String>();
        for (var lane = backlog.next(0); lane != null; lane = backlog.next(0)) {
            order.add((lane.peer.equals(alpha) ? "alpha/" : "beta/") + lane.stream);
            backlog.done(lane);
        }
        return order;
    }

    private static String lane(Item item) {
        return item.peer().brief() + "/" + item.stream();
    }

    private static NodeId peer(int number) {
        var bytes = new byte[NodeId.BYTES];
        bytes[0] = (byte) (number >> 8);
        bytes[1] = (byte) number;
        return NodeId.of(bytes);
    }
}
