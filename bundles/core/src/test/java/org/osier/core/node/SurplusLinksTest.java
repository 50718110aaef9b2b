package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.CandidateStatus.Why;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener.Change;
import org.osier.mesh.PeerState;
import org.osier.testkit.SimNetwork;

/**
 * Goal: whoever has more links than it wishes parts with some, nobody takes that for a fault, and no message is lost by it.
 * Method: whole nodes in virtual time, with places for 11 connections: above 9 peers they part, down to 8.
 */
class SurplusLinksTest {
    private static final int LOW = 8;
    private static final int HIGH = 9;
    private static final int PLACES = 11;
    private static final int GUESTS = HIGH + 1;
    private static final Duration QUIET = Duration.ofSeconds(90); // grace, silence, and a few seconds for the parting

    private final SimNetwork network = new SimNetwork(23);
    private final List<SimNode> guests = new ArrayList<>();

    private SimNode node(String name, int places) throws Exception {
        var config =
                NodeConfig.named(name).withListen(SimNode.address(name)).withLimits(new Limits(places, places, places));
        return new SimNode(network, name, TestClusters.cluster(), config);
    }

    /** A hub, and guests enough to be too many. They know each other, so that none of them has few links. */
    private SimNode hub() throws Exception {
        var hub = node("hub", PLACES);
        var known = new ArrayList<URI>();
        for (int i = 0; i < GUESTS; i++) {
            var guest = node("guest" + i, 100);
            guest.dials(known.toArray(URI[]::new));
            guests.add(guest);
            known.add(SimNode.address("guest" + i));
        }
        network.runFor(Duration.ofSeconds(5));
        for (var guest : guests) guest.dials(SimNode.address("hub"));
        network.runUntil(() -> linked(hub) == GUESTS, Duration.ofSeconds(30));
        return hub;
    }

    private static long linked(SimNode node) {
        return states(node).getOrDefault(PeerState.ALIVE, 0L);
    }

    private static Map<PeerState, Long> states(SimNode node) {
        return node.node.mesh().peers().stream().collect(Collectors.groupingBy(Peer::state, Collectors.counting()));
    }

    private SimNode parted(SimNode hub) {
        return guests.stream().filter(guest -> !guest.linked(hub)).findFirst().orElseThrow();
    }

    private static Peer peer(SimNode of, SimNode at) {
        return at.node.mesh().peer(of.id()).orElseThrow();
    }

    @Test
    void whoHasTooManyPartsWithThoseWhomNobodyNeedsAndNeitherEndDialsTheOther() throws Exception {
        var hub = hub();
        var down = new ArrayList<PeerState>();
        hub.node.add((change, peer) -> {
            if (change == Change.DOWN) down.add(peer.state());
        });
        var answer = hub.request(guests.get(0), "silence", Duration.ofMinutes(30));
        var wished = hub.node.mesh().connect(SimNode.address("guest1")).toCompletableFuture();
        network.runFor(QUIET);
        assertThat(states(hub)).isEqualTo(Map.of(PeerState.ALIVE, (long) LOW, PeerState.IDLE, (long) GUESTS - LOW));
        assertThat(down).hasSize(GUESTS - LOW).containsOnly(PeerState.IDLE);
        assertThat(hub.counter(Counter.LINKS_SURPLUS)).isEqualTo(GUESTS - LOW);
        assertThat(answer).as("somebody waits for it").isNotDone();
        assertThat(guests.get(0).linked(hub)).isTrue();
        assertThat(wished).isCompletedWithValue(guests.get(1).id());
        assertThat(guests.get(1).linked(hub)).as("a user wished it").isTrue();

        var guest = parted(hub);
        assertThat(peer(guest, hub).why()).isEqualTo("more links than wished here");
        assertThat(peer(hub, guest).why()).isEqualTo("more links than wished there");
        assertThat(peer(hub, guest).state()).isEqualTo(PeerState.IDLE);
        var candidates = guest.node.mesh().candidates().toCompletableFuture();
        network.runFor(Duration.ofMillis(1));
        assertThat(candidates.getNow(List.of()))
                .filteredOn(candidate -> candidate.id().equals(Optional.of(hub.id())))
                .extracting(CandidateStatus::why)
                .containsExactly(Why.ENOUGH);

        long connected = hub.counter(Counter.CONNECTIONS_ACCEPTED);
        network.runFor(Duration.ofMinutes(5));
        assertThat(hub.counter(Counter.CONNECTIONS_ACCEPTED) - connected)
                .as("nobody dials")
                .isZero();
        assertThat(linked(hub)).isEqualTo(LOW);
    }

