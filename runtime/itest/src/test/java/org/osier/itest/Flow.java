package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * Numbered one-way messages from one node to another, sent and checked by the traffic example.
 *
 * @param from asks the node that sends
 * @param to asks the node that checks
 * @param receiver its id
 * @param run tells this flow from others
 */
record Flow(Handlers from, Handlers to, String receiver, int run) {
    /** The intents of the example: send, tell what arrived, tell what was sent. */
    static final int SEND = 0x50;

    static final int ARRIVED = 0x52;
    static final int SENT = 0x53;

    /** Eight seconds of messages: a replacement takes about one. */
    private static final int COUNT = 8_000;

    private static final int RATE = 1_000;
    private static final int UNDER_WAY = 500;

    /** The handlers of one node. */
    interface Handlers {
        /** What the one for {@code intent} replies, a document. */
        JsonObject ask(int intent, String text) throws Exception;
    }

    void begin() throws Exception {
        var order = "to=" + receiver + " run=" + run + " count=" + COUNT + " rate=" + RATE
                + " size=64 seconds=60 mode=background";
        from.ask(SEND, order);
    }

    boolean isUnderWay() throws Exception {
        return to.ask(ARRIVED, "" + run).get("delivered").getAsLong() > UNDER_WAY;
    }

    boolean isOver() throws Exception {
        return from.ask(SENT, "" + run).get("done").getAsBoolean();
    }

    /** One end was started anew meanwhile: what was acknowledged arrived, and nothing arrived twice. */
    void assertNothingAcknowledgedIsLost() throws Exception {
        var sent = from.ask(SENT, "" + run);
        assertThat(sent.getAsJsonObject("failed").keySet()).as(sent.toString()).isSubsetOf("UNKNOWN_OUTCOME");
        assertThat(sent.get("unfinished").getAsInt()).as(sent.toString()).isZero();
        var arrived = to.ask(ARRIVED, "" + run);
        var missing = numbers(arrived, "missing");
        assertThat(numbers(sent, "unknown")).as(arrived.toString()).containsAll(missing);
        assertThat(arrived.get("delivered").getAsInt() + missing.size())
                .as(arrived.toString())
                .isEqualTo(COUNT);
        assertThat(arrived.get("doubled").getAsInt()).as(arrived.toString()).isZero();
    }

    private static List<Integer> numbers(JsonObject report, String key) {
        return report.getAsJsonArray(key).asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
    }

    /** Each message arrived once, and in order. */
    void assertComplete() throws Exception {
        assertThat(from.ask(SENT, "" + run).getAsJsonObject("failed").size()).isZero();
        var arrived = to.ask(ARRIVED, "" + run);
        assertThat(arrived.get("delivered").getAsInt()).as(arrived.toString()).isEqualTo(COUNT);
        assertThat(arrived.get("doubled").getAsInt()).as(arrived.toString()).isZero();
        assertThat(arrived.get("disordered").getAsInt()).as(arrived.toString()).isZero();
    }
}
