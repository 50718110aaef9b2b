package org.osier.transport.websocket;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.osier.node.NodeId;
import org.osier.tls.TlsIdentity;
import org.osier.transport.TransportException;

/**
 * TLS for one dial.
 *
 * @param identity of our node; empty: it is away
 * @param expected whom the dial must reach, if that is known
 */
record Contexts(Optional<TlsIdentity> identity, Optional<NodeId> expected) {
    SSLContext forDial(URI to) throws TransportException {
        var mine = identity.orElseThrow(() -> new TransportException(
                TransportException.Kind.TLS, to + ": no identity yet, the node is not running", null));
        return expected.map(mine::client).orElseGet(mine::client);
    }
}
