package org.osier.discovery.multicast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.discovery.multicast.rules.Beacon;
import org.osier.discovery.multicast.rules.Seal;
import org.osier.node.NodeId;
import org.osier.testkit.DiscoveryContract;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;

/** The contract of discoveries on loopback, where whoever appears is another one of these; and what strangers can do. */
class MulticastDiscoveryTest extends DiscoveryContract {
    private static final String GROUP = "239.77.7.7";
    private static final ClusterKeys OURS = keys("ours");
    private static final InstantSource CLOCK = InstantSource.system();

    private final Map<URI, MulticastDiscovery> neighbours = new HashMap<>();
    private Settings settings;
    private DatagramChannel stranger;

    @BeforeEach
    void chooseAPort() throws Exception {
        stranger = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        stranger.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
        stranger.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
    }

    @AfterEach
    void closeNeighbours() throws Exception {
        neighbours.values().forEach(MulticastDiscovery::close);
        stranger.close();
    }

    /** Of every test another one, so that tests that run beside each other do not hear each other. */
    private Settings settings() {
        if (settings == null) settings = settings(freePort());
        return settings;
    }

    private static Settings settings(int port) {
        var group = new InetSocketAddress(GROUP, port);
        return new Settings(List.of(group), Set.of("lo"), 1, Duration.ofMillis(100));
    }

    private static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterKeys keys(String secret) {
        return context -> {
            var key = new byte[ClusterKeys.BYTES];
            new Random(secret.hashCode() + 31L * Arrays.hashCode(context)).nextBytes(key);
            return List.of(key);
        };
    }

    private MulticastDiscovery one(ClusterKeys keys) {
        var one = new MulticastDiscovery(settings(), CLOCK);
        one.bindKeys(keys);
        return one;
    }

    @Override
    protected Discovery open() {
        return one(OURS);
    }

    @Override
    protected void close(Discovery discovery) {
        ((MulticastDiscovery) discovery).close();
    }

    @Override
    protected void appear(URI address) {
        var neighbour = neighbours.computeIfAbsent(address, a -> one(OURS));
        neighbour.start(SampleRecord.of(address.hashCode(), 1, address), new RecordingCandidates(waiting));
    }

    @Override
    protected boolean disappear(URI address) {
        neighbours.get(address).stop();
        return true;
    }

    @Override
    protected boolean flood() {
        appear(URI.create("tcp://192.0.2.98:7400"));
        for (int i = 0; i < 3_000; i++)
            send(beacon(new Random().nextInt(), 0, List.of(URI.create("tcp://192.0.2.7:1"))));
        return true;
    }

    @Override
    protected boolean tells() {
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("osier-discovery.multicast");
    }