    /** Method: long after the parting, when a session of a lost peer would be dropped; both directions, order kept. */
    @Test
    void whoeverSendsAfterTheyPartedHasTheOtherDialledAtOnce() throws Exception {
        var hub = hub();
        network.runFor(QUIET.plusMinutes(10));
        var gone = guests.stream().filter(guest -> !guest.linked(hub)).toList();
        var first = hub.send(gone.get(0), 0, "one");
        var second = hub.send(gone.get(0), 0, "two");
        var asked = gone.get(1).request(hub, "three", Duration.ofSeconds(5));
        network.runFor(Duration.ofSeconds(1));

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(asked).isCompleted();
        assertThat(gone.get(0).received).containsExactly("one", "two");
        assertThat(hub.received).containsExactly("three");
        assertThat(peer(hub, gone.get(0)).state()).isEqualTo(PeerState.ALIVE);

        network.runFor(QUIET);
        var away = parted(hub);
        network.stop(away.host());
        hub.send(away, 0, "hello");
        network.runFor(Duration.ofSeconds(30));
        assertThat(peer(away, hub).state()).as("needed, and not there").isEqualTo(PeerState.FAILED);
        assertThat(peer(away, hub).why()).contains("OSIER-113");
    }

    @Test
    void whoeverIsPingedAfterTheyPartedIsDialledFirst() throws Exception {
        var hub = hub();
        network.runFor(QUIET);
        var gone = parted(hub);

        var there = hub.node.mesh().ping(gone.id()).toCompletableFuture();
        network.runFor(Duration.ofSeconds(1));
        assertThat(there).isCompleted();
        assertThat(gone.linked(hub)).isTrue();

        network.runFor(QUIET);
        var away = parted(hub);
        network.stop(away.host());
        var nobody = hub.node.mesh().ping(away.id()).toCompletableFuture();
        network.runFor(Duration.ofSeconds(30));
        assertThat(nobody).isCompletedExceptionally();
    }

    /** Method: every guest sends, one message in each 50 ms, all the time in which the hub might part; then silence. */
    @Test
    void noMessageIsLostAndNobodyWithWhomWordsGoIsPartedFrom() throws Exception {
        var hub = hub();
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 100; i++) {
            sent.add(guests.get(i % GUESTS).send(hub, 0, "m" + i));
            network.runFor(Duration.ofSeconds(1));
        }
        assertThat(linked(hub)).as("all speak").isEqualTo(GUESTS);
        // Now each one sends at a moment of its own around the time when silence has been long enough.
        for (int i = 0; i < 1_500; i++) {
            if (i > 900) sent.add(guests.get(i % GUESTS).send(hub, 0, "n" + i));
            network.runFor(Duration.ofMillis(i > 900 ? 7 : 66));
        }
        network.runFor(Duration.ofSeconds(5));
        assertThat(sent).allSatisfy(one -> assertThat(one).isCompleted());
        assertThat(hub.received).hasSize(sent.size()).doesNotHaveDuplicates();
    }

    /** Whoever tells no address could not be found again: his link is all that leads to him. */
    @Test
    void whoCannotBeDialledIsNotPartedFrom() throws Exception {
        var hub = node("hub", PLACES);
        for (int i = 0; i < GUESTS; i++) {
            new SimNode(network, "guest" + i, TestClusters.cluster(), NodeConfig.named("guest" + i))
                    .dials(SimNode.address("hub"));
        }
        network.runUntil(() -> linked(hub) == GUESTS, Duration.ofSeconds(30));
        network.runFor(QUIET);
        assertThat(linked(hub)).isEqualTo(GUESTS);
    }

    /** As a crawl does: dials whom it asks, for a few words. The asked ones have few links, which does not keep theirs. */
    @Test
    void linksThatWereMadeForAVisitGoWhenThereAreTooMany() throws Exception {
        var asking = node("asking", PLACES);
        for (int i = 0; i < GUESTS; i++) guests.add(node("guest" + i, 100));
        network.runFor(Duration.ofSeconds(1));
        for (int i = 0; i < GUESTS; i++) asking.node.mesh().visit(SimNode.address("guest" + i));
        network.runUntil(() -> linked(asking) == GUESTS, Duration.ofSeconds(5));
        network.runFor(Duration.ofSeconds(15));
        assertThat(linked(asking)).isEqualTo(LOW);
    }
}
