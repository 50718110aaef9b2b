package org.osier.core.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.osier.core.tls.rules.Purpose;

/**
 * A context whose engines are as they must be from the start: TLS 1.3 alone, and a server that insists on the client's
 * certificates. Java's own would leave both to whoever uses it, and forget one silently.
 */
final class StrictContext extends SSLContext {
    static final String PROTOCOL = "TLSv1.3";

    StrictContext(SSLContext context, Purpose side) {
        super(new Spi(context, side), context.getProvider(), PROTOCOL);
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext context;
        private final Purpose side;

        Spi(SSLContext context, Purpose side) {
            this.context = context;
            this.side = side;
        }

        private SSLEngine strict(SSLEngine engine) {
            engine.setUseClientMode(side == Purpose.CLIENT);
            engine.setSSLParameters(strict(engine.getSSLParameters()));
            return engine;
        }

        private SSLParameters strict(SSLParameters parameters) {
            parameters.setProtocols(new String[] {PROTOCOL});
            if (side == Purpose.SERVER) parameters.setNeedClientAuth(true);
            return parameters;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return strict(context.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return strict(context.createSSLEngine(host, port));
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return strict(context.getDefaultSSLParameters());
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return strict(context.getSupportedSSLParameters());
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is the node's, and set up");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("engines only, see TlsIdentity");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("engines only, see TlsIdentity");
        }
    }
}
