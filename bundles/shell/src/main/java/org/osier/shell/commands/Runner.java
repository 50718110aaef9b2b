package org.osier.shell.commands;

import java.util.List;
import java.util.stream.Collectors;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the command, runs it, writes its failure. What both adapters call. Thread-safe. */
public final class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    private final NodeView node;
    private final List<Command> commands;

    /** @param node what commands see */
    public Runner(NodeView node) {
        this.node = node;
        this.commands = Commands.all();
    }

    /** Names of all commands. */
    public List<String> names() {
        return commands.stream().map(c -> c.synopsis().name()).toList();
    }

    /**
     * Runs on the caller's thread, which may block as long as the command wants; an interrupt ends it.
     *
     * @param words the name of the command and what follows; none means help
     * @param out gets one whole screen or document, then is flushed
     */
    public Exit run(List<String> words, Out out) {
        try {
            return find(words, out);
        } catch (Failure e) {
            e.print(out, words.contains(Option.JSON.name()));
            return e.exit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FAILED;
        } finally {
            out.flush();
        }
    }

    private Exit find(List<String> words, Out out) throws Failure, InterruptedException {
        if (words.isEmpty()) return run(command("help"), List.of(), out);
        var command = command(words.get(0));
        // What people type; and what the help of Karaf calls, to show us among its own.
        return words.subList(1, words.size()).equals(List.of("--help"))
                ? run(command("help"), words.subList(0, 1), out)
                : run(command, words.subList(1, words.size()), out);
    }

    private Exit run(Command command, List<String> words, Out out) throws Failure, InterruptedException {
        var call = new Call(Args.parse(command.synopsis(), words), out, node);
        return call.args().has(Option.WATCH.name()) ? Watch.run(call, c -> once(command, c)) : once(command, call);
    }

    private Exit once(Command command, Call call) throws Failure, InterruptedException {
        try {
            return command.run(call);
        } catch (RuntimeException e) {
            // A node that goes away under a command may fail in any way: that is no bug.
            if (node.mesh().get().isEmpty()) throw Call.restarting();
            log.error("command {} failed", command.synopsis().name(), e);
            throw Failure.plain(
                    "the command " + command.synopsis().name() + " failed: this is a fault in Osier.",
                    new Next("logs --level ERROR", "for the details"));
        }
    }

    private Command command(String name) throws Failure {
        return commands.stream()
                .filter(c -> c.synopsis().name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.wrongUse(
                                "there is no command " + name + ".", new Next("help", "for all commands"))
                        .with(similar(name)));
    }

    private String similar(String name) {
        var similar = names().stream()
                .filter(n -> !name.isEmpty() && n.charAt(0) == name.charAt(0))
                .collect(Collectors.joining(", "));
        return similar.isEmpty() ? "" : "similar: " + similar;
    }
}
