package org.osier.discovery.seeds.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/** Goal: members read each other for a day, nobody else reads, changes, moves or makes anything. */
class MeetingPlaceTest {
    private static final long DAY = 86_400_000;
    private static final long NOON = 20_783 * DAY + DAY / 2;
    private static final NodeRecord RECORD = SampleRecord.of(3, 1);

    private final Random random = new Random(7);

    private static Function<byte[], List<byte[]>> keys(long... secrets) {
        return context -> Arrays.stream(secrets)
                .mapToObj(secret -> {
                    var key = new byte[32];
                    new Random(secret + 31L * Arrays.hashCode(context)).nextBytes(key);
                    return key;
                })
                .toList();
    }

    private static MeetingPlace place(long secret, long nowMs) {
        return MeetingPlace.now(keys(secret), nowMs).get(0);
    }

    private byte[] sealed(MeetingPlace place) {
        return place.seal(place.slot(RECORD.id()), RECORD.bytes(), NOON, 3_600, random);
    }

    @Test
    void whatIsSealedIsReadInItsSlotOfItsPlaceAndNowhereElse() {
        var place = place(1, NOON);
        var slot = place.slot(RECORD.id());
        var sealed = sealed(place);
        var opened = place.open(slot, sealed);
        assertThat(opened.record()).isEqualTo(RECORD.bytes());
        assertThat(List.of(opened.ms(), (long) opened.seconds())).containsExactly(NOON, 3_600L);

        assertThat(place.open(place.slot(SampleRecord.of(4, 1).id()), sealed)).isNull();
        for (var other : List.of(place(2, NOON), place(1, NOON + DAY), place(1, NOON - DAY))) {
            assertThat(other.open(slot, sealed)).isNull();
            assertThat(other.open(other.slot(RECORD.id()), sealed)).isNull();
            assertThat(other.tag()).isNotEqualTo(place.tag());
            assertThat(other.slot(RECORD.id())).isNotEqualTo(slot);
        }
    }

    @Test
    void whoeverKeepsItSeesFiveSizesAndNothingTwice() {
        var place = place(1, NOON);
        var slot = place.slot(RECORD.id());
        for (int length : new int[] {1, 200, 214, 215, 500, NodeRecord.MAX_BYTES}) {
            var one = place.seal(slot, new byte[length], NOON, 1, random);
            assertThat(one.length % 256).isZero();
            assertThat(one.length).isBetween(length + 42, Math.min(MeetingPlace.MAX_BYTES, length + 42 + 255));
            assertThat(place.open(slot, one).record()).hasSize(length);
            assertThat(place.seal(slot, new byte[length], NOON, 1, random)).isNotEqualTo(one);
        }
    }

    @Test
    void noChangedBitIsOverlooked() {
        var place = place(1, NOON);
        var slot = place.slot(RECORD.id());
        var sealed = sealed(place);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(place.open(slot, sealed)).as("bit " + bit).isNull();
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        for (int length = 0; length < sealed.length; length++)
            assertThat(place.open(slot, Arrays.copyOf(sealed, length))).isNull();
        assertThat(place.open(slot, Arrays.copyOf(sealed, sealed.length + 1))).isNull();
    }

    @Test
    void bothEpochsAreReadAndNearMidnightBothDays() {
        var both = keys(1, 2);
        assertThat(MeetingPlace.now(both, NOON)).hasSize(2);
        assertThat(MeetingPlace.now(c -> List.of(), NOON)).isEmpty();
        long midnight = NOON + DAY / 2;
        var around = new ArrayList<List<String>>();
        for (long at : new long[] {-600_001, -600_000, -1, 0, 599_999, 600_000})
            around.add(MeetingPlace.now(both, midnight + at).stream()
                    .map(MeetingPlace::tag)
                    .toList());
        assertThat(around).extracting(List::size).containsExactly(2, 4, 4, 4, 4, 2);
        assertThat(around.get(2)).containsExactlyInAnyOrderElementsOf(around.get(3));
        assertThat(around.get(2).get(0))
                .as("where to leave something")
                .isEqualTo(around.get(0).get(0));
        assertThat(around.get(3).get(0)).isEqualTo(around.get(5).get(0));
    }

    /** Goal: the layout of the page. Method: built by hand from its words. */
    @Test
    void theBytesAreThoseOfThePage() throws Exception {
        var contexts = new ArrayList<String>();
        var place = MeetingPlace.now(
                        context -> {
                            contexts.add(new String(context, 0, context.length - 8, US_ASCII));
                            assertThat(ByteBuffer.wrap(context).getLong(context.length - 8))
                                    .isEqualTo(20_783);
                            return List.of(new byte[32]);
                        },
                        NOON)
                .get(0);
        assertThat(contexts)
                .containsExactly("osier/1 rendezvous tag\0", "osier/1 rendezvous slot\0", "osier/1 rendezvous\0");
        assertThat(place.tag()).isEqualTo("0".repeat(32));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        var slot = Arrays.copyOf(mac.doFinal(HexFormat.of().parseHex(RECORD.id().toString())), 16);
        assertThat(place.slot(RECORD.id())).isEqualTo(slot);

        var body = ByteBuffer.allocate(512 - 28)
                .putLong(NOON)
                .putInt(1_800)
                .putShort((short) RECORD.bytes().length)
                .put(RECORD.bytes());
        var nonce = new byte[12];
        nonce[3] = 9;
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(new byte[16]);
        cipher.updateAAD(slot);
        var sealed = ByteBuffer.allocate(512)
                .put(nonce)
                .put(cipher.doFinal(body.array()))
                .array();
        assertThat(place.open(slot, sealed).record()).isEqualTo(RECORD.bytes());
    }

    /** Method: a member that knows the key and seals what it likes. */
    @Test
    void aMemberThatSealsNonsenseIsNotUnderstood() {
        assertThat(MeetingPlace.read(body(NOON, 1, 3, 10))).isNotNull();
        assertThat(MeetingPlace.read(body(NOON, 0, 3, 10))).isNull();
        assertThat(MeetingPlace.read(body(NOON, 86_401, 3, 10))).isNull();
        assertThat(MeetingPlace.read(body(-1, 1, 3, 10))).isNull();
        assertThat(MeetingPlace.read(body(NOON, 1, 11, 10))).isNull();
        assertThat(MeetingPlace.read(ByteBuffer.allocate(13))).isNull();
        var notZero = body(NOON, 1, 3, 10);
        notZero.put(20, (byte) 1);
        assertThat(MeetingPlace.read(notZero)).isNull();
    }

    private static ByteBuffer body(long ms, int seconds, int length, int rest) {
        return ByteBuffer.allocate(14 + rest).putLong(0, ms).putInt(8, seconds).putShort(12, (short) length);
    }
}
