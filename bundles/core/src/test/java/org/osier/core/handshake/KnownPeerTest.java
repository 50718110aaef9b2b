package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.NOT_AUTHENTIC;
import static org.osier.core.handshake.HandshakeException.Reason.OWN_ID;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_LINK_KEY;
import static org.osier.core.handshake.HandshakeException.Reason.WRONG_NODE;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.noise.HandshakeState;

/** The handshake of two messages: what it proves, when, and to whom. */
class KnownPeerTest {
    private final Initiator initiator = Handshakes.knowing();
    private final Responder responder = Handshakes.responder();

    private static byte[] first(Outcome of) {
        var record = new byte[6 + RecordCipher.OVERHEAD_BYTES];
        record[3] = 2;
        record[4] = 0x17;
        of.send().seal(record, 0, 6);
        return record;
    }

    private Outcome answered() throws HandshakeException {
        responder.onMessage1(ByteBuffer.wrap(initiator.message1()), Handshakes.NOW);
        assertThat(initiator.onMessage2(ByteBuffer.wrap(responder.message2()))).isEmpty();
        return initiator.outcome();
    }

    @Test
    void twoMessagesAndTheFirstRecordProveBoth() throws Exception {
        var message1 = initiator.message1();
        assertThat(message1).hasSize(1_484);
        responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW);
        assertThat(responder.pattern()).isEqualTo(HandshakePattern.IK);
        var message2 = responder.message2();
        assertThat(message2).hasSize(1_316);
        initiator.onMessage2(ByteBuffer.wrap(message2));
        var ours = initiator.outcome();
        var record = ByteBuffer.wrap(first(ours));

        var theirs = responder.onMessage3(record);

