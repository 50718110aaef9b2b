package org.osier.tls;

import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/**
 * TLS from the node's identity, for transports that need it; keys never leave the node. A service of the node. Each
 * side shows two certificates: one for TLS, and the one that the identity's Ed25519 key signed for itself, from which
 * the other side knows whose it is. The engines of all contexts speak TLS 1.3 alone, and those of a server insist on
 * the client's certificates; there are no sockets, only engines. Any thread.
 */
@ProviderType
public interface TlsIdentity {
    /** For listeners: accepts whoever proves any identity; whether it is one of ours is the handshake's question. */
    SSLContext server();

    /** For dials to a node that is known: accepts {@code expected} and nobody else. */
    SSLContext client(NodeId expected);

    /** For dials to an address of which nobody has said yet who is there: accepts whoever proves any identity. */
    SSLContext client();
}
