package org.osier.transport.websocket;

import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** The dialling side of Jetty, set up so that dials share nothing but threads. */
final class Client {
    /** Of one address: then the next one of the name has its turn. The node gives a dial 5 s for all of them. */
    private static final long CONNECT_MS = 3_000;

    private static final long FORGET_MS = 1_000;

    private Client() {}

    static WebSocketCoreClient open(Engine engine, Settings settings, WebSocketComponents components) {
        var connector = new HeapConnector();
        connector.setSelectors(1);
        connector.setExecutor(engine.pool());
        connector.setScheduler(engine.scheduler());
        connector.setByteBufferPool(engine.buffers());
        connector.setSslContextFactory(new TlsOfDial());
        var http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setConnectTimeout(CONNECT_MS);
        http.setIdleTimeout(Factories.HTTP_IDLE_MS);
        http.setDestinationIdleTimeout(FORGET_MS);
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(null);
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        settings.proxy().ifPresent(proxy -> http.getProxyConfiguration().addProxy(tunnel(proxy, settings)));
        var client = new WebSocketCoreClient(http, components);
        client.setClassLoader(Client.class.getClassLoader());
        Engine.start(client);
        return client;
    }

    private static HttpProxy tunnel(URI proxy, Settings settings) {
        var tunnel = new Tunnel(new Origin.Address(proxy.getHost(), proxy.getPort()));
        tunnel.getExcludedAddresses().addAll(settings.direct());
        return tunnel;
    }

    /** A proxy that sees only where a connection leads: also what is plain goes through CONNECT (RFC 6455, 4.1). */
    private static final class Tunnel extends HttpProxy {
        Tunnel(Origin.Address address) {
            super(address, false);
        }

        @Override
        public boolean requiresTunnel(Origin server) {
            return true;
        }
    }

    /** Buffers of TLS on the heap, as all others. */
    private static final class HeapConnector extends ClientConnector {
        @Override
        public ClientConnectionFactory newSslClientConnectionFactory(
                SslContextFactory.Client factory, ClientConnectionFactory next) {
            var tls = new SslClientConnectionFactory(
                    factory == null ? getSslContextFactory() : factory, getByteBufferPool(), getExecutor(), next);
            tls.setDirectBuffersForDecryption(false);
            tls.setDirectBuffersForEncryption(false);
            return tls;
        }
    }

    /** Whom a dial expects is different for each: its tag is the context that checks it. */
    private static final class TlsOfDial extends SslContextFactory.Client
            implements SslClientConnectionFactory.SslEngineFactory {
        TlsOfDial() {
            setEndpointIdentificationAlgorithm(null); // nodes have no names in a certificate, they have keys
        }

        @Override
        public SSLEngine newSslEngine(String host, int port, Map<String, Object> context) {
            var destination = (Destination) context.get(Destination.CONTEXT_KEY);
            var engine = tls(destination.getOrigin()).createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {"TLSv1.3"});
            return engine;
        }

        /** Would warn that names are not checked. */
        @Override
        protected void checkEndPointIdentificationAlgorithm() {}

        private static SSLContext tls(Origin origin) {
            if (origin.getTag() instanceof Tag tag && tag.tls() != null) return tag.tls();
            throw new IllegalStateException("a dial with TLS and without a context");
        }
    }
}
