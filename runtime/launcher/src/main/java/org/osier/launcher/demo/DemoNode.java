package org.osier.launcher.demo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One node of the demo, a process of its own. For one thread, but for {@link #stop}. */
final class DemoNode {
    /** Two ways to each node, so that there is something to move to; any port of each. */
    /** Ten seconds, until it listens. */
    private static final int LOOKS = 100;

    private static final int LOOK_MS = 100;

    private static final String LISTEN = "tcp://127.0.0.1:0,ws://127.0.0.1:0/mesh";

    /** What bin/osier ends with when no node is running. */
    private static final int NO_NODE = 4;

    private static final int STOP_AGAIN = 20;
    private static final long STOP_PAUSE_MS = 100;

    private final Osier osier;
    private final String name;
    private final Path home;
    private volatile boolean begun;
    private volatile boolean started;
    private String id = "";
    private String address = "";

    DemoNode(Osier osier, String name, Path home) {
        this.osier = osier;
        this.name = name;
        this.home = home;
    }

    String name() {
        return name;
    }

    Path home() {
        return home;
    }

    /** 64 hex digits; empty before the start. */
    String id() {
        return id;
    }

    /** Where it listens for tcp; empty before the start. */
    String address() {
        return address;
    }

    /** Returns when it is ready. */
    void start(Path clusterFile) throws IOException, InterruptedException, DemoException {
        var words = new ArrayList<>(List.of("start", "--name", name, "--listen", LISTEN));
        words.addAll(List.of("--cluster", clusterFile.toString()));
        begun = true;
        osier.call(home, words.toArray(String[]::new)).done();
        started = true;
        var status = ask("status").done().json();
        id = Answer.text(status, "id");
        // A transport that gets its configuration a moment after its start begins anew.
        for (int looks = 0; !listens(status) && looks < LOOKS; looks++) {
            Thread.sleep(LOOK_MS);
            status = ask("status").done().json();
        }
        if (address.isEmpty()) throw DemoException.failed(name + " does not listen: " + status.get("notListening"));
    }

    private boolean listens(JsonObject status) {
        for (var one : status.getAsJsonArray("listening"))
            if (one.getAsString().startsWith("tcp:")) address = one.getAsString();
        return !address.isEmpty();
    }

    /** A command for it, answered with a document. */
    Answer ask(String... words) throws IOException, InterruptedException, DemoException {
        var line = new ArrayList<>(Arrays.asList(words));
        line.add("--json");
        return osier.call(home, line.toArray(String[]::new));
    }

    /** What it knows of {@code peer}. */
    JsonObject peer(DemoNode peer) throws IOException, InterruptedException, DemoException {
        return ask("peer", peer.id).done().json();
    }

    /** Puts a jar into a watched folder, or another one in its place, so that nobody ever sees half of it. */
    void drop(Path jar, String folder, String as) throws IOException {
        var temporary = home.resolve("data").resolve(as + ".tmp");
        Files.copy(jar, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                temporary,
                home.resolve(folder).resolve(as),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends its process, if there is one. Another thread than that of the start may call it. */
    void stop() throws IOException, InterruptedException, DemoException {
        if (!begun) return;
        var answer = osier.call(home, "stop");
        // When the start was interrupted, there may be a process that has not said so yet.
        for (int again = 0; again < STOP_AGAIN && answer.code() == NO_NODE && !started; again++) {
            Thread.sleep(STOP_PAUSE_MS);
            answer = osier.call(home, "stop");
        }
        if (answer.code() != NO_NODE) answer.done();
        begun = false;
    }
}