    private void send(byte[] datagram) {
        try {
            stranger.send(ByteBuffer.wrap(datagram), settings().groups().get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts, and waits until it hears. */
    private RecordingCandidates startAndHear() {
        var candidates = start();
        var first = URI.create("tcp://192.0.2.99:7400");
        appear(first);
        waiting.until("it hears", () -> candidates.has(first));
        return candidates;
    }

    private byte[] beacon(long seed, int flags, List<URI> addresses) {
        long ms = CLOCK.millis();
        return sealed(OURS, new Beacon(id(seed), 1, ms, ms, flags, addresses));
    }

    private static byte[] sealed(ClusterKeys keys, Beacon beacon) {
        return new Seal(keys::derive, new Random(1)).close(beacon, Seal.MAX_BYTES);
    }

    private static NodeId id(long seed) {
        return SampleRecord.of(seed, 1).id();
    }

    private RecordingCandidates start() {
        var candidates = new RecordingCandidates(waiting);
        discovery.start(SampleRecord.of(1, 1, URI.create("tcp://192.0.2.100:7400")), candidates);
        return candidates;
    }

    @Test
    void anotherClusterIsNeitherHeardNorUnderstood() {
        var theirs = one(keys("theirs"));
        var heard = new RecordingCandidates(waiting);
        theirs.start(SampleRecord.of(2, 1, URI.create("tcp://192.0.2.2:7400")), heard);
        neighbours.put(URI.create("tcp://192.0.2.2:7400"), theirs);
        var ours = start();
        appear(URI.create("tcp://192.0.2.3:7400"));

        waiting.until("one of ours", () -> ours.has(URI.create("tcp://192.0.2.3:7400")));

        assertThat(ours.standing()).hasSize(1);
        assertThat(heard.standing()).isEmpty();
    }

    /** Goal: nobody can keep a node alive that has gone. Method: its beacon, recorded and sent again after its goodbye. */
    @Test
    void whatWasRecordedIsNotBelievedAgain() {
        var candidates = startAndHear();
        var address = URI.create("tcp://192.0.2.4:7400");
        var recorded = beacon(4, 0, List.of(address));
        send(recorded);
        waiting.until("found", () -> candidates.has(address));
        long ms = CLOCK.millis();
        send(sealed(OURS, new Beacon(id(4), 1, ms + 1, ms, Beacon.GOODBYE, List.of())));
        waiting.until("gone", () -> !candidates.has(address));
        for (int i = 0; i < 10; i++) send(recorded);
        var later = URI.create("tcp://192.0.2.5:7400");
        appear(later);
        waiting.until("what came later", () -> candidates.has(later));

        assertThat(candidates.has(address)).isFalse();
    }

    @Test
    void aClockThatIsFarOffDoesNotCount() {
        var candidates = startAndHear();
        long ms = CLOCK.millis();
        var wrong = URI.create("tcp://192.0.2.6:7400");
        for (long skew : new long[] {-300_000, 300_000})
            send(sealed(OURS, new Beacon(id(6), 1, ms + skew, ms + skew, 0, List.of(wrong))));
        var right = URI.create("tcp://192.0.2.5:7400");
        appear(right);
        waiting.until("whose clock is right", () -> candidates.has(right));

        assertThat(candidates.has(wrong)).isFalse();
    }

    /** Goal: nobody uses us to send more than he sends. Method: a new node that speaks from a socket of its own. */
    @Test
    void aNewNodeIsAnsweredOnceAndNeverWithMoreThanItSent() throws Exception {
        var candidates = startAndHear();
        var small = beacon(7, 0, List.of());
        send(small);
        stranger.socket().setSoTimeout(10_000);
        var first = answer();
        var second = answer();
        assertThat(List.of(first.getLength(), second.getLength()))
                .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(small.length));
        assertThat(List.of(said(first).id(), said(second).id()))
                .as("of both that heard it")
                .containsExactlyInAnyOrder(
                        id(1), id(URI.create("tcp://192.0.2.99:7400").hashCode()));

        for (int i = 0; i < 10; i++) send(beacon(7, 0, List.of()));
        var later = URI.create("tcp://192.0.2.5:7400");
        appear(later);
        waiting.until("what came later", () -> candidates.has(later));
        stranger.configureBlocking(false);
        assertThat(stranger.receive(ByteBuffer.allocate(2_048))).isNull();
    }

    private DatagramPacket answer() throws IOException {
        var answer = new DatagramPacket(new byte[2_048], 2_048);
        stranger.socket().receive(answer);
        return answer;
    }

    private static Beacon said(DatagramPacket packet) {
        var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        return new Seal(OURS::derive, new Random()).open(bytes, CLOCK.millis());
    }

    @Test
    void garbageIsPassedOver() {
        var candidates = startAndHear();
        var random = new Random(5);
        for (int length : new int[] {0, 1, 4, 31, 32, 33, 90, 1_232, 1_233, 1_900}) {
            var garbage = new byte[length];
            random.nextBytes(garbage);
            send(garbage);
            if (length >= 4) System.arraycopy("OSB1".getBytes(US_ASCII), 0, garbage, 0, 4);
            send(garbage);
        }
        var after = URI.create("tcp://192.0.2.5:7400");
        appear(after);
        waiting.until("who comes after it", () -> candidates.has(after));

        assertThat(candidates.standing()).hasSize(2);
    }

    /** Goal: a node of no cluster hears where a PIN is shown, and nothing else. Method: a stranger's keys, and none. */
    @Test
    void whoIsNoMemberHearsWhereAPinIsShownAsLongAsItIs() {
        var shown = new FakeJoining();
        var one = (MulticastDiscovery) discovery;
        one.bindJoining(shown.service());
        start();
        var ahead = new AtomicLong();
        var theirs = new MulticastDiscovery(settings(), () -> CLOCK.instant().plusMillis(ahead.get()));
        theirs.bindKeys(keys("theirs"));
        var candidates = new RecordingCandidates(waiting);
        theirs.start(SampleRecord.of(2, 1, URI.create("tcp://192.0.2.2:7400")), candidates);
        neighbours.put(URI.create("tcp://192.0.2.2:7400"), theirs);
        assertThat(theirs.heard()).isEmpty();

        shown.until = Optional.of(CLOCK.instant().plusSeconds(120));
        waiting.until("it hears the PIN", () -> !theirs.heard().isEmpty());

        assertThat(theirs.heard())
                .singleElement()
                .satisfies(call -> assertThat(call.addresses()).containsExactly(URI.create("tcp://192.0.2.100:7400")));
        assertThat(one.heard()).as("its own").isEmpty();
        assertThat(candidates.standing()).isEmpty();
        shown.until = Optional.empty();
        ahead.set(8_000); // what is heard lasts 7 s
        waiting.until("it is over", () -> theirs.heard().isEmpty());
    }

    /** Goal: who asks why nobody is found is told. Method: an interface that is not there. */
    @Test
    void whatCannotBeSentIsTold() {
        var nowhere = new Settings(settings().groups(), Set.of("nowhere0"), 1, Duration.ofMillis(100));
        var one = new MulticastDiscovery(nowhere, CLOCK);
        one.bindKeys(OURS);
        neighbours.put(URI.create("tcp://192.0.2.77:7400"), one);
        assertThat(one.troubles()).isEmpty();
        one.start(SampleRecord.of(77, 1, URI.create("tcp://192.0.2.77:7400")), new RecordingCandidates(waiting));
        waiting.until("it is told", () -> !one.troubles().isEmpty());
        assertThat(one.troubles()).singleElement().asString().startsWith("OSIER-111 ");
    }

    @Test
    void whileThereIsNoNodeNothingIsSaidAndAfterwardsEverything() {
        var candidates = start();
        var one = (MulticastDiscovery) discovery;
        one.unbindKeys(OURS);
        var address = URI.create("tcp://192.0.2.5:7400");
        appear(address);
        one.bindKeys(OURS);
        waiting.until("found", () -> candidates.has(address));
    }
}
