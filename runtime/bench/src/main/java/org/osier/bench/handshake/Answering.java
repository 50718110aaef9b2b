package org.osier.bench.handshake;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Doorkeeper;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.KnockMemory;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.Responder;
import org.osier.core.identity.Identity;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/** Answers handshakes and no more; when one is complete it says so with one byte. */
public final class Answering implements Acceptor {
    /** What a complete handshake is answered with. */
    static final byte COMPLETE = 1;

    private final SecureRandom random = new SecureRandom();
    private final LocalKeys keys = keys(Identity.generate(random));
    private final Doorkeeper doorkeeper;

    public Answering(Cluster cluster) {
        var members = Door.member(cluster.id(), cluster.secret());
        doorkeeper = new Doorkeeper(number -> number == Door.MEMBER ? List.of(members) : List.of(), new KnockMemory());
    }

    static LocalKeys keys(Identity identity) {
        return new LocalKeys(identity.seed(), identity.linkPrivateKey(), 1, 1, 0);
    }

    @Override
    public Optional<Receiver> accept(URI remote) {
        return Optional.of(new End(new Responder(keys, doorkeeper, random)));
    }

    private static final class End implements Receiver {
        private final Responder responder;
        private @Nullable Connection connection;
        private boolean answered;

        End(Responder responder) {
            this.responder = responder;
        }

        @Override
        public void opened(Connection connection) {
            this.connection = connection;
        }

        @Override
        public boolean message(ByteBuffer message) {
            try {
                connection.send(ByteBuffer.wrap(answer(message)));
            } catch (HandshakeException e) {
                connection.close();
            }
            return true;
        }

        private byte[] answer(ByteBuffer message) throws HandshakeException {
            if (answered) {
                responder.onMessage3(message);
                return new byte[] {COMPLETE};
            }
            answered = true;
            responder.onMessage1(message, System.currentTimeMillis());
            return responder.message2();
        }

        @Override
        public void writable() {}

        @Override
        public void closed(@Nullable TransportException cause) {}
    }
}
