package org.osier.shell.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osier.shell.commands.Exit;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;

/**
 * One client: reads its request, runs the command on the same thread, answers, closes. A second thread watches whether
 * the client goes away meanwhile and interrupts the command then.
 */
final class Connection {
    private final SocketChannel channel;
    private final Lines lines;
    private final Executor watchers;
    private final ScheduledExecutorService clock;

    private final Answers answers = new Answers();

    private boolean over; // guarded by this: behind it, nobody may interrupt the thread that served

    /** @param watchers runs the second thread; @param clock closes what is too slow */
    Connection(SocketChannel channel, Lines lines, Executor watchers, ScheduledExecutorService clock) {
        this.channel = channel;
        this.lines = lines;
        this.watchers = watchers;
        this.clock = clock;
    }

    /** Whole life of the connection; closes it. A client that went away or talks nonsense is no event. */
    void serve(long requestTimeoutMs) {
        Runnable afterwards = () -> {};
        try (channel) {
            var request = read(requestTimeoutMs);
            var server = Thread.currentThread();
            watchers.execute(() -> watch(server));
            var frames = new Frames(channel);
            var plain = new Out(frames.out(), frames.err(), request.colour(), request.columns(), "osier ");
            var look = request.terminal() ? plain.onTerminal(request.rows()) : plain;
            var out = request.answers() ? look.with(answers.of(frames)) : look;
            var outcome = lines.run(request.words(), out);
            afterwards = outcome.afterwards(); // before the answer: a client that hangs up now has been obeyed
            out.flush();
            frames.exit(outcome.exit().code());
        } catch (WireRequest.BadRequestException e) {
            // Answered already.
        } catch (IOException e) {
            // The client has gone, or its time is over: there is nobody to tell.
        } catch (RejectedExecutionException e) {
            // The socket is being closed.
        } finally {
            end();
        }
        afterwards.run();
    }

    private WireRequest read(long timeoutMs) throws IOException {
        var tooLate = clock.schedule(this::close, timeoutMs, TimeUnit.MILLISECONDS);
        try {
            return WireRequest.read(new DataInputStream(new BufferedInputStream(new ChannelInput(channel))));
        } catch (WireRequest.BadRequestException e) {
            refuse(channel, e.getMessage(), Exit.WRONG_USE);
            throw e;
        } finally {
            tooLate.cancel(false);
        }
    }

    private synchronized void end() {
        over = true;
        // The watcher may have been quicker than the last frame; what follows is not the client's business.
        Thread.interrupted();
    }

    /** Behind its request a client sends answers alone: whatever else comes, also the end, means that it does not wait. */
    private void watch(Thread server) {
        try {
            var in = new ChannelInput(channel);
            while (answers.take(in)) {}
        } catch (IOException e) {
            // Closed from here, as it is after each answer; or broken, which is an end as well.
        }
        synchronized (this) {
            if (!over) server.interrupt();
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed for us all the same.
        }
    }

    /** Says in one line why there is no answer. */
    static void refuse(SocketChannel channel, String why, Exit exit) throws IOException {
        var frames = new Frames(channel);
        var err = frames.err();
        new Out(err, err, false, 0, "").line(Style.PLAIN, "", why);
        err.flush();
        frames.exit(exit.code());
    }

    /** Reads without the lock that {@code Channels.newInputStream} holds while it waits, and that writers need. */
    private static final class ChannelInput extends InputStream {
        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }
}
