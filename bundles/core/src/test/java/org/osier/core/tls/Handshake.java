package org.osier.core.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two engines of TLS that talk to each other in memory. */
final class Handshake {
    private static final int STEPS = 200;
    private static final int BYTES = 1 << 16;

    private Handshake() {}

    /** Until a byte has gone both ways. @throws SSLException what either side does not like */
    static void run(SSLEngine client, SSLEngine server) throws SSLException {
        var toServer = ByteBuffer.allocate(BYTES);
        var toClient = ByteBuffer.allocate(BYTES);
        var atServer = ByteBuffer.allocate(BYTES);
        var atClient = ByteBuffer.allocate(BYTES);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < STEPS; i++) {
            step(client, toServer, toClient, atClient);
            step(server, toClient, toServer, atServer);
            if (atServer.position() > 0 && atClient.position() > 0) return;
        }
        throw new SSLException("the handshake does not end");
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in, ByteBuffer read) throws SSLException {
        in.flip();
        if (in.hasRemaining()) engine.unwrap(in, read);
        in.compact();
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) task.run();
        boolean done = engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
        engine.wrap(ByteBuffer.wrap(done ? new byte[] {1} : new byte[0]), out);
    }
}
