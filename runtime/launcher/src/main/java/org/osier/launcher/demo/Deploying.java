package org.osier.launcher.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A handler dropped into a running node, then another version of it in its place. While it is replaced every question
 * is answered, by the one or the other.
 *
 * @param osier has both versions
 */
record Deploying(Osier osier) implements Step {
    private static final String FIRST = "org.osier.examples.hello";
    private static final String SECOND = "org.osier.examples.hello2";
    private static final String JAR = "hello.jar";
    private static final String INTENT = "0x40";
    private static final String NO_HANDLER = "OSIER-301";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        var asking = nodes.alpha();
        var answering = nodes.beta();
        var folder = answering.name() + "/deploy";

        screen.doing("deploy", "dropping " + JAR + " into " + folder);
        long dropped = System.nanoTime();
        answering.drop(osier.example(FIRST), "deploy", JAR);
        var first = Until.answered(LIMIT, "answer of the handler", () -> greeting(asking, answering));
        var after = Screen.since(dropped);
        screen.result("deploy", JAR + " dropped into " + folder, said(answering, after, first));

        screen.doing("update", "putting version 2 in its place");
        long replaced = System.nanoTime();
        answering.drop(osier.example(SECOND), "deploy", JAR);
        var second = Until.answered(LIMIT, "answer of version 2", () -> {
            var answer = greeting(asking, answering);
            if (answer.isEmpty()) throw DemoException.failed("a question came to no handler during the update");
            return answer.filter(text -> !text.equals(first));
        });
        after = Screen.since(replaced);
        screen.result("update", JAR + " replaced by version 2", said(answering, after, second));
    }

    private static String said(DemoNode node, String after, String greeting) {
        return node.name() + " answers " + after + " later: " + greeting;
    }

    /** What the handler says; empty if there is none. */
    private static Optional<String> greeting(DemoNode asking, DemoNode answering)
            throws IOException, InterruptedException, DemoException {
        var answer = asking.ask("request", answering.id(), INTENT, "");
        if (answer.code() != 0 && Answer.text(answer.json(), "code").equals(NO_HANDLER)) return Optional.empty();
        return Optional.of(Answer.text(answer.done().json(), "text"));
    }
}
