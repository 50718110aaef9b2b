package org.osier.transport.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/** What a listener answers to HTTP: one path becomes a WebSocket, everything else is turned away with a status and nothing more. */
final class Entrance extends Handler.Abstract.NonBlocking implements WebSocketNegotiator {
    private final Engine engine;
    private final WaitingRoom waitingRoom;
    private final WebSocketAddress address;
    private final Sessions sessions;
    private final WebSocketMappings mappings;

    Entrance(
            Engine engine,
            WaitingRoom waitingRoom,
            WebSocketAddress address,
            Sessions sessions,
            WebSocketComponents components) {
        this.engine = engine;
        this.waitingRoom = waitingRoom;
        this.address = address;
        this.sessions = sessions;
        this.mappings = new WebSocketMappings(components);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!request.getHttpURI().getPath().equals(address.path())) {
            return turnAway(response, callback, HttpStatus.NOT_FOUND_404);
        }
        if (mappings.upgrade(this, request, response, callback, sessions)) return true;
        response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
        return turnAway(response, callback, HttpStatus.UPGRADE_REQUIRED_426);
    }

    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (!request.getSubProtocols().contains(Sessions.SUB_PROTOCOL)) {
            turnAway(response, callback, HttpStatus.BAD_REQUEST_400);
            return null;
        }
        response.setAcceptedSubProtocol(Sessions.SUB_PROTOCOL);
        var guest = Guest.of(request.getConnectionMetaData().getConnection().getEndPoint());
        guest.upgraded();
        waitingRoom.leave(guest);
        return WebSocketConnection.accepted(engine, address, guest.remote(), guest.calls());
    }

    static boolean turnAway(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, empty(), callback);
        return true;
    }

    private static ByteBuffer empty() {
        return BufferUtil.EMPTY_BUFFER;
    }
}
