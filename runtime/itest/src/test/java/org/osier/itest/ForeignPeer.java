package org.osier.itest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A node of another make, {@code peer.py} beside the tests of core: Noise by dissononce, ML-KEM by noble. */
final class ForeignPeer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("../../bundles/core/src/test/resources/foreign")
            .toAbsolutePath()
            .normalize();
    private static final String PYTHON = "/usr/bin/python3";
    private static final String NOBLE = "@noble/post-quantum@0.7.1";

    private final Process process;
    private final Path said;

    /** @param plan as peer.py wants it; the KEM is added */
    ForeignPeer(Path folder, String role, JsonObject plan) throws Exception {
        plan.add("kem", kem());
        var file = Files.createTempFile(folder, "foreign-" + role, ".json");
        Files.writeString(file, plan.toString());
        said = Path.of(file.toString().replace(".json", ".said"));
        process = new ProcessBuilder(PYTHON, SCRIPTS.resolve("peer.py").toString(), role, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** The test is skipped, and says so, where Python, Node or a package of theirs is missing. */
    static void install() throws Exception {
        var dissononce = Program.of(PYTHON, "-c", "import dissononce");
        skipUnless(Files.isExecutable(Path.of(PYTHON)) && dissononce.call().code() == 0, "no python3-dissononce");
        Program.installed("node");
        var npm = Program.installed("npm");
        var folder = Homes.of("foreign");
        if (Files.exists(folder.resolve("node_modules/@noble/post-quantum/package.json"))) return;
        Files.createDirectories(folder);
        var options = List.of("install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix");
        var line = new ArrayList<Object>(options);
        line.addAll(List.of(folder, NOBLE));
        skipUnless(npm.call(line.toArray()).code() == 0, "npm brings no " + NOBLE);
    }

    private static void skipUnless(boolean there, String why) {
        if (!there) System.err.println("SKIPPED: " + why);
        Assumptions.assumeTrue(there, why);
    }

    private static JsonArray kem() throws IOException {
        var script = Homes.of("foreign").resolve("mlkem.mjs"); // beside what it imports
        Files.write(script, Files.readAllBytes(SCRIPTS.resolve("mlkem.mjs")));
        var command = new JsonArray();
        command.add("node");
        command.add(script.toString());
        return command;
    }

    /** Waits for a line that begins so. @return the rest of it */
    String says(String word) throws Exception {
        Until.so(word + " of " + said, () -> find(word).isPresent() || !process.isAlive());
        var rest = find(word);
        if (rest.isEmpty()) throw new AssertionError("it said no " + word + " but:\n" + text());
        return rest.get();
    }

    private Optional<String> find(String word) throws IOException {
        return Files.readAllLines(said).stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .findFirst();
    }

    private String text() throws IOException {
        return Files.readString(said);
    }

    /** Lets it say goodbye. */
    void leave() throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        if (!process.waitFor(20, TimeUnit.SECONDS)) throw new AssertionError("does not leave:\n" + text());
        if (process.exitValue() != 0) throw new AssertionError(text());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
