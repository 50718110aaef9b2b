package org.osier.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.shell.news.News;

/** Our functions in a real Gogo, which finds them by reflection and leads System.out to its session. */
class GogoTest {
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(threadIo);
    private final FakeMesh mesh = new FakeMesh();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        threadIo.start();
        var context = FakeOsgi.context(Map.of(), List.of());
        var shell = new Shell(context, new News(context));
        mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        shell.bind(mesh);
        var functions = new Gogo(context, shell);
        for (var name : List.of("peers", "send", "help")) gogo.addCommand("osier", functions, name);
    }

    @AfterEach
    void stop() {
        gogo.stop();
        threadIo.stop();
    }

    private Object execute(String line) throws Exception {
        out.reset();
        err.reset();
        try (var session = gogo.createSession(
                new ByteArrayInputStream(new byte[0]), new PrintStream(out, true), new PrintStream(err, true))) {
            return session.execute(line);
        }
    }

    @Test
    void anAtAndANumberBelowZeroReachACommandAsTheyAre() throws Exception {
        execute("osier:peers --depth -1 @beta");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("this node cannot ask others: bundle org.osier.membership does not run here.\n");
        execute("osier:peers @nobody");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("no node is called nobody.\n");
    }

    @Test
    void aFunctionWritesToItsSessionAndReturnsNothing() throws Exception {
        assertThat(execute("osier:peers")).isNull();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("* alpha  182ff9da  alive")
                .endsWith("  next: osier:peer beta   for all about one\n")
                .doesNotContain("\u001b");
        assertThat(execute("osier:peers --json")).isNull();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\n  \"schema\": \"osier.peers/1\",");
    }

    /** The client of Karaf shows nothing else. */
    @Test
    void failuresGoToTheOutputOfTheSessionToo() throws Exception {
        assertThat(execute("osier:peers --jsn")).isNull();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("peers has no option --jsn.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** Goal: text arrives as it was typed. Gogo makes numbers, booleans and nulls of words that look like them. */
    @Test
    void wordsArriveAsTheyWereTyped() throws Exception {
        for (var text : List.of("null", "true", "007", "1.50", "1e3", "-- -5", "\"hi there\"")) {
            execute("osier:send beta 0x40 " + text);
            var sent = mesh.messages.remove(0);
            assertThat(StandardCharsets.UTF_8.decode(sent.payload()).toString())
                    .isEqualTo(text.replace("-- ", "").replace("\"", ""));
        }
    }

    /** Goal: no command is forgotten where Gogo looks. Method: the description that DS reads, as the build wrote it. */
    @Test
    void everyCommandIsAFunction() throws IOException {
        try (var description = Gogo.class.getResourceAsStream("/OSGI-INF/org.osier.shell.Gogo.xml")) {
            var xml = new String(description.readAllBytes(), StandardCharsets.UTF_8);
            var functions = xml.substring(xml.indexOf("osgi.command.function"));
            functions = functions.substring(functions.indexOf('>') + 1, functions.indexOf("</property>"));
            assertThat(functions.strip().split("\\s+"))
                    .containsExactlyElementsOf(new Sheet().runner().names());
        }
    }
}
