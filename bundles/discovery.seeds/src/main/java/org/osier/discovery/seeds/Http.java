package org.osier.discovery.seeds;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.seeds.rules.Answer;

/**
 * Asks services of rendezvous, one request at a time: each has so much time from its beginning to the last byte, and so
 * many bytes, whatever the other end does. The client is made for the first request; Java 17 ends its one thread when
 * nobody holds it any more.
 */
final class Http {
    private static final int MAX_THREADS = 1; // nothing waits on it
    private static final int IDLE_SECONDS = 5;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    /** What an error page may have; it is not looked at. */
    private static final int REFUSAL_BYTES = 16_384;

    private static final int LONGEST_TEXT = 120;
    private static final String MAX_AGE = "max-age=";

    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private @Nullable HttpClient client; // guarded by this

    /** @param limit of one request, from the connection to the last byte */
    Http(Duration limit) {
        this.limit = limit;
        var number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "osier-discovery.seeds-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws HouseException if that did not work in any way */
    byte[] get(URI at) throws HouseException, InterruptedException {
        var response = send(HttpRequest.newBuilder(at).GET(), Answer.MAX_BYTES);
        if (response.statusCode() != OK) throw wrong(response);
        return response.body();
    }

    /** @return how many seconds it says that it keeps it; 0 if it does not say */
    int put(URI at, byte[] body) throws HouseException, InterruptedException {
        var response = send(HttpRequest.newBuilder(at).PUT(BodyPublishers.ofByteArray(body)), REFUSAL_BYTES);
        if (response.statusCode() != NO_CONTENT && response.statusCode() != OK) throw wrong(response);
        return response.headers()
                .firstValue("Cache-Control")
                .filter(value -> value.matches(MAX_AGE + "[0-9]{1,9}"))
                .map(value -> Integer.parseInt(value.substring(MAX_AGE.length())))
                .orElse(0);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, int mostBytes)
            throws HouseException, InterruptedException {
        var answer = client().sendAsync(request.timeout(limit).build(), head -> new BoundedBody(mostBytes));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw tooLate();
        } finally {
            answer.cancel(true); // if it is still going on: then its connection is closed
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .executor(threads)
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(limit.dividedBy(2))
                    .build();
        }
        return client;
    }

    private HouseException failure(Throwable cause) {
        if (cause instanceof HttpTimeoutException) return tooLate();
        boolean unknown = cause.getCause() instanceof UnresolvedAddressException
                || cause instanceof ConnectException
                        && cause.getCause() instanceof IOException unresolved
                        && unresolved.getCause() instanceof UnresolvedAddressException;
        if (unknown) return new HouseException("OSIER-112 its name is not known", cause);
        if (cause instanceof ConnectException)
            return new HouseException("OSIER-113 refused, nothing listens there", cause);
        var text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HouseException("OSIER-112 " + printable(text), cause);
    }

    /** The client cites what it read: whoever answers must not write into our log what he likes. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replaceAll("[^ -~]", ".");
    }

    private HouseException tooLate() {
        return new HouseException("OSIER-114 no whole answer within " + limit.toMillis() + " ms", null);
    }

    private static HouseException wrong(HttpResponse<byte[]> response) {
        return new HouseException("OSIER-112 it answers " + response.statusCode(), null);
    }

    /** Ends its threads; nothing can be asked any more. */
    synchronized void close() {
        client = null;
        threads.shutdownNow();
    }
}
