package org.osier.transport.websocket;

import java.io.Closeable;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.node.NodeId;
import org.osier.tls.TlsIdentity;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/**
 * {@code ws://} and {@code wss://} on Jetty's core: one binary WebSocket message for each message (WIRE.md, section 1).
 * Thread-safe. Immediate: as a delayed component it would go with every core that goes, its only user.
 */
@Component(
        configurationPid = "org.osier.transport.websocket",
        property = {Transport.SCHEME + "=" + WebSocketAddress.PLAIN, Transport.SCHEME + "=" + WebSocketAddress.SECURE},
        service = Transport.class,
        immediate = true)
@Designate(ocd = WebSocketConfig.class)
public final class WebSocketTransport implements Transport {
    private final Settings settings;
    private final Sessions sessions;
    private final Engine engine = new Engine();
    private final WaitingRoom waitingRoom = new WaitingRoom(engine);
    private final WebSocketComponents components;
    private final WebSocketCoreClient client;
    private volatile @Nullable TlsIdentity identity;

    @Activate
    public WebSocketTransport(WebSocketConfig config) {
        this(Settings.of(config));
    }

    WebSocketTransport(Settings settings) {
        this.settings = settings;
        sessions = new Sessions(settings.idleTimeout());
        components = new WebSocketComponents(noExtensions(), null, engine.buffers(), null, null, engine.pool());
        client = Client.open(engine, settings, components);
    }

    /** Content is encrypted already: it does not become smaller. */
    private static WebSocketExtensionRegistry noExtensions() {
        var none = new WebSocketExtensionRegistry();
        for (var name : java.util.List.copyOf(none.getAvailableExtensionNames())) none.unregister(name);
        return none;
    }

    /** Of the node, which may be away while it is updated; {@code ws://} needs none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindIdentity(TlsIdentity came) {
        identity = came;
    }

    void unbindIdentity(TlsIdentity went) {
        if (identity == went) identity = null;
    }

    @Override
    public Delivery delivery() {
        return Delivery.STREAM;
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        var attempt = new WebSocketDial(engine, sessions, to, receiver);
        var contexts =
                new Contexts(Optional.ofNullable(identity), dial.expected().map(NodeId::parse));
        attempt.start(dial.timeout(), settings, client, contexts);
        return attempt;
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var address = WebSocketAddress.of(at, settings.path());
        var mine = identity;
        if (address.secure() && mine == null) {
            throw new TransportException(
                    TransportException.Kind.TLS, at + ": no identity yet, the node is not running", null);
        }
        var tls = address.secure() && mine != null ? mine.server() : null;
        return WebSocketListener.open(
                engine, waitingRoom, at, address, acceptor, new WebSocketListener.HttpSide(sessions, components, tls));
    }

    /** Closes all, flushing what was taken. At most 2 s; afterwards no thread of this transport runs. */
    @Deactivate
    public void stop() {
        engine.stop(client);
    }
}
