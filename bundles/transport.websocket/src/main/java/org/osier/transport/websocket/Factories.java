package org.osier.transport.websocket;

import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The layers of an accepted connection until it is a WebSocket. All buffers are on the heap: nothing outlives a stop. */
final class Factories {
    static final long HTTP_IDLE_MS = 10_000;

    /** A request for an upgrade has a handful of fields; proxies add some. */
    private static final int REQUEST_BYTES = 8_192;

    private Factories() {}

    static ConnectionFactory[] plain() {
        return new ConnectionFactory[] {new HttpConnectionFactory(http())};
    }

    static ConnectionFactory[] secure(SSLContext context) {
        var tls = new SslContextFactory.Server();
        tls.setSslContext(context);
        tls.setNeedClientAuth(true);
        tls.setIncludeProtocols("TLSv1.3");
        tls.setSniRequired(false);
        tls.setEndpointIdentificationAlgorithm(null);
        var factory = new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString());
        factory.setDirectBuffersForDecryption(false);
        factory.setDirectBuffersForEncryption(false);
        var http = http();
        http.addCustomizer(new SecureRequestCustomizer(false)); // nodes have no names in a certificate
        return new ConnectionFactory[] {factory, new HttpConnectionFactory(http)};
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(REQUEST_BYTES);
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        return http;
    }
}
