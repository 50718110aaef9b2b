package org.osier.shell.socket;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osier.shell.Shell;
import org.osier.shell.commands.Exit;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the commands to {@code bin/osier} on {@code data/osier.sock} of the node's home, and one more: {@code stop}.
 * Does nothing in a framework that names no home.
 */
@Component(
        service = {},
        immediate = true)
public final class CommandSocket {
    private static final Logger log = LoggerFactory.getLogger(CommandSocket.class);

    private final BundleContext context;
    private final Shell shell;
    private @Nullable CommandServer server;

    /** @param shell runs the commands */
    @Activate
    public CommandSocket(BundleContext context, @Reference Shell shell) {
        this.context = context;
        this.shell = shell;
    }

    @Activate
    void start() {
        var home = context.getProperty("osier.home");
        if (home == null || home.isBlank()) return;
        server = new CommandServer(new SocketFile(Path.of(home)), this::run, CommandServer.REQUEST_TIMEOUT);
        server.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        if (server != null) server.stop();
    }

    private Lines.Outcome run(List<String> words, Out out) {
        if (!words.equals(List.of("stop"))) return new Lines.Outcome(shell.run(words, out));
        out.line("the node stops");
        out.next(Next.say("osier start, or osier run, when you want it again"));
        return new Lines.Outcome(Exit.DONE, () -> new Thread(this::stopFramework, "osier-shell-stop").start());
    }

    /** On a thread of its own: the framework stops this bundle too, and that waits for the threads of the socket. */
    private void stopFramework() {
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            log.error("the framework does not stop", e);
        }
    }
}
