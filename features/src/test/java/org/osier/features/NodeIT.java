package org.osier.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
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

/**
 * A node in Karaf, from its installation to its removal. Nothing here refers to a class of Osier: Karaf would refresh the
 * tests together with what they test.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class NodeIT {
    private static final String FEATURE = "osier";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final String CORE = "etc/org.osier.core.cfg";
    private static final Pattern ID = Pattern.compile("\"id\": \"([0-9a-f]{64})\"");
    private static final Pattern LISTENING = Pattern.compile("\"(tcp://127\\.0\\.0\\.1:[0-9]+)\"");

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory sessions;

    private Console console;

    @Configuration
    public Option[] configuration() throws Exception {
        var repository = Karaf.target("repo").toUri() + "@id=osier@snapshots";
        // What is in etc/ before the installation stays.
        return Karaf.options(repository, editConfigurationFilePut(CORE, "listen", ANY_PORT));
    }

    @Before
    public void install() throws Exception {
        console = new Console(sessions);
        features.addRepository(URI.create(repository()));
        if (!installed()) features.installFeature(FEATURE);
        Until.so("listening", () -> LISTENING.matcher(status()).find());
    }

    @Test
    public void aNodeInKarafAsksAndServes() throws Exception {
        var id = find(ID);
        try (var other = OtherNode.join(Karaf.file("osier"), find(LISTENING))) {
            Until.so("link", () -> console.run("osier:ping other -n 1").contains("1 received"));

            drop("hello", other.deploy());
            Until.so(
                    "answer of the other",
                    () -> console.run("osier:request other 0x40 hi").contains("you said: hi"));

            assertThat(other.call("request", id, "0x40", "")).contains("OSIER-301");
            drop("hello", Karaf.file("deploy"));
            Until.so("first answer", () -> other.call("request", id, "0x40", "").contains("hello other"));
            drop("hello2", Karaf.file("deploy"));
            Until.so(
                    "answer of the update",
                    () -> other.call("request", id, "0x40", "").contains("hello again, other"));
            Files.delete(Karaf.file("deploy/handler.jar"));
            Until.so("no handler", () -> other.call("request", id, "0x40", "").contains("OSIER-301"));
        }
    }

    @Test
    public void aNodeInKarafIsReachedOverWebSocketToo() throws Exception {
        var before = Files.readString(Karaf.file(CORE));
        // Karaf may configure a transport anew just after its installation: the port must stay the same.
        var address = "wss://127.0.0.1:" + freePort() + "/mesh";
        try {
            edit(before + "\nlisten = " + ANY_PORT + "," + address + "\n");
            Until.so("listening", () -> status().contains('"' + address + '"'));
            try (var other = OtherNode.join(Karaf.file("osier"), address)) {
                Until.so("link", () -> other.call("peers").contains("wss 127.0.0.1:"));
                Until.so("answer", () -> console.run("osier:ping other -n 1").contains("1 received"));
            }
        } finally {
            edit(before);
        }
        Until.so("as before", () -> !status().contains('"' + address + '"'));
    }

    /** Goal: Karaf's own way to update a bundle loses no message, and neither does what is installed meanwhile. */
    @Test
    public void messagesFlowWhileBundlesAreUpdatedAndAFeatureIsInstalled() throws Exception {
        var id = find(ID);
        features.addRepository(Karaf.target("feature/unrelated.xml").toUri());
        try (var other = OtherNode.join(Karaf.file("osier"), find(LISTENING))) {
            for (var folder : List.of(other.deploy(), Karaf.file("deploy"))) drop("traffic", folder);
            for (var node : List.of("self", id))
                Until.so(
                        "traffic on " + node,
                        () -> other.call("request", node, "0x52", "1").contains("\"delivered\""));
            other.call("request", "self", "0x50", "run=1 count=1000000 rate=2000 size=256 mode=background to=" + id);

            update("org.osier.transport.tcp");
            awaitMore(other, id);
            features.installFeature("unrelated");
            awaitMore(other, id);
            update("org.osier.dispatcher");
            awaitMore(other, id);
            features.uninstallFeature("unrelated");

            other.call("request", "self", "0x53", "1 enough");
            Until.so("the end", () -> other.call("request", "self", "0x53", "1").contains("\"done\":true"));
            var sent = other.call("request", "self", "0x53", "1");
            var arrived = other.call("request", id, "0x52", "1");
            assertThat(sent).contains("\"failed\":{},\"unfinished\":0");
            assertThat(arrived).contains("\"lost\":0,\"doubled\":0,\"disordered\":0");
            assertThat(number("delivered", arrived)).as(arrived).isEqualTo(number("sent", sent));
        } finally {
            Files.deleteIfExists(Karaf.file("deploy/handler.jar"));
            remove(); // the next test gets what is shipped
        }
    }

    private void update(String name) throws Exception {
        var bundle = Arrays.stream(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        var order = "bundle:update " + bundle.getBundleId() + " "
                + OtherBuild.of(name).toUri();
        Console.client(List.of(order)); // the command asks for a role, which only who has logged in has
        assertThat(bundle.getVersion()).hasToString(OtherBuild.VERSION);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    }

    private static void awaitMore(OtherNode other, String id) throws Exception {
        long before = number("delivered", other.call("request", id, "0x52", "1"));
        Until.so("more messages", () -> number("delivered", other.call("request", id, "0x52", "1")) > before + 1_000);
    }

    /** What a JSON document says under a key; -1: nothing. */
    private static long number(String key, String document) {
        var matcher = Pattern.compile("\"" + key + "\":([0-9]+)").matcher(document);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    @Test
    public void commandsCompleteAndTellTheirHelp() throws Exception {
        var names = sessions.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals(FEATURE))
                .map(command -> command.getName())
                .toList();
        assertThat(names).contains("status", "peers", "peer", "ping", "send", "request", "connect", "intents", "help");

        var list = console.run("osier:help");
        for (var name : names) {
            assertThat(list).contains("  " + name + " ");
            var help = console.run("osier:help " + name);
            assertThat(help).startsWith(name).contains("--json");
            assertThat(console.run("osier:" + name + " --help")).isEqualTo(help);
        }
        var help = console.run("osier:help ping");
        assertThat(console.run("help osier:ping")).contains(help.lines().toList());
        assertThat(console.run("osier:ping nobody")).startsWith("no node is called nobody.");
    }

    @Test
    public void anEditIsLiveAndAWrongOneIsRefused() throws Exception {
        var before = Files.readString(Karaf.file(CORE));
        try {
            edit(before + "\nname = gardener\n");
            Until.so("new name", () -> status().contains("\"gardener\""));

            edit(before + "\nname = gardener\nrole = king\n");
            Until.so("refused", () -> console.run("osier:status").contains("OSIER-201"));
            assertThat(status()).contains("\"gardener\"");
        } finally {
            edit(before);
        }
        // Karaf writes what it has just taken back to the file: an edit in that moment is lost, and made again.
        Until.so("old name", () -> {
            if (Files.readString(Karaf.file(CORE)).contains("king")) edit(before);
            return !console.run("osier:status").contains("OSIER-201") && !status().contains("\"gardener\"");
        });
    }

    /** Goal: neither side disturbs the other. Method: the libraries that we use, and a package that one imports if it is there. */
    @Test
    public void whatOthersInstallStopsNothingOfOurs() throws Exception {
        var started = console.run("osier:status --json").replaceAll("(?s).*\"started\": \"([^\"]*)\".*", "$1");
        features.addRepository(Karaf.target("feature/unrelated.xml").toUri());
        try (var watch = new BundleWatch(context, Traces::isOurs)) {
            features.installFeature("unrelated");
            assertThat(installedBundles()).contains("com.google.gson", "io.netty.common", "org.eclipse.jetty.util");
            features.uninstallFeature("unrelated");
            assertThat(watch.disturbed()).isEmpty();
        }
        assertThat(status()).contains(started);
    }

    @Test
    public void aSessionInstallsAndKeepsOnAndTheRemovalLeavesNothing() throws Exception {
        var id = find(ID);
        remove();
        Until.so("everything gone", () -> new Traces(context).found().isEmpty());
        var sockets = Traces.listening();
        var others = installedBundles();

        try (var watch = new BundleWatch(context, bundle -> others.contains(bundle.getSymbolicName()))) {
            var printed = Console.client(List.of("feature:install " + FEATURE, "osier:status"));

            assertThat(printed.get(1)).contains("  node ").contains("  next: osier:");
            assertThat(watch.disturbed()).isEmpty();
        }
        Until.so("listening", () -> LISTENING.matcher(status()).find());
        assertThat(find(ID)).isEqualTo(id);
        assertThat(Traces.listening()).hasSize(sockets.size() + 1);

        try (var watch = new BundleWatch(context, bundle -> others.contains(bundle.getSymbolicName()))) {
            remove();
            Until.so("everything gone", () -> new Traces(context).found().isEmpty());
            assertThat(Traces.listening()).isEqualTo(sockets);
            assertThat(watch.disturbed()).isEmpty();
        }
        assertThat(Karaf.file(CORE)).content().contains("listen");
        assertThat(Karaf.file("osier/data/identity")).isDirectory();
    }

    /** Goal: the page shows what the console shows. Method: each of its commands is called, on a node that never was before. */
    @Test
    public void thePageShowsWhatTheConsoleShows() throws Exception {
        remove();
        Until.so("everything gone", () -> new Traces(context).found().isEmpty());
        Folders.delete(Karaf.file("osier"));

        var transcripts = Page.transcripts(Karaf.target("../README.md"));
        assertThat(transcripts).isNotEmpty();
        var printed = Console.client(
                transcripts.stream().map(Page.Transcript::command).toList());
        for (int i = 0; i < printed.size(); i++) {
            var shown = transcripts.get(i);
            assertThat(shown.isLike(printed.get(i)))
                    .as(
                            "%s prints%n%s%n--- the page shows%n%s",
                            shown.command(), printed.get(i), String.join("\n", shown.output()))
                    .isTrue();
        }
    }

    private static String repository() {
        return "mvn:org.osier/org.osier.features/" + System.getProperty(Karaf.VERSION) + "/xml/features";
    }

    private boolean installed() throws Exception {
        return features.isInstalled(features.getFeature(FEATURE));
    }

    private void remove() throws Exception {
        features.uninstallFeatures(Set.of(FEATURE), EnumSet.noneOf(FeaturesService.Option.class));
    }

    private Set<String> installedBundles() {
        var names = new HashSet<String>();
        Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).forEach(names::add);
        return names;
    }

    private String status() throws Exception {
        return console.run("osier:status --json");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private String find(Pattern pattern) throws Exception {
        var status = status();
        var matcher = pattern.matcher(status);
        assertThat(matcher.find()).as(status).isTrue();
        return matcher.group(1);
    }

    private static void drop(String example, Path folder) throws Exception {
        var temporary = Karaf.target("handler.tmp");
        Files.copy(OtherNode.example(example), temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                temporary,
                folder.resolve("handler.jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void edit(String text) throws Exception {
        var temporary = Files.writeString(Karaf.target("core.tmp"), text);
        Files.move(temporary, Karaf.file(CORE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
