package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbered messages or requests of 256 bytes from one node to another until it is enough, sent by the traffic example.
 *
 * @param from asks the node that sends
 * @param to asks whoever checks what arrives
 * @param receiver the id of the node where it arrives
 * @param run tells this flow from others
 * @param more of the order: rate, stream, kind
 */
record EndlessFlow(Flow.Handlers from, Flow.Handlers to, String receiver, int run, String more) {
    /** Half a second of messages, and of five flows less than a session queues. */
    private static final int IN_FLIGHT = 4_000;

    void begin() throws Exception {
        var order = "to=" + receiver + " run=" + run
                + " count=100000000 seconds=3600 size=256 mode=background inflight=" + IN_FLIGHT + " " + more;
        from.ask(Flow.SEND, order);
    }

    /** Messages that have arrived. */
    long delivered() throws Exception {
        return to.ask(Flow.ARRIVED, "" + run).get("delivered").getAsLong();
    }

    /** The longest time between two arrivals since the last call. */
    long pauseMs() throws Exception {
        return to.ask(Flow.ARRIVED, run + " pause").get("longestPauseMs").getAsLong();
    }

    void enough() throws Exception {
        from.ask(Flow.SENT, run + " enough");
    }

    boolean isOver() throws Exception {
        return from.ask(Flow.SENT, "" + run).get("done").getAsBoolean();
    }

    /** Everything that was sent arrived once, and in order. @return how many */
    long assertComplete() throws Exception {
        var sent = from.ask(Flow.SENT, "" + run);
        assertThat(sent.getAsJsonObject("failed").size()).as(sent.toString()).isZero();
        assertThat(sent.get("unfinished").getAsLong()).as(sent.toString()).isZero();
        var arrived = to.ask(Flow.ARRIVED, "" + run);
        for (var bad : new String[] {"lost", "doubled", "disordered"}) {
            assertThat(arrived.get(bad).getAsLong()).as(bad + " in " + arrived).isZero();
        }
        assertThat(arrived.get("delivered").getAsLong())
                .as(arrived + " of " + sent)
                .isEqualTo(sent.get("sent").getAsLong());
        return arrived.get("delivered").getAsLong();
    }
}