        assertThat(ours.peer().node()).isEqualTo(Handshakes.B.node());
        assertThat(theirs.peer().node()).isEqualTo(Handshakes.A.node());
        assertThat(theirs.handshakeHash()).isEqualTo(ours.handshakeHash());
        assertThat(theirs.clockAhead()).isPresent();
        assertThat(record.remaining()).as("the record is the link's to read").isEqualTo(22);
        var frames = new byte[6];
        assertThat(theirs.receive().open(record.array(), 0, 22, frames)).isEqualTo(6);
        assertThat(frames).containsExactly(0, 0, 0, 2, 0x17, 0);
    }

    /** Goal: a recorded message 1 makes nobody believed. Method: a responder that never heard it; whoever repeats it knows no key. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 22, 228, 65_535})
    void aRecordedFirstMessageProvesNothing(int length) throws Exception {
        var recorded = initiator.message1();
        responder.onMessage1(ByteBuffer.wrap(recorded), Handshakes.NOW);
        responder.message2();
        var noRecord = new byte[length];
        new Random(length).nextBytes(noRecord);

        assertThatThrownBy(() -> responder.onMessage3(ByteBuffer.wrap(noRecord)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, NOT_AUTHENTIC, 0));
    }

    @Test
    void aRecordedFirstMessageOpensNothingWhereItWasHeard() throws Exception {
        var recorded = initiator.message1();
        var doorkeeper = new Doorkeeper(number -> List.of(Handshakes.DOOR), new KnockMemory());
        new Responder(Handshakes.B, doorkeeper, new Random(1)).onMessage1(ByteBuffer.wrap(recorded), Handshakes.NOW);
        var replayed = new Responder(Handshakes.B, doorkeeper, new Random(1));

        assertThatThrownBy(() -> replayed.onMessage1(ByteBuffer.wrap(recorded), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, KNOCK_UNKNOWN, 1));
    }

    /** The record that proved the first conversation proves no other one. */
    @Test
    void aRecordedRecordProvesNothing() throws Exception {
        var recorded = first(answered());
        var message1 = Handshakes.knowing().message1();
        var again = new Responder(
                Handshakes.B,
                new Doorkeeper(number -> List.of(Handshakes.DOOR), new KnockMemory()),
                new Random(3)); // draws another key, as it would
        again.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW);
        again.message2();

        assertThatThrownBy(() -> again.onMessage3(ByteBuffer.wrap(recorded)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, NOT_AUTHENTIC, 0));
    }

    /** Goal: who dials with a key that is not the peer's any more gets nowhere, and shows nobody who he is. */
    @Test
    void anOldLinkKeyIsNotAuthentic() throws Exception {
        var outdated = Handshakes.knowing(Handshakes.B.node(), OsierVectors.linkKey("A"));
        assertFirstRefused(outdated, NOT_AUTHENTIC);
    }

    @Test
    void anotherClusterIsAnUnknownKnock() {
        var other = Door.member(OsierVectors.CLUSTER_ID, new byte[32]);
        var stranger = Initiator.knowing(
                Handshakes.A,
                other,
                Handshakes.SUITE,
                Handshakes.B.node(),
                OsierVectors.linkKey("B"),
                new Random(1),
                Handshakes.NOW);
        assertThatThrownBy(() -> responder.onMessage1(ByteBuffer.wrap(stranger.message1()), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, KNOCK_UNKNOWN, 1));
    }

    @Test
    void whoDialsItselfIsRefusedAsItself() throws Exception {
        var self = Initiator.knowing(
                Handshakes.B,
                Handshakes.DOOR,
                Handshakes.SUITE,
                Handshakes.B.node(),
                OsierVectors.linkKey("B"),
                new Random(1),
                Handshakes.NOW);
        assertFirstRefused(self, OWN_ID);
    }

    /** Somebody signs a binding for a key that he has not. */
    @Test
    void aBindingForAnotherLinkKeyIsRefused() throws Exception {
        var liar = new LocalKeys(OsierVectors.seed("A"), OsierVectors.linkPrivateKey("A"), 1, 1, 0);
        var keys = new LocalKeys(OsierVectors.seed("A"), new byte[32], 1, 1, 0)
                .noiseKeys(Handshakes.DOOR)
                .withRemoteStatic(OsierVectors.linkKey("B"));
        var preamble =
                Preamble.write(Handshakes.SUITE, Handshakes.DOOR, HandshakePattern.IK, Handshakes.NOW, new Random(4));
        var noise = new HandshakeState(preamble.protocol(), true, keys, preamble.bytes(), new Random(5));
        var message1 = Handshakes.first(preamble, noise.write(liar.payload().write()));
        responder.onMessage1(message1, Handshakes.NOW);

        assertThatThrownBy(responder::message2).satisfies(e -> DoorkeeperTest.assertReason(e, WRONG_LINK_KEY, 0));
    }

    /** The owner of the key is another node than the one that it was remembered for. */
    @Test
    void anotherNodeThanTheOneDialledForIsRefused() throws Exception {
        var dialling = Handshakes.knowing(Handshakes.A.node(), OsierVectors.linkKey("B"));
        responder.onMessage1(ByteBuffer.wrap(dialling.message1()), Handshakes.NOW);
        var message2 = responder.message2();

        assertThatThrownBy(() -> dialling.onMessage2(ByteBuffer.wrap(message2)))
                .satisfies(e -> DoorkeeperTest.assertReason(e, WRONG_NODE, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 1_271, 1_272, 1_273, 1_483, 2_345, 65_535})
    void aFirstMessageOfAnotherLengthIsMetWithSilence(int length) {
        var message1 = Arrays.copyOf(initiator.message1(), length);
        assertThatThrownBy(() -> responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW))
                .satisfies(e -> DoorkeeperTest.assertReason(e, MALFORMED, 0));
    }

    private void assertFirstRefused(Initiator dialling, Reason reason) throws HandshakeException {
        responder.onMessage1(ByteBuffer.wrap(dialling.message1()), Handshakes.NOW);
        assertThatThrownBy(responder::message2).satisfies(e -> DoorkeeperTest.assertReason(e, reason, 0));
        assertThatThrownBy(() -> responder.onMessage3(ByteBuffer.allocate(22)))
                .isInstanceOfAny(IllegalStateException.class, HandshakeException.class);
    }
}
