package org.osier.transport.websocket;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.TransportContract;
import org.osier.testkit.Waiting;
import org.osier.transport.Transport;

/** The WebSocket transport keeps the contract of every transport. */
class WebSocketTransportTest extends TransportContract {
    private final SilentPorts silent = new SilentPorts();

    /** The first dial of a process loads Jetty, which on a busy machine takes longer than the shortest timeout here. */
    @BeforeAll
    static void loadJetty() throws Exception {
        var transport = new WebSocketTransport(Settings.DEFAULT);
        var waiting = new Waiting();
        var listener = transport.listen(
                URI.create("ws://127.0.0.1:0/mesh"), remote -> Optional.of(new RecordingReceiver(waiting)));
        var dialled = new RecordingReceiver(waiting);
        transport.connect(listener.address(), new PlainDial(DIAL_TIMEOUT), dialled);
        waiting.until("opened", dialled::isOpened);
        transport.stop();
    }

    @Override
    protected Transport open() {
        return new WebSocketTransport(Settings.DEFAULT);
    }

    @Override
    protected void stop(Transport transport) {
        ((WebSocketTransport) transport).stop();
    }

    @Override
    protected URI anyAddress() {
        return URI.create("ws://127.0.0.1:0/mesh");
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of(Engine.THREAD_PREFIX);
    }

    @Override
    protected Optional<URI> silentAddress() {
        return Optional.of(URI.create(anyAddress().getScheme() + "://127.0.0.1:" + silent.open() + "/mesh"));
    }

    @AfterEach
    void closeSilentPorts() throws Exception {
        silent.close();
    }
}
