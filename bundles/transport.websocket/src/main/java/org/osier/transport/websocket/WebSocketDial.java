package org.osier.transport.websocket;

import static org.osier.transport.TransportException.Kind.NO_ROUTE;
import static org.osier.transport.TransportException.Kind.PROTOCOL;
import static org.osier.transport.TransportException.Kind.TIMEOUT;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * One dial: Jetty looks the name up and tries its addresses in turn, through the proxy if there is one. What comes
 * first, the WebSocket, a failure, the end of its time or a word of the node, decides; whatever comes later is undone.
 */
final class WebSocketDial implements Closeable, Engine.Part, FrameHandler {
    private final Engine engine;
    private final Sessions sessions;
    private final URI to;
    private final Calls calls;

    /**
     * Jetty (12.1.12) may read the proxy's answer before it has noticed that its CONNECT left, and fails then. Nothing has
     * gone through the tunnel, so the dial begins again; once in about a hundred on a busy machine.
     */
    private static final int MOST_TRIES = 5;

    private enum State {
        UNDER_WAY,
        STANDS,
        GIVEN_UP
    }

    // Guarded by this.
    private State state = State.UNDER_WAY;
    private @Nullable Future<?> limit;
    private @Nullable CompletableFuture<CoreSession> attempt;

    private volatile @Nullable WebSocketConnection connection;
    private volatile @Nullable WebSocketAddress address;

    WebSocketDial(Engine engine, Sessions sessions, URI to, Receiver receiver) {
        this.engine = engine;
        this.sessions = sessions;
        this.to = to;
        this.calls = new Calls(receiver);
    }

    /** @param how to dial, once the address is understood; throws what makes it impossible */
    void start(Duration timeout, Settings settings, WebSocketCoreClient client, Contexts contexts) {
        engine.add(this);
        synchronized (this) {
            if (state == State.UNDER_WAY) limit = engine.later(() -> timedOut(timeout), timeout.toNanos());
        }
        begin(1, settings, client, contexts);
    }

    private void begin(int number, Settings settings, WebSocketCoreClient client, Contexts contexts) {
        if (!engine.run(() -> attempt(number, settings, client, contexts))) {
            end(new TransportException(NO_ROUTE, to + ": the transport has stopped", null));
        }
    }

    private void attempt(int number, Settings settings, WebSocketCoreClient client, Contexts contexts) {
        try {
            var known = WebSocketAddress.toDial(to, settings.path());
            address = known;
            var request = CoreClientUpgradeRequest.from(client, known.uri(), this);
            request.tag(new Tag(known.secure() ? contexts.forDial(to) : null));
            request.setSubProtocols(List.of(Sessions.SUB_PROTOCOL));
            request.setConfiguration(sessions);
            follow(client.connect(request), failure -> {
                if (number < MOST_TRIES && Failures.isTooEarly(failure)) begin(number + 1, settings, client, contexts);
                else end(Failures.ofDial(to, failure));
            });
        } catch (TransportException bad) {
            end(bad);
        } catch (IOException | RuntimeException cannot) {
            end(Failures.ofDial(to, cannot));
        }
    }

    private void follow(CompletableFuture<CoreSession> connecting, Consumer<Throwable> failed) {
        boolean late;
        synchronized (this) {
            attempt = connecting;
            late = state == State.GIVEN_UP;
        }
        connecting.whenComplete((session, failure) -> {
            if (failure != null) failed.accept(failure);
        });
        if (late) connecting.completeExceptionally(new CancellationException());
    }

    /** Gives the dial up; after it has ended: nothing. */
    @Override
    public void close() {
        end(null);
    }

    private void timedOut(Duration timeout) {
        end(new TransportException(TIMEOUT, to + ": no answer within " + timeout.toMillis() + " ms", null));
    }

    private void end(@Nullable TransportException cause) {
        if (!leave(State.GIVEN_UP)) return;
        CompletableFuture<CoreSession> under;
        synchronized (this) {
            under = attempt;
        }
        if (under != null) under.completeExceptionally(new CancellationException());
        calls.end(cause);
    }

    /** @return whether this is what comes first */
    private boolean leave(State next) {
        synchronized (this) {
            if (state != State.UNDER_WAY) return false;
            state = next;
            if (limit != null) limit.cancel(false);
        }
        engine.remove(this);
        return true;
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        if (!Sessions.SUB_PROTOCOL.equals(session.getNegotiatedSubProtocol())) {
            end(new TransportException(PROTOCOL, to + ": a WebSocket, and not one of the mesh", null));
        }
        var known = address;
        if (known == null || !leave(State.STANDS)) {
            callback.succeeded();
            session.abort();
            return;
        }
        var stands = WebSocketConnection.dialled(engine, known, to, calls);
        connection = stands;
        stands.onOpen(session, callback);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        var stands = connection;
        if (stands == null) callback.succeeded();
        else stands.onFrame(frame, callback);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded(); // the attempt fails, too, or onClosed has it
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        var stands = connection;
        if (stands == null) callback.succeeded();
        else stands.onClosed(status, callback);
    }
}
