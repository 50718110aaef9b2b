package org.osier.bench.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.Receiver;

/** Sends to the {@link GroupServer}. One thread. */
public final class GroupClient implements Receiver, AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final byte[] COUNT = new byte[1];

    private final Member member;
    private final Address server;
    private final SynchronousQueue<Long> counts = new SynchronousQueue<>();
    private final byte[] question = new byte[GroupServer.ASK_BYTES];

    // Of the chain under way; touched by one answer after the other.
    private long[] samples = {};
    private int at;
    private int end;
    private long begun;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param key 32 bytes as hex @param port where the server listens */
    public GroupClient(String key, int port) throws Exception {
        var there = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        member = new Member(key, List.of(there), this);
        server = member.first();
    }

    /** Sends, and waits until the other end has counted all. @param bytes of each, 66 or more, or 64 @return nanoseconds */
    long stream(int bytes, int count) throws Exception {
        var payload = new byte[bytes];
        long before = counted();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) member.channel().send(new BytesMessage(server, payload));
        long after = counted();
        long nanos = System.nanoTime() - begin;
        if (after - before != count) throw new IOException("sent " + count + ", counted " + (after - before));
        return nanos;
    }

    private long counted() throws Exception {
        member.channel().send(new BytesMessage(server, COUNT));
        var count = counts.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (count == null) throw new IOException("nothing was counted for " + LIMIT_SECONDS + " s");
        return count;
    }

    /** Writes the nanoseconds of exchanges into {@code samples}, each begun by the end of the one before. */
    void chain(long[] samples, int from, int count) throws Exception {
        this.samples = samples;
        at = from;
        end = from + count;
        done = new CompletableFuture<>();
        ask();
        done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void ask() throws Exception {
        begun = System.nanoTime();
        member.channel().send(new BytesMessage(server, question));
    }

    @Override
    public void receive(Message message) {
        try {
            if (message.getLength() == Long.BYTES) {
                var bytes = ByteBuffer.wrap(message.getArray(), message.getOffset(), Long.BYTES);
                counts.offer(bytes.getLong(), LIMIT_SECONDS, TimeUnit.SECONDS);
                return;
            }
            samples[at++] = System.nanoTime() - begun;
            if (at < end) ask();
            else done.complete(null);
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        member.close();
    }
}
