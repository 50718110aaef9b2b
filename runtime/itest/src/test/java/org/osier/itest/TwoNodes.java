package org.osier.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osier.launcher.LaunchPlan;

/**
 * Two nodes of one cluster: {@code inside}, in the framework of the test, and {@code outside}, a process of the
 * distribution that lives as long as the JVM of the tests. Pax Exam asks for {@link #options} outside of the framework
 * and runs the tests inside of it; what they know of the homes travels as a property of the framework.
 */
final class TwoNodes {
    static final String INSIDE = "inside";
    static final String OUTSIDE = "outside";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final String FOLDER = "itest.folder";

    /** Options by test: a test may be discovered more than once before it runs, its nodes are there once. */
    private static final Map<String, Option[]> MADE = new HashMap<>();

    private final Path folder;

    private TwoNodes(Path folder) {
        this.folder = folder;
    }

    /** Those of the framework that {@code context} belongs to. */
    static TwoNodes in(BundleContext context) {
        return new TwoNodes(Path.of(context.getProperty(FOLDER)));
    }

    /** Starts the outside node, and says what Pax Exam has to start. @param test names the folder of the homes */
    static synchronized Option[] options(String test) throws Exception {
        var made = MADE.get(test);
        if (made == null) MADE.put(test, made = insideDials(new TwoNodes(Homes.fresh(test))));
        return made;
    }

    /** The same, but the outside node alone knows where the other is: the inside node dials nobody by itself. */
    static synchronized Option[] optionsDialled(String test) throws Exception {
        var made = MADE.get(test);
        if (made == null) MADE.put(test, made = outsideDials(new TwoNodes(Homes.fresh(test))));
        return made;
    }

    private static Option[] insideDials(TwoNodes nodes) throws Exception {
        var seed = nodes.startOutside();
        return inside(nodes, "--listen", ANY_PORT, "--seed", seed);
    }

    private static Option[] outsideDials(TwoNodes nodes) throws Exception {
        var address = "tcp://127.0.0.1:" + Ports.free();
        nodes.startOutside("--seed", address);
        return inside(nodes, "--listen", address);
    }

    private static Option[] inside(TwoNodes nodes, String... more) throws Exception {
        var words = new ArrayList<>(List.of("--home", nodes.home(INSIDE).toString(), "--name", INSIDE, "--headless"));
        words.addAll(List.of("--cluster", nodes.cluster()));
        words.addAll(List.of(more));
        var plan = LaunchPlan.of(Assembled.FOLDER, words);
        var options = new ArrayList<Option>();
        options.add(junitBundles());
        // Gson for the tests: the nodes' own is for the bundles of Osier alone.
        for (var library : List.of(Assertions.class, ByteBuddy.class, JsonParser.class))
            options.add(bundle(location(library)));
        for (var jar : plan.jars())
            options.add(bundle(jar.file().toUri().toString()).startLevel(jar.startLevel()));
        plan.properties()
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        options.add(frameworkProperty(FOLDER).value(nodes.folder.toString()));
        options.add(frameworkStartLevel(plan.startLevel()));
        return options.toArray(Option[]::new);
    }

    /** @return where it listens */
    private String startOutside(String... more) throws Exception {
        var outside = outside();
        done(outside.call("cluster", "create", cluster()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(outside), "stop-outside"));
        var words = new ArrayList<>(List.of("start", "--name", OUTSIDE, "--listen", ANY_PORT, "--cluster", cluster()));
        words.addAll(List.of(more));
        done(outside.call(words.toArray(String[]::new)));
        return outside.ask("status").getAsJsonArray("listening").get(0).getAsString();
    }

    /** The command line of the outside node. */
    CommandLine outside() {
        return CommandLine.of(home(OUTSIDE));
    }

    /** A file in a home. */
    Path file(String node, String folder, String name) {
        return home(node).resolve(folder).resolve(name);
    }

    /** Puts a jar into a watched folder, or another one in its place. */
    void drop(Path jar, String node, String folder, String as) throws IOException {
        HomeFiles.drop(jar, home(node), folder, as);
    }

    /** Edits a file in {@code etc/}, see {@link HomeFiles#edit}. */
    void edit(String node, String file, String key, String line) throws IOException {
        HomeFiles.edit(home(node), file, key, line);
    }

    /** The folder of a node. */
    Path home(String node) {
        return folder.resolve(node);
    }

    private String cluster() {
        return folder.resolve("cluster.json").toString();
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    private static void done(CommandLine.Answer answer) {
        if (answer.code() != 0) throw new AssertionError(answer);
    }

    private static void stop(CommandLine node) {
        try {
            done(node.call("stop"));
        } catch (IOException e) {
            System.err.println("the outside node is left alone: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
