package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Doorkeeper;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.KnockMemory;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.RecordCipher;
import org.osier.core.handshake.Responder;
import org.osier.core.handshake.Suite;

/** What seals and what opens the records of one direction, as a handshake gives them. */
record TestCiphers(RecordCipher sealer, RecordCipher opener) {
    static TestCiphers make() {
        var random = new Random(1);
        var door = Door.member(new byte[32], new byte[32]);
        var initiator = new Initiator(keys(random), door, Suite.AES_256_GCM, null, random, 0);
        var doorkeeper = new Doorkeeper(number -> List.of(door), new KnockMemory());
        var responder = new Responder(keys(random), doorkeeper, random);
        try {
            responder.onMessage1(ByteBuffer.wrap(initiator.message1()), 0);
            var message3 = initiator.onMessage2(ByteBuffer.wrap(responder.message2()));
            var outcome = responder.onMessage3(ByteBuffer.wrap(message3));
            return new TestCiphers(initiator.outcome().send(), outcome.receive());
        } catch (HandshakeException e) {
            throw new AssertionError(e);
        }
    }

    private static LocalKeys keys(Random random) {
        var seed = new byte[32];
        var link = new byte[32];
        random.nextBytes(seed);
        random.nextBytes(link);
        return new LocalKeys(seed, link, 1, 1, 0);
    }
}
