package org.osier.transport.emulator;

import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;
import org.osier.transport.emulator.rules.Lane;
import org.osier.transport.emulator.rules.Partition;

/** One connection of the wrapped transport with a bad wire in between: its receiver, and a connection to its owner. */
final class EmulatedConnection implements Connection, Receiver {
    private final EmulatedTransport home;
    private final Setting setting;
    private final Receiver owner;
    private final Runnable settled;
    private final Farewell farewell = new Farewell();

    // Set once, in opened.
    private volatile @Nullable Connection wrapped;
    private volatile @Nullable Outgoing outgoing;
    private volatile @Nullable Incoming incoming;
    private volatile boolean cut;

    /** @param settled called when it stands, and when it has ended: the dial is over */
    EmulatedConnection(EmulatedTransport home, Setting setting, Receiver owner, Runnable settled) {
        this.home = home;
        this.setting = setting;
        this.owner = owner;
        this.settled = settled;
    }

    // --- what the wrapped connection tells

    @Override
    public void opened(Connection connection) {
        boolean stream = fixed().isStream();
        var lane = new Lane(stream, fixed().queueBytes(), setting.chance());
        wrapped = connection;
        outgoing = new Outgoing(setting, lane, connection, this::free);
        incoming = new Incoming(setting, stream, connection, owner, farewell);
        settled.run();
        boolean stays = home.add(this);
        owner.opened(this);
        if (!stays) finish();
        else if (setting.impairments().partition() == Partition.CUT) cut();
    }

    @Override
    public boolean message(ByteBuffer message) {
        var in = incoming;
        return in != null && in.message(message);
    }

    @Override
    public void writable() {
        var out = outgoing;
        if (out != null) out.writable();
    }

    private void free() {
        if (!farewell.enter()) return;
        try {
            owner.writable();
        } finally {
            farewell.leave();
        }
    }

    @Override
    public void closed(@Nullable TransportException cause) {
        var out = outgoing;
        if (out != null) out.ended();
        var why = cut ? new TransportException(Kind.LOST, "the emulated cable is cut", null) : cause;
        var in = incoming;
        if (in == null) end(why);
        else in.closed(() -> end(why));
    }

    private void end(@Nullable TransportException cause) {
        settled.run();
        farewell.say(() -> {
            home.remove(this);
            owner.closed(cause);
        });
    }

    private Fixed fixed() {
        return home.fixed();
    }

    // --- what the owner asks for

    @Override
    public URI local() {
        return fixed().scheme().outer(real().local());
    }

    @Override
    public URI remote() {
        return fixed().scheme().outer(real().remote());
    }

    @Override
    public int maxMessageBytes() {
        return fixed().maxMessageBytes(real().maxMessageBytes());
    }

    @Override
    public boolean send(ByteBuffer message) {
        int length = message.remaining();
        if (length < 1 || length > maxMessageBytes()) {
            throw new IllegalArgumentException("a message has 1 to " + maxMessageBytes() + " bytes, got " + length);
        }
        return sending().send(message);
    }

    @Override
    public void reading(boolean on) {
        receiving().reading(on);
    }

    @Override
    public void close() {
        sending().close();
        receiving().close();
    }

    // --- what the emulator does

    void changed() {
        if (setting.impairments().partition() == Partition.CUT) {
            cut();
            return;
        }
        sending().changed();
        receiving().changed();
    }

    private void cut() {
        cut = true;
        finish();
    }

    /** Ends without a flush. */
    void finish() {
        receiving().close();
        sending().finish();
    }

    /** The wrapped transport does not say that it has ended, and nobody waits for it any more. */
    void abandon() {
        end(null);
    }

    private Connection real() {
        return present(wrapped);
    }

    private Outgoing sending() {
        return present(outgoing);
    }

    private Incoming receiving() {
        return present(incoming);
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) throw new AssertionError("nobody has it before it is opened");
        return part;
    }

    @Override
    public String toString() {
        return local() + " to " + remote();
    }
}
