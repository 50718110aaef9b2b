package org.osier.rendezvous;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osier.rendezvous.rules.Shelf;
import org.osier.rendezvous.rules.SourceLimits;

/** A service on loopback, and a client that writes its requests by hand and so can write them wrong. */
final class Running implements AutoCloseable {
    static final SourceLimits.Rates ANY_RATE = new SourceLimits.Rates(1_000_000, 1_000_000, 1_000_000);
    static final Shelf.Limits LIMITS = new Shelf.Limits(Duration.ofHours(1), 256, 4_096, 8_388_608);

    /** A part of what a visit may last, since tests wait for its end. */
    static final Duration VISIT = Settings.LONGEST_VISIT.dividedBy(5);

    /** @param head status line and fields @param body as it came */
    record Response(String head, byte[] body) {
        int status() {
            return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
        }
    }

    final RendezvousService service;
    final int port;

    Running(Path home, Settings settings) throws Exception {
        service = new RendezvousService(settings, home, InstantSource.system(), Duration.ofMillis(50));
        port = service.port().get(10, TimeUnit.SECONDS);
    }

    static Settings settings(Shelf.Limits limits, SourceLimits.Rates rates, boolean proxied) {
        return new Settings(
                Optional.of(new Settings.Address("127.0.0.1", 0)), proxied, limits, rates, 64, 1_000, VISIT);
    }

    static Running on(Path home) throws Exception {
        return new Running(home, settings(LIMITS, ANY_RATE, false));
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends this, and takes what comes until the service closes. */
    Response raw(byte[]... request) throws IOException {
        try (var socket = connect()) {
            for (var part : request) socket.getOutputStream().write(part);
            return rest(socket);
        }
    }

    static Response rest(Socket socket) throws IOException {
        var all = socket.getInputStream().readAllBytes();
        var text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end < 0
                ? new Response(text, new byte[0])
                : new Response(text.substring(0, end), Arrays.copyOfRange(all, end + 4, all.length));
    }

    Response put(String tag, String slot, byte[] sealed, String... fields) throws IOException {
        var more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return raw(
                ascii("PUT /rendezvous/1/" + tag + "/" + slot + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                        + sealed.length + "\r\n" + more + "\r\n"),
                sealed);
    }

    Response get(String path) throws IOException {
        return raw(ascii("GET /rendezvous/1" + path + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String hex(long number) {
        return String.format("%032x", number);
    }

    @Override
    public void close() {
        service.close();
    }
}
