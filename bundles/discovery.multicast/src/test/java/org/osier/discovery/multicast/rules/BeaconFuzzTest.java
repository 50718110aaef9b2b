package org.osier.discovery.multicast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.discovery.PairingCalls;
import org.osier.discovery.multicast.rules.BeaconBook.Verdict;
import org.osier.node.NodeId;
import org.osier.testkit.SampleRecord;

/** Datagrams of the group: sealed ones as anybody sends them, what a member seals, and the clear ones while a PIN is shown. */
class BeaconFuzzTest {
    private static final long NOW = 1_795_694_179_000L;
    private static final String SOURCE = "192.0.2.1";
    private static final Seal SEAL = new Seal(
            context -> {
                var key = new byte[32];
                new Random(31L * Arrays.hashCode(context)).nextBytes(key);
                return List.of(key);
            },
            new Random(7));
    private static final Beacon BEACON = beacon(
            NOW, URI.create("tcp://192.0.2.1:7400"), URI.create("ws://[2001:db8::1]:7402/mesh"), URI.create("a:b"));
    private static final List<byte[]> SEALED =
            List.of(SEAL.close(BEACON, Seal.MAX_BYTES), SEAL.close(beacon(NOW - 3_600_000), Seal.MAX_BYTES));

    private static Beacon beacon(long ms, URI... addresses) {
        return new Beacon(SampleRecord.of(3, 1).id(), 5, 6, ms, 0, List.of(addresses));
    }

    static Stream<byte[]> datagrams() {
        return near(SEALED.toArray(byte[][]::new));
    }

    /** Nobody knows the key: whatever is made of a beacon opens only if it is that beacon. */
    @MethodSource("datagrams")
    @FuzzTest
    void datagram(byte[] bytes) {
        var opened = SEAL.open(bytes, NOW);
        boolean genuine = SEALED.stream().anyMatch(one -> Arrays.equals(one, bytes));
        assertThat(opened != null).isEqualTo(genuine);
        if (genuine) assertThat(Seal.looksLikeOne(bytes)).isTrue();
    }

    static Stream<byte[]> bodies() {
        return near(
                BEACON.write(Seal.MAX_BYTES),
                beacon(NOW).write(57),
                beacon(NOW + Long.MIN_VALUE).write(57), // as far away as a number can be
                beacon(NOW - 60_001, URI.create("tcp://x:1")).write(100));
    }

    /** A member sealed it. */
    @MethodSource("bodies")
    @FuzzTest
    void body(byte[] bytes) {
        var beacon = Beacon.read(bytes);
        if (beacon == null) return;
        assertThat(beacon.write(bytes.length)).isEqualTo(bytes);
        assertThat(beacon.addresses()).hasSizeLessThanOrEqualTo(8);
        for (var address : beacon.addresses()) {
            assertThat(address.getScheme()).isNotNull();
            assertThat(address.toString()).matches("[!-~]{1,255}");
        }
        var book = new BeaconBook(NodeId.of(new byte[NodeId.BYTES]), Duration.ofSeconds(105));
        var verdict = book.on(beacon, NOW);
        boolean inTime = beacon.ms() >= NOW - 60_000 && beacon.ms() <= NOW + 60_000;
        if (verdict != Verdict.OURS) assertThat(verdict != Verdict.SKEWED).isEqualTo(inTime);
        if (inTime && verdict != Verdict.OURS) assertThat(book.on(beacon, NOW)).isEqualTo(Verdict.REPEATED);
    }

    static Stream<byte[]> invitations() {
        return near(
                new PinBeacon(0x0102030405060708L, URI.create("tcp://192.0.2.1:7400")).write(),
                new PinBeacon(-1, URI.create("ws://[2001:db8::1]:7402/mesh")).write());
    }

    /** Anybody can say that a PIN is shown: an operator sees it. */
    @MethodSource("invitations")
    @FuzzTest
    void invitation(byte[] bytes) {
        var one = PinBeacon.read(bytes);
        if (one == null) return;
        assertThat(one.write()).isEqualTo(bytes);
        assertThat(one.address().toString()).matches("[!-~]{1,255}");
        assertThat(one.address().getPort()).isPositive();
        var book = new PairingBook();
        for (int i = 0; i < 20; i++) book.on(new PinBeacon(one.id() + i, one.address()), SOURCE, NOW);
        book.on(one, SOURCE, NOW);
        var heard = book.heard(one.id() + 1, NOW);
        assertThat(heard).hasSizeLessThanOrEqualTo(PairingCalls.MAX);
        assertThat(heard).allMatch(call -> call.addresses().equals(List.of(one.address())));
        assertThat(book.heard(0, NOW + 7_001)).isEmpty();
    }

    /** Each of them, and it cut, longer, and with a bit changed here and there. */
    private static Stream<byte[]> near(byte[]... good) {
        return Arrays.stream(good)
                .flatMap(bytes -> Stream.concat(
                        Stream.of(
                                bytes,
                                Arrays.copyOf(bytes, bytes.length + 1),
                                Arrays.copyOf(bytes, bytes.length / 2),
                                ByteBuffer.allocate(2 * bytes.length)
                                        .put(bytes)
                                        .put(bytes)
                                        .array()),
                        Stream.of(0, 3, 5, 12, 17, 31, 40, 48, 55, 57, 58)
                                .filter(at -> at < bytes.length)
                                .map(at -> {
                                    var changed = bytes.clone();
                                    changed[at] ^= (byte) (1 << at % 8);
                                    return changed;
                                })));
    }
}
