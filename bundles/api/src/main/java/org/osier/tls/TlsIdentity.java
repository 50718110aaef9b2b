package org.osier.tls;

import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/** TLS from the node's identity, for transports that need it; keys never leave the node. A service of the node. */
@ProviderType
public interface TlsIdentity {
    /** For listeners: shows a certificate that our identity signed, asks the other side for one of its own. */
    SSLContext server();

    /** For dials: accepts only a certificate that {@code expected} signed, and shows ours. */
    SSLContext client(NodeId expected);
}
