package org.osier.core.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.osier.core.tls.rules.ChainCheck;
import org.osier.core.tls.rules.Purpose;
import org.osier.node.NodeId;

/** What is asked of the other side in TLS. Any thread. */
final class PeerCertificates extends X509ExtendedTrustManager {
    private final Purpose shows;
    private final Optional<NodeId> expected;
    private final InstantSource clock;

    /**
     * @param shows what the other side is
     * @param expected empty: any node
     */
    PeerCertificates(Purpose shows, Optional<NodeId> expected, InstantSource clock) {
        this.shows = shows;
        this.expected = expected;
        this.clock = clock;
    }

    private void check(X509Certificate[] chain, Purpose as) throws CertificateException {
        if (as != shows) throw new CertificateException("this context is for the other side of TLS");
        ChainCheck.check(chain, as, clock.instant(), expected);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, Purpose.SERVER);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        check(chain, Purpose.SERVER);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, Purpose.CLIENT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, Purpose.SERVER);
    }

    /** There are no authorities. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
