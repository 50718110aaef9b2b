package org.osier.transport.websocket;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.osier.core.identity.Identity;
import org.osier.core.tls.NodeTls;
import org.osier.transport.Transport;

/** With TLS, too, and each end a node of its own. */
class SecureWebSocketTransportTest extends WebSocketTransportTest {
    @Override
    protected Transport open() {
        var transport = new WebSocketTransport(Settings.DEFAULT);
        transport.bindIdentity(new NodeTls(Identity.generate(new SecureRandom()), Clock.systemUTC()));
        return transport;
    }

    @Override
    protected URI anyAddress() {
        return URI.create("wss://127.0.0.1:0/mesh");
    }
}
