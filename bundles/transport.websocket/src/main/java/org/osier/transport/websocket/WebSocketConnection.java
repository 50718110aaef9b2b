package org.osier.transport.websocket;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket, from opened to closed. One frame is asked for at a time, the next one after the last one is dealt with:
 * while the node does not read, nothing is asked for, and TCP holds the other end back.
 */
final class WebSocketConnection implements Connection, FrameHandler, Engine.Part {
    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);

    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1); // Connection.close

    private final Engine engine;
    private final WebSocketAddress address;
    private final boolean dialled;
    private final URI remote;
    private final Calls calls;
    private final Incoming incoming = new Incoming();
    private volatile @Nullable CoreSession session;
    private volatile @Nullable URI local;
    private volatile @Nullable Outgoing outgoing;
    private volatile boolean closing;

    // Guarded by this.
    private boolean reading = true;
    private boolean demanded;
    private boolean over;
    private boolean flushed;
    private @Nullable Future<?> limit;
    private @Nullable TransportException failure;

    /** @param address that was dialled, or where it was accepted */
    private WebSocketConnection(Engine engine, WebSocketAddress address, boolean dialled, URI remote, Calls calls) {
        this.engine = engine;
        this.address = address;
        this.dialled = dialled;
        this.remote = remote;
        this.calls = calls;
    }

    static WebSocketConnection dialled(Engine engine, WebSocketAddress to, URI asked, Calls calls) {
        return new WebSocketConnection(engine, to, true, asked, calls);
    }

    static WebSocketConnection accepted(Engine engine, WebSocketAddress at, URI remote, Calls calls) {
        return new WebSocketConnection(engine, at, false, remote, calls);
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        var end = ((WebSocketCoreSession) opened).getLocalAddress();
        local = WebSocketAddress.uri(address.secure(), end, dialled ? "" : address.path());
        outgoing = new Outgoing(opened, calls);
        session = opened;
        callback.succeeded();
        engine.add(this);
        try {
            if (!calls.opened(this)) opened.abort();
        } catch (RuntimeException | Error fault) {
            receiverFailed(fault);
        }
        demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        synchronized (this) {
            demanded = false;
        }
        switch (frame.getOpCode()) {
            case OpCode.BINARY, OpCode.CONTINUATION -> data(frame);
            case OpCode.TEXT -> refuse(CloseCode.UNACCEPTABLE, "text, where messages are binary");
            case OpCode.PING -> {
                // The next frame is asked for when the answer is written: pings cannot pile answers up.
                var pong = new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload()));
                callback.succeeded();
                session().sendFrame(pong, Callback.from(this::demand), false);
                return;
            }
            case OpCode.CLOSE -> {
                // Jetty answers it, after what we have sent already; not for ever.
                callback.succeeded();
                limitFlush();
                return;
            }
            default -> {} // a pong, which nobody asked for
        }
        callback.succeeded();
        demand();
    }

    private void data(Frame frame) {
        try {
            var message = incoming.add(frame);
            if (message == null || closing) return;
            if (message.hasRemaining()) calls.message(message);
            else refuse(CloseCode.POLICY, "a message of 0 bytes");
        } catch (MessageTooLargeException tooLarge) {
            refuse(CloseCode.TOO_LARGE, tooLarge.getMessage());
        } catch (RuntimeException | Error fault) {
            receiverFailed(fault);
        }
    }

    /** The other end broke a rule of ours. */
    private void refuse(int code, String what) {
        breakOff(code, what, new TransportException(TransportException.Kind.PROTOCOL, remote + ": " + what, null));
    }

    private void receiverFailed(Throwable fault) {
        if (engine.mayTellFault()) log.error("{}: a receiver failed, the connection closes", remote, fault);
        var message = remote + ": " + Failures.text(fault);
        breakOff(CloseCode.FAULT, "fault", new TransportException(TransportException.Kind.LOST, message, fault));
    }

    private void breakOff(int code, String reason, TransportException cause) {
        fail(cause);
        closing = true;
        limitFlush();
        session().close(code, reason, Callback.NOOP);
    }

    private synchronized void fail(TransportException cause) {
        // What breaks after we closed is the other end closing, too.
        if (failure == null && !closing) failure = cause;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded(); // onClosed has it, too
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        boolean wasClosing = closing;
        closing = true;
        TransportException cause;
        synchronized (this) {
            over = true;
            if (limit != null) limit.cancel(false);
            cause = failure != null || wasClosing ? failure : Failures.ofConnection(remote, status);
        }
        engine.remove(this);
        calls.end(cause);
    }

    /** Asks for the next frame, unless it is asked for, or nobody wants it. */
    private void demand() {
        synchronized (this) {
            if (demanded || over || !(reading || closing)) return;
            demanded = true;
        }
        session().demand();
    }

    private CoreSession session() {
        var opened = session;
        if (opened == null) throw new AssertionError("not open yet");
        return opened;
    }

    @Override
    public URI local() {
        var mine = local;
        if (mine == null) throw new AssertionError("not open yet");
        return mine;
    }

    @Override
    public URI remote() {
        return remote;
    }

    @Override
    public int maxMessageBytes() {
        return Incoming.MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean send(ByteBuffer message) {
        int length = message.remaining();
        if (length < 1 || length > Incoming.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + Incoming.MAX_MESSAGE_BYTES + " bytes, got " + length);
        }
        var way = outgoing;
        if (!closing && way != null) return way.send(message);
        message.position(message.limit());
        return true;
    }

    @Override
    public void reading(boolean on) {
        synchronized (this) {
            reading = on;
        }
        if (on) demand();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) return;
            closing = true;
        }
        limitFlush();
        session().close(CloseCode.NORMAL, null, Callback.from(this::flushed, failed -> {}));
        // From now on to nowhere, until the other end has closed, too: closing a socket with unread bytes in it would
        // reset it, and the other end would lose what it has not read yet.
        demand();
    }

    private synchronized void flushed() {
        flushed = true;
    }

    private synchronized void limitFlush() {
        if (limit == null && !over) limit = engine.later(this::giveUp, CLOSE_NANOS);
    }

    private void giveUp() {
        synchronized (this) {
            if (!flushed && failure == null) {
                var message = remote + ": could not write everything within 1 s after close";
                failure = new TransportException(TransportException.Kind.LOST, message, new IOException(message));
            }
        }
        session().abort();
    }

    @Override
    public String toString() {
        return local + " to " + remote;
    }
}
