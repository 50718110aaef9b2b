package org.osier.transport.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT alone, and writes down what it is asked for. */
final class ConnectProxy implements Closeable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final boolean allows;

    ConnectProxy(boolean allows) throws IOException {
        this.allows = allows;
        start(() -> {
            while (true) serve(server.accept());
        });
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The end of one of its sockets.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        sockets.add(client);
        start(() -> {
            var head = head(client.getInputStream());
            var line = head.substring(0, head.indexOf('\r'));
            requests.add(line);
            if (!allows || !line.startsWith("CONNECT ")) {
                client.getOutputStream().write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes());
                return;
            }
            var target = line.split(" ")[1].split(":");
            var remote = new Socket(target[0], Integer.parseInt(target[1]));
            sockets.add(remote);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            start(() -> relay(remote, client));
            relay(client, remote);
        });
    }

    private static void relay(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) throw new IOException("ended");
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) socket.close();
    }
}
