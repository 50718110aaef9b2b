package org.osier.core.tls;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.osier.core.identity.Identity;
import org.osier.core.tls.rules.Purpose;
import org.osier.node.NodeId;
import org.osier.tls.TlsIdentity;

/**
 * TLS for this node's transports. A dial has a context of its own, so that no session of an earlier one stands in for
 * certificates; a server's sessions are short, for the same reason.
 */
public final class NodeTls implements TlsIdentity {
    private static final int SESSION_SECONDS = 60;

    private final OwnCertificates own;
    private final InstantSource clock;

    /** @param clock by which certificates are made and judged */
    public NodeTls(Identity identity, InstantSource clock) {
        this.own = new OwnCertificates(identity, clock);
        this.clock = clock;
    }

    @Override
    public SSLContext server() {
        var server = context(Purpose.SERVER, new PeerCertificates(Purpose.CLIENT, Optional.empty(), clock));
        server.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        return server;
    }

    @Override
    public SSLContext client(NodeId expected) {
        return context(Purpose.CLIENT, new PeerCertificates(Purpose.SERVER, Optional.of(expected), clock));
    }

    @Override
    public SSLContext client() {
        return context(Purpose.CLIENT, new PeerCertificates(Purpose.SERVER, Optional.empty(), clock));
    }

    private SSLContext context(Purpose side, PeerCertificates peer) {
        try {
            var context = SSLContext.getInstance(StrictContext.PROTOCOL);
            context.init(new KeyManager[] {own}, new TrustManager[] {peer}, null);
            return new StrictContext(context, side);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has TLS 1.3", impossible);
        }
    }
}
