package org.osier.itest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Random;

/** A stranger who talks nonsense to a listener: all kinds of it, the same each time for one seed. */
final class Garbage {
    private static final int MAX_BYTES = 2_000;
    private static final int TIMEOUT_MS = 5_000;

    private final InetSocketAddress address;
    private final Random random;

    Garbage(URI address, long seed) {
        this.address = new InetSocketAddress(address.getHost(), address.getPort());
        this.random = new Random(seed);
    }

    /** Connects so many times, one after the other. A connection that is refused or reset is an answer as well. */
    void throwAt(int times) {
        for (int i = 0; i < times; i++) {
            try (var socket = new Socket()) {
                socket.connect(address, TIMEOUT_MS);
                socket.getOutputStream().write(nonsense(i));
            } catch (IOException e) {
                // It closes as soon as it has seen enough.
            }
        }
    }

    private byte[] nonsense(int number) {
        var bytes = new byte[1 + random.nextInt(MAX_BYTES)];
        random.nextBytes(bytes);
        return switch (number % 5) {
            case 0 -> bytes;
            case 1 ->
                ByteBuffer.allocate(2 + bytes.length) // as TOO_LONG, a frame of that length
                        .putShort((short) bytes.length)
                        .put(bytes)
                        .array();
            case 2 ->
                ByteBuffer.allocate(4 + bytes.length)
                        .putInt(bytes.length)
                        .put(bytes)
                        .array();
            case 3 -> "GET / HTTP/1.1\r\nHost: osier\r\n\r\n".getBytes(US_ASCII);
            default -> new byte[0];
        };
    }
}
