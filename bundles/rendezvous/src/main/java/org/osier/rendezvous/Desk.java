package org.osier.rendezvous;

import static org.osier.rendezvous.Tally.Counted.ANSWERED;
import static org.osier.rendezvous.Tally.Counted.DISPLACED;
import static org.osier.rendezvous.Tally.Counted.PUT;
import static org.osier.rendezvous.Tally.Counted.SENSELESS;
import static org.osier.rendezvous.Tally.Counted.TOO_LONG;
import static org.osier.rendezvous.Tally.Counted.TOO_MANY;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.osier.rendezvous.rules.Ask;
import org.osier.rendezvous.rules.Kept;
import org.osier.rendezvous.rules.SourceLimits;

/** Answers requests: in order of what it costs to refuse them. Nothing here waits. Any thread. */
final class Desk extends Handler.Abstract.NonBlocking {
    private static final byte[] ABOUT =
            "Osier rendezvous, version 1: nodes leave sealed records here and find each other\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final String RETRY_AFTER_SECONDS = "30";

    private final Stock stock;
    private final Sources sources;
    private final SourceLimits limits; // guarded by itself
    private final String cacheControl;
    private final Tally tally;
    private final InstantSource clock;

    Desk(Settings settings, Stock stock, Tally tally, InstantSource clock) {
        this.stock = stock;
        this.sources = new Sources(settings.proxied());
        this.limits = new SourceLimits(settings.rates(), System::nanoTime);
        this.cacheControl = "max-age=" + settings.shelf().keep().toSeconds();
        this.tally = tally;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long source = sources.of(request);
        if (!mayAsk(source)) {
            tally.add(TOO_MANY);
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return status(response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
        }
        var ask = Ask.of(request.getMethod(), request.getHttpURI().getPath());
        return switch (ask.kind()) {
            case PUT -> put(ask, source, request, response, callback);
            case GET -> bytes(response, callback, "application/octet-stream", stock.answer(ask.tag(), clock.millis()));
            case ABOUT -> bytes(response, callback, "text/plain", ABOUT);
            case WRONG_METHOD -> {
                response.getHeaders().put(HttpHeader.ALLOW, ask.allowed());
                yield senseless(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            }
            case NOWHERE -> senseless(response, callback, HttpStatus.NOT_FOUND_404);
        };
    }

    private boolean mayAsk(long source) {
        synchronized (limits) {
            return limits.take(source);
        }
    }

    private boolean put(Ask ask, long source, Request request, Response response, Callback callback) {
        long length = request.getLength();
        if (length < 0) return senseless(response, callback, HttpStatus.LENGTH_REQUIRED_411);
        if (length == 0) return senseless(response, callback, HttpStatus.BAD_REQUEST_400);
        if (length > Kept.MAX_BYTES) {
            tally.add(TOO_LONG);
            return status(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        }
        Content.Source.asByteArrayAsync(
                request,
                Kept.MAX_BYTES,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        content -> {
                            tally.add(PUT);
                            tally.add(DISPLACED, stock.put(ask, content, source, clock.millis()));
                            response.getHeaders().put(HttpHeader.CACHE_CONTROL, cacheControl);
                            status(response, callback, HttpStatus.NO_CONTENT_204);
                        },
                        cutShort -> senseless(response, callback, HttpStatus.BAD_REQUEST_400)));
        return true;
    }

    private boolean bytes(Response response, Callback callback, String type, byte[] body) {
        tally.add(ANSWERED);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private boolean senseless(Response response, Callback callback, int status) {
        tally.add(SENSELESS);
        return status(response, callback, status);
    }

    /** A status and nothing more: what is refused costs us no more than that. */
    static boolean status(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
        return true;
    }
}
