package org.osier.launcher.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Numbered messages from one node to another, sent and checked by the handlers of the traffic example.
 *
 * @param from where the example sends
 * @param to where it checks
 */
record Traffic(DemoNode from, DemoNode to) {
    private static final String BUNDLE = "org.osier.examples.traffic";

    /** The intents of the example. */
    private static final String SEND = "0x50";

    private static final String ARRIVED = "0x52";
    private static final String SENT = "0x53";

    /** Messages per second in the background. */
    static final int RATE = 2_000;

    private static final int UNDER_LOAD = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(15);

    /** Drops the example into {@code node}. @return when it answers */
    static void install(DemoNode node, Osier osier) throws IOException, InterruptedException, DemoException {
        node.drop(osier.example(BUNDLE), "deploy", "traffic.jar");
        Until.holds(DEPLOY_LIMIT, "traffic example on " + node.name(), () -> serves(node));
    }

    private static boolean serves(DemoNode node) throws IOException, InterruptedException, DemoException {
        for (JsonElement handler : node.ask("intents").done().json().getAsJsonArray("intents")) {
            if (Answer.text(handler.getAsJsonObject(), "bundle").startsWith(BUNDLE)) return true;
        }
        return false;
    }

    /** Sends as fast as they are taken. @return when all are acknowledged */
    JsonObject send(int run, int count) throws IOException, InterruptedException, DemoException {
        return from.ask("request", "self", SEND, order(run, count)).reply();
    }

    /** Sends in the background, and returns when some have arrived: the messages go on for seconds. */
    void begin(int run, int count) throws IOException, InterruptedException, DemoException {
        from.ask("request", "self", SEND, order(run, count) + " rate=" + RATE + " mode=background")
                .reply();
        Until.holds(LIMIT, "messages", () -> arrived(run).delivered() >= UNDER_LOAD);
    }

    /** Waits for the last message, and shows what arrived. */
    void end(int run, Screen screen) throws IOException, InterruptedException, DemoException {
        screen.doing("", "waiting for the last message");
        var sent = Until.answered(
                LIMIT,
                "end of the messages",
                () -> Optional.of(sent(run)).filter(report -> report.get("done").getAsBoolean()));
        int count = sent.get("sent").getAsInt();
        var arrived = arrived(run);
        screen.result(
                "",
                Screen.count(count) + " messages, longest pause " + arrived.longestPauseMs() + " ms",
                arrived.of(count));
    }

    /** Lets the sending end after what is on its way. */
    void enough(int run) throws IOException, InterruptedException, DemoException {
        from.ask("request", "self", SENT, run + " enough").reply();
    }

    /** How far the sending is. */
    JsonObject sent(int run) throws IOException, InterruptedException, DemoException {
        return from.ask("request", "self", SENT, Integer.toString(run)).reply();
    }

    /** What arrived. */
    Arrived arrived(int run) throws IOException, InterruptedException, DemoException {
        var report = to.ask("request", "self", ARRIVED, Integer.toString(run)).reply();
        return new Arrived(
                report.get("delivered").getAsLong(),
                report.get("doubled").getAsLong(),
                report.get("disordered").getAsLong(),
                report.get("longestPauseMs").getAsLong());
    }

    private String order(int run, int count) {
        return "to=" + to.id() + " run=" + run + " count=" + count + " size=64 seconds=30";
    }
}
