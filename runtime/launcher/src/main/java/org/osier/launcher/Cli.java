package org.osier.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * {@code osier COMMAND}: hands the arguments to the node that runs in the working directory and prints its answer.
 *
 * <p>The socket is addressed relative to the working directory, because an address may have 107 bytes at most. This
 * class and those it uses stay few and plain: most of the time of a command is the start of this process.
 */
public final class Cli {
    private static final String SOCKET = "data/osier.sock";

    /** What screens are laid out for; on a terminal, bin/osier says how wide it is. */
    private static final int DEFAULT_COLUMNS = 100;

    /** A start takes about a second; a node without its shell bundle never opens the socket. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long PAUSE_MS = 50;

    private Cli() {}

    /** Ends the process with the code that the node answers, 1 when there is no whole answer, 4 when no node runs. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws InterruptedException {
        Request request;
        var answering =
                new Answering(arguments, Boolean.getBoolean("osier.input"), Boolean.getBoolean("osier.terminal"));
        try {
            var look = new Request.Look(
                    Boolean.getBoolean("osier.terminal"),
                    Boolean.getBoolean("osier.colour"),
                    Integer.getInteger("osier.columns", DEFAULT_COLUMNS),
                    Integer.getInteger("osier.rows", 0),
                    answering.isPossible());
            request = Request.of(look, arguments);
        } catch (WrongUseException e) {
            System.err.println("osier: " + e.getMessage());
            return ExitCode.WRONG_USE;
        }
        try (var node = connect()) {
            if (node == null) return noNode();
            return new Exchange(
                            node,
                            new FileOutputStream(FileDescriptor.out),
                            new FileOutputStream(FileDescriptor.err),
                            answering)
                    .run(request);
        } catch (IOException e) {
            System.err.println("osier: the node's answer broke off: " + Causes.of(e));
            return ExitCode.FAILED;
        }
    }

    /** The node, null if there is none. One that has just begun gets time to open its socket. */
    private static SocketChannel connect() throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(SOCKET));
            } catch (IOException e) {
                if (System.nanoTime() - begun > PATIENCE_NANOS || RunningNode.process() == 0) return null;
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private static int noNode() {
        var home = System.getProperty("user.dir");
        var process = RunningNode.process();
        if (process == 0) {
            System.err.println("osier: no node is running in " + home + "   start one: bin/osier run");
            return ExitCode.NO_NODE_RUNNING;
        }
        System.err.println("osier: the node in " + home + ", process " + process + ", takes no commands"
                + "   its log tells whether it still starts or runs without org.osier.shell: " + home + "/data/log/");
        return ExitCode.FAILED;
    }
}
