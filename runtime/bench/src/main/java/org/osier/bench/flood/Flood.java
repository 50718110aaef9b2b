package org.osier.bench.flood;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.osier.core.cluster.Cluster;

/** Connects, says a bogus first message, reads whatever comes until the end, and again, as often as it can. */
public final class Flood {
    private static final int THREADS = 8;
    private static final int REFUSAL_BYTES = 4;
    private static final byte OVERLOADED = 4;

    private final BogusFirst bogus;
    private final InetSocketAddress from;
    private final InetSocketAddress to;
    private final LongAdder said = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** @param from an address of the loopback range: a source of its own */
    public Flood(Cluster cluster, boolean knows, String from, URI to) {
        this.bogus = new BogusFirst(cluster, knows);
        this.from = new InetSocketAddress(from, 0);
        this.to = new InetSocketAddress(to.getHost(), to.getPort());
    }

    /** Goes on for so long. @return first messages said, those refused as overloaded in clear, connections that failed */
    public Map<String, ?> run(int seconds) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < THREADS; i++) work.add(() -> flood(end));
            pool.invokeAll(work);
        } finally {
            pool.shutdownNow();
        }
        return Map.of("said", said.sum(), "shed", shed.sum(), "failed", failed.sum());
    }

    private Void flood(long end) {
        var answer = ByteBuffer.allocateDirect(64);
        while (System.nanoTime() - end < 0) {
            try (var channel = SocketChannel.open()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no port behind that waits
                channel.bind(from).connect(to);
                channel.write(ByteBuffer.wrap(bogus.next()));
                said.increment();
                readToEnd(channel, answer.clear());
            } catch (IOException e) {
                failed.increment();
            }
        }
        return null;
    }

    private void readToEnd(SocketChannel channel, ByteBuffer answer) throws IOException {
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            // What comes is a refusal of two bytes behind its length, or nothing.
        }
        if (answer.position() == REFUSAL_BYTES && answer.get(REFUSAL_BYTES - 1) == OVERLOADED) shed.increment();
    }
}
