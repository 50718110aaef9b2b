package org.osier.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that writes WebSocket by hand (RFC 6455), and so can write it wrong. */
final class RawPeer implements Closeable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** @param payload without mask */
    record Frame(int opcode, boolean fin, byte[] payload) {
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer upgraded(int port) throws IOException {
        var peer = new RawPeer(port);
        var answer = peer.request("GET /mesh HTTP/1.1", "Sec-WebSocket-Protocol: osier.1");
        if (!answer.startsWith("HTTP/1.1 101 ")) throw new AssertionError(answer);
        return peer;
    }

    /** A request for an upgrade, as far as {@code line} and {@code fields} do not say otherwise. @return the head of the answer */
    String request(String line, String... fields) throws IOException {
        return raw(line + "\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("\r\n", fields) + "\r\n\r\n");
    }

    String raw(String request) throws IOException {
        write(request.getBytes(StandardCharsets.ISO_8859_1));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) break;
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void frame(int opcode, boolean fin, byte[] payload) throws IOException {
        write(frame(opcode, fin, true, payload));
    }

    static byte[] frame(int opcode, boolean fin, boolean masked, byte[] payload) {
        var frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) ((fin ? 0x80 : 0) | opcode));
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) frame.put((byte) (mask | payload.length));
        else if (payload.length < 65_536) frame.put((byte) (mask | 126)).putShort((short) payload.length);
        else frame.put((byte) (mask | 127)).putLong(payload.length);
        byte[] key = {1, 2, 3, 4};
        if (masked) frame.put(key);
        for (int i = 0; i < payload.length; i++) frame.put(masked ? (byte) (payload[i] ^ key[i % 4]) : payload[i]);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) length = in.readUnsignedShort();
        var payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 15, (first & 0x80) != 0, payload);
    }

    void timeout(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
    }

    /** @return -1: the other end has closed */
    int readByte() throws IOException {
        return in.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
