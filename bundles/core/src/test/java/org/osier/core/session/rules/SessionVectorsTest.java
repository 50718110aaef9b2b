package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Goal: session frames are what a foreign implementation writes and reads. Method: vectors/osier.json, the Osier wire
 * vectors, written independently from WIRE.md; A is the initiator, B the responder.
 */
class SessionVectorsTest {
    private static final long BOOT_A = 0xa0a1a2a3a4a5a6a7L;
    private static final long BOOT_B = 0xb0b1b2b3b4b5b6b7L;
    private static final int CONTROL = 0x14;
    private static final int MESSAGE = 0x02;

    private record Frame(int type, byte[] payload) {}

    private JsonObject handshake;
    private final SessionRules a = new SessionRules(BOOT_A, BOOT_B, false);
    private final SessionRules b = new SessionRules(BOOT_B, BOOT_A, false);

    @BeforeEach
    void read() throws Exception {
        try (var in =
                new InputStreamReader(getClass().getResourceAsStream("/vectors/osier.json"), StandardCharsets.UTF_8)) {
            handshake = JsonParser.parseReader(in)
                    .getAsJsonObject()
                    .getAsJsonArray("handshakes")
                    .get(0)
                    .getAsJsonObject();
        }
    }

    /** The frames of the n-th record of one side. */
    private List<Frame> record(String from, int counter) {
        for (var element : handshake.getAsJsonArray("records")) {
            var record = element.getAsJsonObject();
            if (!record.get("from").getAsString().equals(from)) continue;
            if (record.get("counter").getAsInt() == counter)
                return frames(record.get("frames").getAsString());
        }
        throw new AssertionError(from + " " + counter);
    }

    private static List<Frame> frames(String hex) {
        var in = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        var found = new ArrayList<Frame>();
        while (in.hasRemaining()) {
            var payload = new byte[in.getInt() - 1];
            int type = in.get();
            in.get(payload);
            found.add(new Frame(type, payload));
        }
        return found;
    }

    private static Frame only(List<Frame> frames, int type) {
        return frames.stream().filter(f -> f.type() == type).findFirst().orElseThrow();
    }

    @Test
    void aFreshSessionResumesWithoutStreams() {
        assertThat(a.linkUp(0, 0).greeting())
                .isEqualTo(only(record("initiator", 1), CONTROL).payload());
    }

    @Test
    void aResumeWithStreamsIsUnderstood() throws Exception {
        var link = a.linkUp(0, 0);
        var resume = only(record("responder", 1), CONTROL).payload();
        a.onControl(link, resume, 0, resume.length, 0);

        a.offer(new End.Parcel(
                3, new byte[1_000_000])); // the window of stream 3 is 1,048,576, that of stream 0 262,144
        a.offer(new End.Parcel(0, new byte[1_000_000]));
        var out = new byte[2_000_000];
        var sent = End.segments(out, a.writeFrames(link, 3, out, 0, out.length, 0));

        assertThat(sent.stream()
                        .filter(s -> s.stream() == 3)
                        .mapToInt(End.Seg::length)
                        .sum())
                .isEqualTo(1_000_000);
        assertThat(sent.stream()
                        .filter(s -> s.stream() == 0)
                        .mapToInt(End.Seg::length)
                        .sum())
                .isEqualTo(262_144);
    }

    @Test
    void aResumeWithStreamsIsWrittenLikeThis() {
        var expected = only(record("responder", 1), CONTROL).payload();
        var resume = new byte[Control.GREETING_BYTES + 2 * Control.ENTRY_BYTES];
        Control.writeGreeting(resume, Control.RESUME, BOOT_B, BOOT_A);
        int at = Control.writeEntry(resume, Control.GREETING_BYTES, 0, 0, 262_144);
        Control.writeEntry(resume, at, 3, 0, 1_048_576);

        assertThat(resume).isEqualTo(expected);
    }

    @Test
    void theFirstMessageIsOneSegment() throws Exception {
        var link = a.linkUp(0, 0);
        var resume = only(record("responder", 1), CONTROL).payload();
        a.onControl(link, resume, 0, resume.length, 0);
        var expected = only(record("initiator", 2), MESSAGE).payload();
        a.offer(new End.Parcel(0, Arrays.copyOfRange(expected, 10, expected.length)));

        var out = new byte[1_000];
        int end = a.writeFrames(link, 3, out, 0, out.length, 0);

        assertThat(Arrays.copyOfRange(out, 5, end)).isEqualTo(expected);
        assertThat(ByteBuffer.wrap(out).getInt()).isEqualTo(expected.length + 1);
        assertThat(out[4]).isEqualTo((byte) MESSAGE);
    }

    @Test
    void theFirstMessageIsDeliveredAndItsAcknowledgementCompletesIt() throws Exception {
        var linkOfA = a.linkUp(0, 0);
        var linkOfB = b.linkUp(0, 0);
        var resumeOfA = only(record("initiator", 1), CONTROL).payload();
        b.onControl(linkOfB, resumeOfA, 0, resumeOfA.length, 0);
        var segment = only(record("initiator", 2), MESSAGE).payload();
        b.onSegment(linkOfB, segment, 0, segment.length, 0);
        var message = b.poll();
        assertThat(message.message()).isEqualTo(Arrays.copyOfRange(segment, 10, segment.length));
        b.handed(message, 0);
        var out = new byte[100];
        int end = b.writeAcknowledgements(linkOfB, out, 0, out.length, 0, false);

        var expected = only(record("responder", 2), CONTROL).payload();
        assertThat(Arrays.copyOfRange(out, 5, end - 4)) // our window is larger than the vector's
                .isEqualTo(Arrays.copyOf(expected, expected.length - 4));
        var parcel = new End.Parcel(0, Arrays.copyOfRange(segment, 10, segment.length));
        a.onControl(linkOfA, End.greeting(3, BOOT_B, BOOT_A), 0, 17, 0);
        a.offer(parcel);
        a.writeFrames(linkOfA, 3, new byte[1_000], 0, 1_000, 0);
        a.onControl(linkOfA, expected, 0, expected.length, 0);
        assertThat(a.takeCompleted()).isSameAs(parcel);
    }

    @Test
    void whoForgotSaysSoInsteadOfResume() throws Exception {
        var expected =
                frames(handshake.get("control_forgotten_of_B").getAsString()).get(0);
        assertThat(new SessionRules(BOOT_B, BOOT_A, true).linkUp(0, 0).greeting())
                .isEqualTo(expected.payload());

        var link = a.linkUp(0, 0);
        a.onControl(link, expected.payload(), 0, expected.payload().length, 0);
        assertThat(a.takeLost()).isEmpty();
    }
}
