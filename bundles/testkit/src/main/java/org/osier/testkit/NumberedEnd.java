package org.osier.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/** One end of a simulated connection: sends numbers in messages of 1,000 bytes, and keeps what it hears. One thread. */
public final class NumberedEnd implements Receiver {
    /** The numbers that came. */
    public final List<Integer> got = new ArrayList<>();

    /** The causes of its ends; there should be one. */
    public final List<@Nullable TransportException> ends = new ArrayList<>();

    /** How often it was told that it may send again. */
    public int writable;

    /** Null until it is opened. */
    public @Nullable Connection connection;

    @Override
    public void opened(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean message(ByteBuffer message) {
        return got.add(message.getInt(0));
    }

    @Override
    public void writable() {
        writable++;
    }

    @Override
    public void closed(@Nullable TransportException cause) {
        ends.add(cause);
    }

    public boolean isOpen() {
        return connection != null && ends.isEmpty();
    }

    /** As {@link Connection#send}. */
    public boolean send(int number) {
        return connection.send(ByteBuffer.allocate(1_000).putInt(0, number));
    }
}
