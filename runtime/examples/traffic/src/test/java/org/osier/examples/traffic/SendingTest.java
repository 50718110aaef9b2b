package org.osier.examples.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** Goal: everything is sent once, what certainly was not sent is sent again. Method: a mesh that does as it is told. */
@Timeout(60)
class SendingTest {
    private static final String TO = "to=" + "ab".repeat(NodeId.BYTES) + " ";

    private final ScriptedMesh mesh = new ScriptedMesh();

    @Test
    void everythingIsSentOnceAndInOrder() {
        assertThat(send("run=7 count=500 inflight=3"))
                .startsWith(
                        "{\"schema\":\"osier.traffic-sending/1\",\"run\":7,\"done\":true,\"count\":500,\"sent\":500,"
                                + "\"completed\":500,\"retried\":0,\"failed\":{},\"unfinished\":0,\"millis\":");
        assertThat(mesh.arrived).isEqualTo(numbers(500));
    }

    @Test
    void whatWasRefusedIsSentAgainBeforeHigherNumbers() {
        mesh.refuse.addAll(List.of(Kind.OVERLOADED, Kind.UNREACHABLE, Kind.NOT_SENT));
        assertThat(send("run=7 count=10")).contains("\"completed\":10,\"retried\":3,\"failed\":{}");
        assertThat(mesh.arrived).isEqualTo(numbers(10));
    }

    @Test
    void whatMayHaveArrivedIsCountedAndNotSentAgain() {
        mesh.refuse.addAll(List.of(Kind.UNKNOWN_OUTCOME, Kind.UNKNOWN_OUTCOME, Kind.TOO_LARGE));
        assertThat(send("run=7 count=10"))
                .contains("\"completed\":7,\"retried\":0,\"failed\":{\"TOO_LARGE\":1,"
                        + "\"UNKNOWN_OUTCOME\":2},\"unfinished\":0")
                .contains("\"unknown\":[0, 1]");
    }

    @Test
    void noMoreAreUnderWayThanAllowedAndTheBackgroundTellsHowFarItIs() throws Exception {
        mesh.holds = true;
        var sendings = sendings();
        var order = TrafficOrder.parse(TO + "run=9 count=5 inflight=2 mode=background");
        assertThat(sendings.begin(order)).contains("\"done\":false");
        assertThatThrownBy(() -> sendings.begin(order)).hasMessage("this run is under way");

        for (int i = 0; i < 5; i++) {
            var held = mesh.held.take();
            assertThat(mesh.arrived.size()).isLessThanOrEqualTo(i + 2);
            held.complete(null);
        }
        while (!sendings.report(9).contains("\"done\":true")) Thread.onSpinWait();
        assertThat(sendings.report(9)).contains("\"completed\":5").contains("\"unfinished\":0");
        assertThatThrownBy(() -> sendings.report(10)).hasMessage("no run 10 here");
        sendings.stop();
    }

    @Test
    void enoughLetsWhatIsOnItsWayEnd() throws Exception {
        mesh.holds = true;
        var sendings = sendings();
        sendings.begin(TrafficOrder.parse(TO + "run=9 count=1000 inflight=2 mode=background"));
        var onTheirWay = List.of(mesh.held.take(), mesh.held.take());

        assertThat(sendings.enough(9)).contains("\"done\":false");
        onTheirWay.forEach(stage -> stage.complete(null));

        while (!sendings.report(9).contains("\"done\":true")) Thread.onSpinWait();
        assertThat(sendings.report(9)).contains("\"sent\":2,\"completed\":2").contains("\"unfinished\":0");
        sendings.stop();
    }

    @Test
    void stoppingEndsTheThreadsAndSaysWhatIsUnfinished() throws Exception {
        mesh.holds = true;
        var sendings = sendings();
        for (int run = 0; run < Sendings.MAX_AT_ONCE; run++) {
            sendings.begin(TrafficOrder.parse(TO + "run=" + run + " count=5 inflight=2 mode=background"));
        }
        assertThatThrownBy(() -> sendings.begin(TrafficOrder.parse(TO + "run=99")))
                .hasMessageContaining("under way");
        sendings.stop();
        assertThat(sendings.report(0)).contains("\"done\":true").contains("\"unfinished\":5");
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("osier-traffic"))
                thread.join(); // on its last instructions, or the test times out
        }
    }

    @Test
    void itGivesUpInTime() {
        mesh.holds = true;
        assertThat(send("run=1 count=3 seconds=1")).contains("\"completed\":0").contains("\"unfinished\":3");
    }

    /** Goal: a sending outlives an update of core. Method: the mesh goes and another comes while it is under way. */
    @Test
    void whatIsUnderWayGoesOnWithTheNextMesh() {
        var sendings = sendings();
        sendings.unbind(mesh);
        sendings.begin(TrafficOrder.parse(TO + "run=9 count=5 mode=background"));
        while (sendings.report(9).contains("\"retried\":0")) Thread.onSpinWait();
        assertThat(mesh.arrived).isEmpty();

        sendings.bind(mesh);
        while (!sendings.report(9).contains("\"done\":true")) Thread.onSpinWait();

        assertThat(sendings.report(9)).contains("\"completed\":5");
        sendings.stop();
    }

    private Sendings sendings() {
        var sendings = new Sendings();
        sendings.bind(mesh);
        return sendings;
    }

    private String send(String order) {
        var sending = new Sending(mesh::send, TrafficOrder.parse(TO + order));
        sending.run();
        return sending.report();
    }

    private static List<Long> numbers(int count) {
        var numbers = new ArrayList<Long>();
        for (long i = 0; i < count; i++) numbers.add(i);
        return numbers;
    }

    /** Refuses what it is told to, takes the rest at once, or holds it. */
    private static final class ScriptedMesh implements Mesh {
        private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());
        private final LinkedBlockingQueue<Kind> refuse = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
        private volatile boolean holds;

        @Override
        public CompletionStage<Void> send(NodeId to, Message message, Duration deadline) {
            return send(to, message);
        }

        @Override
        public CompletionStage<Void> send(NodeId to, Message message) {
            assertThat(message.intent()).isEqualTo(0x51);
            var refusal = refuse.poll();
            if (refusal != null) return CompletableFuture.failedFuture(new MeshException(refusal, "as told"));
            arrived.add(Numbered.read(message.payload()).sequence());
            if (!holds) return CompletableFuture.completedFuture(null);
            var stage = new CompletableFuture<Void>();
            held.add(stage);
            return stage;
        }

        @Override
        public Self self() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Peer> peers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Peer> peer(NodeId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Packet> request(NodeId to, Message message, Duration deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> room(NodeId to, int stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<NodeId> connect(URI address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Duration> ping(NodeId to) {
            throw new UnsupportedOperationException();
        }
    }
}
