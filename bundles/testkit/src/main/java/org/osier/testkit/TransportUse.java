package org.osier.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.osier.transport.Connection;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** A transport used in the ways that could leave something behind when it stops. */
public final class TransportUse {
    private static final String LOOPBACK = "127.0.0.1";

    private TransportUse() {}

    /**
     * Sends from a caller's thread and from one of the transport, by name, is refused, and leaves a connection open for
     * the stop.
     *
     * @param any where it may listen: any port of 127.0.0.1
     */
    public static void once(Transport transport, URI any) throws TransportException {
        var waiting = new Waiting();
        var listener = transport.listen(
                any,
                remote -> Optional.of(new RecordingReceiver(waiting) {
                    @Override
                    protected void onMessage(Connection connection, byte[] message) {
                        connection.send(ByteBuffer.wrap(message));
                    }
                }));
        var dial = new PlainDial(Duration.ofSeconds(5));
        var dialled = new RecordingReceiver(waiting);
        var byName = URI.create(listener.address().toString().replace(LOOPBACK, "localhost"));
        transport.connect(byName, dial, dialled);
        waiting.until("opened", dialled::isOpened);
        for (int size : new int[] {1, 65_535}) dialled.send(new byte[size]);
        waiting.until("echoes", () -> dialled.messages() == 2);
        listener.close();
        var refused = new RecordingReceiver(waiting);
        transport.connect(listener.address(), dial, refused);
        waiting.until("refused", refused::isClosed);
    }
}
