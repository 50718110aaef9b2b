package org.osier.discovery.multicast.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SampleRecord;

/** Goal: members read each other within an hour of clocks, nobody else reads, changes or makes anything. */
class SealTest {
    private static final long NOW = 1_795_694_179_000L;
    private static final long HOUR = 3_600_000;
    private static final byte[] KEY = new byte[32];

    private final Random random = new Random(7);
    private final Seal seal = new Seal(keys(1), random);

    private static Function<byte[], List<byte[]>> keys(long secret) {
        return context -> {
            var key = new byte[32];
            new Random(secret + 31L * Arrays.hashCode(context)).nextBytes(key);
            return List.of(key);
        };
    }

    private static Beacon beacon(long ms, URI... addresses) {
        return new Beacon(SampleRecord.of(3, 1).id(), 5, 6, ms, 0, List.of(addresses));
    }

    @Test
    void whatIsSealedIsReadByMembersInThisHourTheOneBeforeAndTheOneAfter() {
        var beacon = beacon(NOW, URI.create("tcp://192.0.2.1:7400"), URI.create("ws://[2001:db8::1]:7402/mesh"));
        var datagram = seal.close(beacon, Seal.MAX_BYTES);
        for (long away : new long[] {0, -HOUR, HOUR})
            assertThat(seal.open(datagram, NOW + away)).isEqualTo(beacon);
        assertThat(seal.open(datagram, NOW + 2 * HOUR)).isNull();
        assertThat(seal.open(datagram, NOW - 2 * HOUR)).isNull();
        assertThat(new Seal(keys(2), random).open(datagram, NOW)).isNull();
    }

    @Test
    void theEpochBeforeIsStillRead() {
        var old = seal.close(beacon(NOW), Seal.MAX_BYTES);
        var both =
                new Seal(c -> List.of(keys(2).apply(c).get(0), keys(1).apply(c).get(0)), random);
        assertThat(both.open(old, NOW)).isEqualTo(beacon(NOW));
        assertThat(seal.open(both.close(beacon(NOW), Seal.MAX_BYTES), NOW))
                .as("what we say is of the new one")
                .isNull();
    }

    /** Goal: the layout of the page. Method: built by hand from its words. */
    @Test
    void theBytesAreThoseOfThePage() throws Exception {
        var body = ByteBuffer.allocate(57 + 1 + 20);
        SampleRecord.of(3, 1).id().write(body);
        body.putLong(5)
                .putLong(6)
                .putLong(NOW)
                .put((byte) 0)
                .put((byte) 20)
                .put("tcp://192.0.2.1:7400".getBytes(US_ASCII));
        var nonce = new byte[12];
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD("OSB1".getBytes(US_ASCII));
        var sealed = cipher.doFinal(body.array());
        var datagram = ByteBuffer.allocate(16 + sealed.length)
                .put("OSB1".getBytes(US_ASCII))
                .put(nonce)
                .put(sealed)
                .array();
        var contexts = new java.util.ArrayList<String>();
        var byHand = new Seal(
                context -> {
                    contexts.add(java.util.HexFormat.of().formatHex(context));
                    return List.of(KEY);
                },
                random);

        assertThat(byHand.open(datagram, NOW)).isEqualTo(beacon(NOW, URI.create("tcp://192.0.2.1:7400")));
        assertThat(contexts.get(0)).isEqualTo("6f736965722f3120626561636f6e00" + String.format("%016x", NOW / HOUR));
    }

    @Test
    void noChangedBitIsOverlooked() {
        var datagram = seal.close(beacon(NOW, URI.create("tcp://192.0.2.1:7400")), Seal.MAX_BYTES);
        for (int bit = 0; bit < datagram.length * 8; bit++) {
            datagram[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open(datagram, NOW)).as("bit " + bit).isNull();
            datagram[bit / 8] ^= (byte) (1 << bit % 8);
        }
        for (int length = 0; length < datagram.length; length++)
            assertThat(seal.open(Arrays.copyOf(datagram, length), NOW)).isNull();
        assertThat(seal.open(Arrays.copyOf(datagram, datagram.length + 1), NOW)).isNull();
    }

    @Test
    void addressesThatDoNotFitAreLeftAway() {
        var many = IntStream.range(0, 8)
                .mapToObj(i -> URI.create("tcp://" + "x".repeat(200) + i + ":7400"))
                .toArray(URI[]::new);
        var datagram = seal.close(beacon(NOW, many), Seal.MAX_BYTES);
        assertThat(datagram).hasSizeLessThanOrEqualTo(Seal.MAX_BYTES);
        assertThat(seal.open(datagram, NOW).addresses()).hasSize(5);

        var least = seal.close(beacon(NOW), Seal.MAX_BYTES).length;
        assertThat(seal.close(beacon(NOW, many), least)).hasSize(least);
    }

    /** Method: a member that knows the key and sends what it likes. */
    @Test
    void aMemberThatSendsNonsenseIsNotUnderstood() {
        var good = beacon(NOW, URI.create("tcp://192.0.2.1:7400")).write(200);
        for (int length = 0; length < good.length; length++)
            if (length != 57)
                assertThat(Beacon.read(Arrays.copyOf(good, length)))
                        .as("length " + length)
                        .isNull();
        for (var text : List.of("", " ", "no scheme", "tcp://\u0001:1", "//192.0.2.1:7400", "tcp://[:1")) {
            var bytes = ByteBuffer.allocate(58 + text.length()).put(good, 0, 57);
            bytes.put((byte) text.length()).put(text.getBytes(US_ASCII));
            assertThat(Beacon.read(bytes.array())).as("'" + text + "'").isNull();
        }
        var nine = ByteBuffer.allocate(57 + 9 * 6).put(good, 0, 57);
        for (int i = 0; i < 9; i++) nine.put((byte) 5).put("a://b".getBytes(US_ASCII));
        assertThat(Beacon.read(nine.array())).isNull();
    }
}
