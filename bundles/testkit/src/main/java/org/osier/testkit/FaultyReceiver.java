package org.osier.testkit;

import org.osier.transport.Connection;

/** Throws in one of its calls, each time. */
public final class FaultyReceiver extends RecordingReceiver {
    private final String call;

    /** @param call {@code opened}, {@code message} or {@code writable} */
    public FaultyReceiver(Waiting waiting, String call) {
        super(waiting);
        this.call = call;
    }

    private void failIn(String here) {
        if (call.equals(here)) throw new IllegalStateException("thrown by the test in " + here);
    }

    @Override
    protected void onOpened(Connection connection) {
        failIn("opened");
    }

    @Override
    protected void onMessage(Connection connection, byte[] message) {
        failIn("message");
    }

    @Override
    protected void onWritable() {
        failIn("writable");
    }
}
