package org.osier.core.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The scripts of {@code src/test/resources/foreign} and what runs them. Where something is not to be had the tests that
 * want it are skipped, and say so; {@code .ci/run} brings everything.
 */
public final class ForeignPrograms {
    private static final Path SCRIPTS = Path.of("src/test/resources/foreign").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/foreign").toAbsolutePath();
    private static final String NOBLE = "@noble/post-quantum";
    private static final String NOBLE_VERSION = "0.7.1";
    private static final String GO_SOURCES = "/usr/share/gocode";
    /** The system's: libraries of Debian's packages are not there for others. */
    private static final String PYTHON = "/usr/bin/python3";

    /** The first Java with ML-KEM. */
    private static final int KEM_JAVA = 24;

    private ForeignPrograms() {}

    /** A script for dissononce. */
    public static ForeignProcess python(String script, String... words) throws Exception {
        skipUnless(runs(Map.of(), PYTHON, "-c", "import dissononce"), "no python3-dissononce is installed here");
        return start(PYTHON, List.of(words), SCRIPTS.resolve(script).toString());
    }

    /** {@code noise.go}, built with flynn/noise. */
    public static ForeignProcess go(String... words) throws Exception {
        var program = FOLDER.resolve("noise-go");
        boolean there = Files.isDirectory(Path.of(GO_SOURCES, "src/github.com/flynn/noise"));
        skipUnless(there, "no golang-github-flynn-noise-dev is installed here");
        var environment = Map.of(
                "GOPATH",
                GO_SOURCES,
                "GO111MODULE",
                "off",
                "GOCACHE",
                FOLDER.resolve("go").toString());
        var source = SCRIPTS.resolve("noise.go").toString();
        boolean built = runs(environment, "go", "build", "-o", program.toString(), source);
        skipUnless(built, "no go is installed here that builds noise.go");
        return start(program.toString(), List.of(words));
    }

    /** ML-KEM-768 of npm, as a command for others or for {@link #start(List)}. */
    public static List<String> noble() throws Exception {
        var done = FOLDER.resolve("node_modules/" + NOBLE + "/package.json");
        skipUnless(runs(Map.of(), "node", "--version"), "no node is installed here");
        if (!Files.exists(done)) {
            var line = "npm install --ignore-scripts --no-audit --no-fund --no-save --prefix";
            var command = new ArrayList<>(Arrays.asList(line.split(" ")));
            command.addAll(List.of(FOLDER.toString(), NOBLE + "@" + NOBLE_VERSION));
            boolean brought = runs(Map.of(), command.toArray(String[]::new));
            skipUnless(brought && Files.exists(done), "npm brings no " + NOBLE);
        }
        var script = FOLDER.resolve("mlkem.mjs"); // beside what it imports
        Files.write(script, Files.readAllBytes(SCRIPTS.resolve("mlkem.mjs")));
        return List.of("node", script.toString());
    }

    /** ML-KEM-768 of a JDK, as a command. */
    public static List<String> kemOfJdk() throws Exception {
        var java = newerJava();
        skipUnless(java.isPresent(), "no Java " + KEM_JAVA + " or newer beside " + System.getProperty("java.home"));
        return List.of(java.get().toString(), SCRIPTS.resolve("Kem.java").toString());
    }

    private static Optional<Path> newerJava() throws IOException {
        var here = Path.of(System.getProperty("java.home")).toRealPath();
        if (Runtime.version().feature() >= KEM_JAVA) return Optional.of(here.resolve("bin/java"));
        try (var folders = Files.list(here.getParent())) {
            return folders.filter(folder -> version(folder) >= KEM_JAVA)
                    .map(folder -> folder.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static int version(Path java) {
        try {
            return Files.readAllLines(java.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0; // a folder of another kind
        }
    }

    /** Begins a command that one of these gave. */
    public static ForeignProcess start(List<String> command) throws IOException {
        return start(command.get(0), command.subList(1, command.size()));
    }

    private static ForeignProcess start(String program, List<String> words, String... before) throws IOException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(before));
        command.addAll(words);
        return new ForeignProcess(Files.createDirectories(FOLDER), command);
    }

    private static boolean runs(Map<String, String> environment, String... command) throws Exception {
        try {
            Files.createDirectories(FOLDER);
            var builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("install.log").toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void skipUnless(boolean there, String why) {
        if (!there) System.err.println("SKIPPED: " + why);
        Assumptions.assumeTrue(there, why);
    }
}
