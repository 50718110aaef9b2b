package org.osier.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The archive in a Karaf that reaches no repository, with what is in etc/ as it is shipped. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ArchiveIT {
    private static final String ARCHIVE = "deploy/osier.kar";
    private static final List<String> PIDS = List.of(
            "core", "discovery.seeds", "discovery.multicast", "dispatcher", "transport.tcp", "transport.websocket");

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    @Configuration
    public Option[] configuration() throws Exception {
        return Karaf.options("");
    }

    @Test
    public void theArchiveIsAllThatANodeNeeds() throws Exception {
        var console = new Console(sessions);
        var karafs = bundles();

        try (var watch = new BundleWatch(context, bundle -> karafs.contains(bundle.getSymbolicName()))) {
            deploy();
            Until.so("commands", () -> console.has("osier", "status"));
            Until.so("a node", () -> console.run("osier:status").contains("  node "));
            // Karaf adds lines of its own, and empties a file before it writes it again.
            for (var pid : PIDS) {
                Until.so(
                        pid + " as shipped",
                        () -> Files.readString(etc(pid)).startsWith(Files.readString(shipped(pid))));
            }
            assertThat(etc("core")).content().contains("\nlisten = tcp://127.0.0.1:7400\n");
            // That port may be taken on this machine: then the node says so, and runs.
            assertThat(console.run("osier:status")).containsPattern("127.0.0.1:7400|OSIER-101");

            Files.delete(Karaf.file(ARCHIVE));
            Until.so("everything gone", () -> new Traces(context).found().isEmpty());
            assertThat(watch.disturbed()).isEmpty();
        }
    }

    private static void deploy() throws Exception {
        var temporary = Karaf.target("archive.tmp");
        var archive = Karaf.target("org.osier.features-" + System.getProperty(Karaf.VERSION) + ".kar");
        Files.copy(archive, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, Karaf.file(ARCHIVE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path etc(String pid) {
        return Karaf.file("etc/org.osier." + pid + ".cfg");
    }

    private static Path shipped(String pid) {
        return Karaf.target("etc/org.osier." + pid + ".cfg");
    }

    private Set<String> bundles() {
        return Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet());
    }
}
