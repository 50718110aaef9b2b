package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osier.mesh.Mesh;

/** A handler comes, is replaced and goes while its node runs, and another node asks. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HandlerIT {
    private static final String JAR = "hello.jar";
    private static final String INTENT = "0x40";
    private static final String NO_HANDLER = "OSIER-301";

    @Inject
    private BundleContext context;

    @Inject
    private Mesh mesh;

    private TwoNodes nodes;
    private CommandLine outside;

    @Configuration
    public Option[] configuration() throws Exception {
        return TwoNodes.options("handler");
    }

    @Before
    public void open() {
        nodes = TwoNodes.in(context);
        outside = nodes.outside();
    }

    @Test
    public void aHandlerServesFromItsDropUntilItsRemoval() throws Exception {
        Until.so("link", () -> outside.call("ping", inside(), "-n", "1").code() == 0);
        assertThat(ask()).contains(NO_HANDLER);

        nodes.drop(Assembled.example("org.osier.examples.hello"), TwoNodes.INSIDE, "deploy", JAR);
        Until.so("first answer", () -> !ask().contains(NO_HANDLER));
        assertThat(ask()).contains("hello outside").doesNotContain("again");

        nodes.drop(Assembled.example("org.osier.examples.hello2"), TwoNodes.INSIDE, "deploy", JAR);
        var answers = new ArrayList<String>();
        Until.so("answer of the second version", () -> {
            answers.add(ask());
            return answers.get(answers.size() - 1).contains("hello again, outside");
        });
        assertThat(answers).allSatisfy(answer -> assertThat(answer).contains("hello"));

        Files.delete(nodes.file(TwoNodes.INSIDE, "deploy", JAR));
        Until.so("no handler again", () -> ask().contains(NO_HANDLER));
    }

    private String inside() {
        return mesh.self().id().toString();
    }

    private String ask() throws Exception {
        return outside.call("request", inside(), INTENT, "").text();
    }
}
