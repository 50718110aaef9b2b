package org.osier.transport.websocket;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dial makes of HTTP that is no upgrade. */
@Timeout(30)
class HttpAnswerTest extends WebSocketFixture {
    @ParameterizedTest
    @CsvSource({
        "404 Not Found, PROTOCOL",
        "200 OK, PROTOCOL",
        "301 Moved, PROTOCOL",
        "401 Unauthorized, PROTOCOL",
        "502 Bad Gateway, REFUSED",
        "503 Service Unavailable, REFUSED",
        "504 Gateway Timeout, REFUSED",
    })
    void theStatusSaysWhetherToTryAgainSoon(String status, String kind) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var dialled = dial(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/mesh"));
            try (var client = server.accept()) {
                answer(client, "HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1/\r\nContent-Length: 2\r\n\r\nno");
                awaitEnd(dialled, kind);
            }
        }
    }

    private static void answer(Socket client, String text) throws Exception {
        client.setSoTimeout(10_000);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0)
            head.append((char) client.getInputStream().read());
        client.getOutputStream().write(text.getBytes());
    }
}
