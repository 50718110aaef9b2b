package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Nodes as processes of the distribution, for one test: whatever becomes of it, none is left. */
final class Nodes implements AutoCloseable {
    private static final String CORE = "etc/org.osier.core.cfg";

    private final Path folder;
    private final Path java;
    private final List<ProcessHandle> begun = new ArrayList<>();

    /** @param test names the folder of the homes; @param java what they run on */
    Nodes(String test, Path java) throws IOException {
        this.folder = Homes.fresh(test);
        this.java = java;
    }

    Path folder() {
        return folder;
    }

    /** The command line for a node of this name; nothing is started yet. */
    CommandLine at(String name) {
        return new CommandLine(folder.resolve(name), java);
    }

    /** Prepares the home of a node that is deaf and silent to multicast: it is found by what is tried, or not at all. */
    void withoutMulticast(String name) throws IOException {
        var etc = Files.createDirectories(at(name).home().resolve("etc"));
        Files.copy(Assembled.FOLDER.resolve(CORE), at(name).home().resolve(CORE)); // by it a home is known
        Files.writeString(etc.resolve("org.osier.discovery.multicast.cfg"), "groups =\n");
    }

    /** Starts it in the background, and waits until it listens. */
    CommandLine start(String name, String... more) throws Exception {
        var node = at(name);
        var answer = begin(node, more);
        if (answer.code() != 0) throw new AssertionError(answer);
        return node;
    }

    /** Starts it in the background. @return what that printed, and how it ended */
    CommandLine.Answer begin(CommandLine node, String... more) throws Exception {
        var words = new ArrayList<>(
                List.of("start", "--name", node.home().getFileName().toString()));
        words.addAll(List.of(more));
        try {
            return node.call(words.toArray(String[]::new));
        } finally {
            process(node).ifPresent(begun::add);
        }
    }

    /** Begins it in the foreground. @param console gets what it prints */
    Process run(CommandLine node, Path console, String... more) throws IOException {
        var words = new ArrayList<>(List.of("run", "--headless"));
        words.addAll(List.of(more));
        var process = node.begin(console, words.toArray(String[]::new));
        begun.add(process.toHandle());
        return process;
    }

    /** The process that says that it is the node of this home. */
    Optional<ProcessHandle> process(CommandLine node) throws IOException {
        var file = node.home().resolve("data/launcher.pid");
        if (!Files.exists(file)) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
    }

    /** The first address that it listens on. */
    static String address(CommandLine node) throws Exception {
        return node.ask("status").getAsJsonArray("listening").get(0).getAsString();
    }

    /** All that it has logged. */
    static String log(CommandLine node) throws IOException {
        return Files.readString(node.home().resolve("data/log/osier.log"));
    }

    /** Ends them as a power cut does. */
    @Override
    public void close() {
        for (var process : begun) {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
