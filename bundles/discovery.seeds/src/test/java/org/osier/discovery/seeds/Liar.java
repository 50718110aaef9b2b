package org.osier.discovery.seeds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A service of rendezvous that does what it likes with each request. Its threads end with it. */
final class Liar implements AutoCloseable {
    /** What becomes of one request. */
    interface Way {
        /** @param line such as {@code GET /... HTTP/1.1} @param body of a PUT */
        void answer(String line, byte[] body, Answering to) throws IOException, InterruptedException;
    }

    /** One connection. */
    final class Answering {
        private final OutputStream out;

        Answering(OutputStream out) {
            this.out = out;
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            written.addAndGet(bytes.length);
        }

        void head(String status, String... fields) throws IOException {
            var more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
            write(("HTTP/1.1 " + status + "\r\n" + more + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        void ok(byte[] body) throws IOException {
            head("200 OK", "Content-Length: " + body.length);
            write(body);
        }

        /** Until the test is over. */
        void never() throws InterruptedException {
            over.await();
        }

        boolean isOver(long ms) throws InterruptedException {
            return over.await(ms, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    final AtomicInteger asked = new AtomicInteger();
    final AtomicLong written = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Way way;

    Liar(Way way) throws IOException {
        this.way = way;
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "liar");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = socket.getInputStream();
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) return;
                head.write(next);
            }
            var text = head.toString(StandardCharsets.US_ASCII);
            var length = text.replaceFirst("(?is).*\r\ncontent-length: *([0-9]+)\r\n.*", "$1");
            var body = length.equals(text) ? new byte[0] : in.readNBytes(Integer.parseInt(length));
            asked.incrementAndGet();
            way.answer(text.substring(0, text.indexOf('\r')), body, new Answering(socket.getOutputStream()));
        } catch (IOException e) {
            // The other end has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
        for (var socket : open) socket.close();
    }
}
