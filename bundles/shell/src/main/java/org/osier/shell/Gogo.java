package org.osier.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Questions;
import org.osier.shell.screen.Terminal;

/**
 * The commands as Gogo functions of scope {@code osier}, in Felix and in Karaf. Gogo calls methods of plain services by
 * reflection, so nothing of it is imported. Thread-safe.
 */
@Component(
        service = Gogo.class,
        property = {
            "osgi.command.scope=osier",
            "osgi.command.function=status",
            "osgi.command.function=peers",
            "osgi.command.function=peer",
            "osgi.command.function=ping",
            "osgi.command.function=send",
            "osgi.command.function=request",
            "osgi.command.function=invite",
            "osgi.command.function=join",
            "osgi.command.function=pair",
            "osgi.command.function=pending",
            "osgi.command.function=accept",
            "osgi.command.function=reject",
            "osgi.command.function=connect",
            "osgi.command.function=intents",
            "osgi.command.function=transports",
            "osgi.command.function=discoveries",
            "osgi.command.function=bench",
            "osgi.command.function=identity",
            "osgi.command.function=doctor",
            "osgi.command.function=events",
            "osgi.command.function=logs",
            "osgi.command.function=cluster",
            "osgi.command.function=revoke",
            "osgi.command.function=help"
        })
public final class Gogo {
    /** What a command writes, Gogo shows when the command ends, whoever flushes: its channels know no flush. */
    private static final PrintStream SCREEN =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, Charset.defaultCharset());

    private static final Set<String> GO_ON = Set.of("pair", "accept", "join", "cluster", "revoke");

    private static final String PREFIX = "osier:";

    private final Shell shell;
    private final boolean terminal;
    private final boolean colour;

    /** @param shell runs the commands */
    @Activate
    public Gogo(BundleContext context, @Reference Shell shell) {
        this.shell = shell;
        // A session does not tell what it ends on: only where the process's own terminal is the one session, as
        // bin/osier run starts it, can we know. An SSH session of Karaf gets no colours.
        this.terminal = Boolean.parseBoolean(context.getProperty("osier.console")) && Terminal.isPresent();
        this.colour = terminal && Terminal.wantsColours();
    }

    /**
     * What Gogo calls for each of our functions ({@code Reflective.MAIN}). Returns nothing, as Gogo would print that.
     *
     * @param words the name of the function and what follows; Gogo gives null for an argument that reads "null"
     */
    public void _main(String[] words) {
        // Gogo lets System.out lead to the session of the thread that calls: fetched anew each time. Failures go there
        // too: Karaf's bin/client shows nothing of the error stream of a command.
        var stream = terminal && goesOn(words) ? SCREEN : System.out;
        var out = new Out(stream, stream, colour, 0, PREFIX);
        shell.run(
                Stream.of(words).map(w -> Objects.requireNonNullElse(w, "null")).toList(),
                terminal ? out.onTerminal(0).with(Questions.atTerminal(stream)) : out);
    }

    /** Whether it wants to be read while it goes on: then it is not for a pipe. */
    private static boolean goesOn(String[] words) {
        return words.length > 0 && GO_ON.contains(words[0])
                || Stream.of(words)
                        .anyMatch(word -> "--follow".equals(word) || word != null && word.startsWith("--watch"));
    }
}
