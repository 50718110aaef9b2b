package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osier.mesh.Mesh;

/**
 * Goal: no edit in {@code etc/} can hurt a running node: what is good is live within two seconds, what is bad is named
 * and changes nothing, and nobody but the operator writes there. Method: files are edited as an operator does it, and
 * the components are asked what they got.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {
    private static final String CORE = "org.osier.core.cfg";
    private static final String TCP = "org.osier.transport.tcp.cfg";

    /** The promise, from the edit to the component. */
    private static final Duration LIVE = Duration.ofSeconds(2);

    @Inject
    private BundleContext context;

    @Inject
    private Mesh mesh;

    private TwoNodes nodes;
    private Map<Path, String> before;

    @Configuration
    public Option[] configuration() throws Exception {
        return TwoNodes.options("configuration");
    }

    @Before
    public void remember() throws Exception {
        nodes = TwoNodes.in(context);
        Until.so("listens", () -> mesh.self().listening().size() == 1);
        before = etc();
    }

    @After
    public void restore() throws Exception {
        for (var file : before.entrySet()) Files.writeString(file.getKey(), file.getValue());
        Until.so(
                "nothing left to correct",
                () -> mesh.self().configurationProblems().isEmpty());
    }

    @Test
    public void aGoodEditIsLiveWithinTwoSeconds() throws Exception {
        live(
                "name",
                () -> edit(CORE, "name = .*", "name = other"),
                () -> mesh.self().name().equals("other"));
        live(
                "listen",
                () -> edit(CORE, "listen = .*", "listen ="),
                () -> mesh.self().listening().isEmpty());
    }

    @Test
    public void aValueOutOfRangeIsNamedAndTheLastGoodOneStays() throws Exception {
        edit(CORE, "maxConnections = .*", "maxConnections = 70");
        Until.so(
                "good edit", () -> effective("org.osier.core", "maxConnections").equals("70"));

        problem(
                CORE,
                "maxConnections = .*",
                "maxConnections = 1000000",
                "OSIER-201 etc/org.osier.core.cfg: "
                        + "maxConnections = 1000000, expected a whole number, 2 to 100000; 70 stays");
        assertThat(effective("org.osier.core", "maxConnections")).isEqualTo("70");

        problem(
                CORE,
                "maxConnections = .*",
                "maxConnections = many",
                "OSIER-201 etc/org.osier.core.cfg: "
                        + "maxConnections = many, expected a whole number, 2 to 100000; 70 stays");
        assertThat(effective("org.osier.core", "maxConnections")).isEqualTo("70");

        edit(CORE, "maxConnections = .*", "maxConnections = 80");
        Until.so("corrected", () -> mesh.self().configurationProblems().isEmpty());
        assertThat(effective("org.osier.core", "maxConnections")).isEqualTo("80");
    }

    @Test
    public void anUnknownKeyIsNamedWithTheOneThatWasMeant() throws Exception {
        problem(
                CORE,
                "maxUnproved = ",
                "maxUnprooved = ",
                "OSIER-202 etc/org.osier.core.cfg: "
                        + "maxUnprooved is no key of org.osier.core, did you mean maxUnproved?; it has no effect");
    }

    @Test
    public void anAddressThatIsNoneClosesNoListener() throws Exception {
        var listening = mesh.self().listening();

        problem(
                CORE,
                "listen = .*",
                "listen = 7400",
                "OSIER-201 etc/org.osier.core.cfg: "
                        + "listen has addresses like tcp://host:7400, got '7400'; tcp://127.0.0.1:0 stays");

        assertThat(mesh.self().listening()).isEqualTo(listening).hasSize(1);
    }

    @Test
    public void aBadEditOfATransportLeavesItListening() throws Exception {
        problem(
                TCP,
                "threads = .*",
                "threads = 65",
                "OSIER-201 etc/org.osier.transport.tcp.cfg: "
                        + "threads = 65, expected a whole number, 0 to 64; 0 stays");

        Until.so("listens", () -> mesh.self().listening().size() == 1);
    }

    @Test
    public void everyProblemIsInTheLogOnceAndItsEndToo() throws Exception {
        var line = "OSIER-201 etc/org.osier.core.cfg: role = boss, expected controller, worker or dual; dual stays";
        problem(CORE, "role = .*", "role = boss", line);
        edit(CORE, "maxConnections = .*", "maxConnections = 90");
        Until.so(
                "another edit",
                () -> effective("org.osier.core", "maxConnections").equals("90"));
        edit(CORE, "role = .*", "role = worker");
        Until.so("corrected", () -> log("INFO", "etc/org.osier.core.cfg: corrected, every value counts") > 0);

        assertThat(log("WARN", line)).isEqualTo(1);
    }

    /** Core may be updated while a file is bad: what counted goes on counting. */
    @Test
    public void aRestartOfCoreKeepsTheLastGoodValue() throws Exception {
        edit(CORE, "name = .*", "name = kept");
        Until.so("good edit", () -> mesh.self().name().equals("kept"));
        problem(
                CORE,
                "name = .*",
                "name = b@d",
                "OSIER-201 etc/org.osier.core.cfg: "
                        + "name is 1 to 64 letters, digits, -, _ or inner spaces, got 'b@d'; kept stays");
        var core = Installed.bundle(context, "org.osier.core");

        core.stop(Bundle.STOP_TRANSIENT);
        core.start(Bundle.START_TRANSIENT);

        Until.so("core", () -> context.getServiceReference(Mesh.class) != null);
        var again = context.getService(context.getServiceReference(Mesh.class)).self();
        assertThat(again.name()).isEqualTo("kept");
        assertThat(again.configurationProblems()).hasSize(1);
        edit(CORE, "name = .*", "name = fine");
        mesh = context.getService(context.getServiceReference(Mesh.class));
        Until.so("good edit", () -> mesh.self().name().equals("fine"));
    }

    /** What a component got while nobody judged is judged when core returns, and given again. */
    @Test
    public void whatWasConfiguredWithoutCoreIsCorrectedWhenItComes() throws Exception {
        var core = Installed.bundle(context, "org.osier.core");
        core.stop(Bundle.STOP_TRANSIENT);
        edit(TCP, "threads = .*", "threads = 65");
        Until.so(
                "bad value",
                () -> effective("org.osier.transport.tcp", "threads").equals("65"));

        core.start(Bundle.START_TRANSIENT);

        Until.so("core", () -> context.getServiceReference(Mesh.class) != null);
        mesh = context.getService(context.getServiceReference(Mesh.class));
        Until.so("listens", () -> mesh.self().listening().size() == 1);
        assertThat(effective("org.osier.transport.tcp", "threads")).isEqualTo("0");
        assertThat(mesh.self().configurationProblems()).hasSize(1);
    }

    /** Goal: a stranger's bundle is guarded too if its PID begins as ours do, and left alone if not. */
    @Test
    public void bundlesOfOthersAreGuardedByTheirOwnMetatype() throws Exception {
        var stranger = context.installBundle("stranger", stranger());
        try {
            var bad = new Hashtable<String, Object>(Map.of("size", "99", "sise", "1"));
            var admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
            var one = admin.getConfiguration("org.osier.stranger", "?");
            var instance = admin.createFactoryConfiguration("org.osier.stranger.many", "?");
            var foreign = admin.getConfiguration("com.example.stranger", "?");
            try {
                for (var configuration : List.of(one, instance, foreign)) configuration.update(bad);

                assertThat(effective(one, "size")).isEqualTo("5");
                assertThat(effective(instance, "size")).isEqualTo("5");
                assertThat(effective(foreign, "size")).isEqualTo("99");
                assertThat(mesh.self().configurationProblems())
                        .hasSize(4)
                        .contains(
                                "OSIER-201 org.osier.stranger: size = 99, expected a whole number, 1 to 9; the default counts, 5",
                                "OSIER-202 org.osier.stranger: sise is no key of org.osier.stranger, did you mean size?; it has no effect");
            } finally {
                for (var configuration : List.of(one, instance, foreign)) configuration.delete();
            }
        } finally {
            stranger.uninstall();
        }
    }

    private static InputStream stranger() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.example.stranger");
        var jar = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(jar, manifest)) {
            out.putNextEntry(new JarEntry("OSGI-INF/metatype/sizes.xml"));
            out.write("""
                    <MetaData xmlns="http://www.osgi.org/xmlns/metatype/v1.2.0">
                      <OCD id="sizes" name="Sizes"><AD id="size" type="Integer" min="1" max="9" default="5"/></OCD>
                      <Designate pid="org.osier.stranger"><Object ocdref="sizes"/></Designate>
                      <Designate factoryPid="org.osier.stranger.many"><Object ocdref="sizes"/></Designate>
                      <Designate pid="com.example.stranger"><Object ocdref="sizes"/></Designate>
                    </MetaData>
                    """.getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    /** Sets a file right or wrong, waits until that is told, and that the node wrote nothing into etc/. */
    private void problem(String file, String key, String line, String told) throws Exception {
        live(
                told,
                () -> edit(file, key, line),
                () -> mesh.self().configurationProblems().contains(told));
        assertThat(mesh.self().configurationProblems()).containsExactly(told);
    }

    private void live(String what, Edit edit, Callable<Boolean> counts) throws Exception {
        edit.make();
        var edited = etc();
        long begun = System.nanoTime();
        Until.so(what, counts);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(LIVE);
        assertThat(etc()).as("etc/").isEqualTo(edited);
    }

    private interface Edit {
        void make() throws IOException;
    }

    private void edit(String file, String key, String line) throws IOException {
        nodes.edit(TwoNodes.INSIDE, file, key, line);
    }

    private Map<Path, String> etc() throws IOException {
        var files = new TreeMap<Path, String>();
        try (var list = Files.list(nodes.file(TwoNodes.INSIDE, "etc", CORE).getParent())) {
            for (var file : list.toList()) files.put(file, Files.readString(file));
        }
        return files;
    }

    /** What a component gets for a key. */
    private String effective(String pid, String key) throws IOException {
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        return effective(context.getService(reference).getConfiguration(pid, "?"), key);
    }

    private String effective(org.osgi.service.cm.Configuration configuration, String key) {
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        return String.valueOf(configuration.getProcessedProperties(reference).get(key));
    }

    private long log(String level, String text) throws IOException {
        try (var lines = Files.lines(nodes.file(TwoNodes.INSIDE, "data/log", "osier.log"))) {
            return lines.filter(line -> line.contains(" " + level) && line.endsWith(text))
                    .count();
        }
    }
}
