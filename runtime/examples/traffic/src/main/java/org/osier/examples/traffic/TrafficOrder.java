package org.osier.examples.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/**
 * What a source is told to send.
 *
 * @param to the node that counts
 * @param run 64 bits, unsigned
 * @param lane 32 bits, tells several sources on one node apart
 * @param count messages, 1 to 100,000,000
 * @param size bytes of each, 20 and more
 * @param rate messages per second, 0: as fast as they are taken
 * @param inflight unacknowledged at most, 1 to 100,000
 * @param stream 0 to 15
 * @param intent what handles them, 0 to 255
 * @param request each is a request, done when it is answered; else one-way, done when it is taken
 * @param atMost when to give up, 1 s to 1 h
 * @param background answer at once and go on
 */
record TrafficOrder(
        NodeId to,
        long run,
        int lane,
        long count,
        int size,
        long rate,
        int inflight,
        int stream,
        int intent,
        boolean request,
        Duration atMost,
        boolean background) {

    /**
     * Reads {@code to=<node id> run=7 count=10000 size=64 rate=0 inflight=1000}, in any order; also {@code lane},
     * {@code stream}, {@code intent}, {@code kind=request}, {@code seconds} and {@code mode=background}. All but {@code to} and {@code run} have a default.
     *
     * @throws IllegalArgumentException if it is anything else; says what
     */
    static TrafficOrder parse(String text) {
        var words = words(text);
        var order = new TrafficOrder(
                NodeId.parse(required(words, "to")),
                run(required(words, "run")),
                (int) number(words, "lane", 0, 0, Integer.MAX_VALUE),
                number(words, "count", 10_000, 1, 100_000_000),
                (int) number(words, "size", 64, Numbered.BYTES, Mesh.MAX_PAYLOAD_BYTES),
                number(words, "rate", 0, 0, 10_000_000),
                (int) number(words, "inflight", 1_000, 1, 100_000),
                (int) number(words, "stream", Message.DEFAULT_STREAM, 0, Message.LAST_STREAM),
                (int) number(words, "intent", Numbered.INTENT, 0, 255),
                either(words, "kind", "message", "request"),
                Duration.ofSeconds(number(words, "seconds", 60, 1, 3_600)),
                either(words, "mode", "foreground", "background"));
        if (!words.isEmpty()) throw new IllegalArgumentException("unknown: " + words.keySet());
        return order;
    }

    /** The number of a run. */
    static long run(String text) {
        try {
            return Long.parseUnsignedLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a run is a number, got '" + text + "'", e);
        }
    }

    private static Map<String, String> words(String text) {
        var words = new HashMap<String, String>();
        for (var word : text.strip().split("\\s+")) {
            int at = word.indexOf('=');
            if (at < 1) throw new IllegalArgumentException("expected key=value, got '" + word + "'");
            words.put(word.substring(0, at), word.substring(at + 1));
        }
        return words;
    }

    private static String required(Map<String, String> words, String key) {
        var value = words.remove(key);
        if (value == null) throw new IllegalArgumentException(key + "= is missing");
        return value;
    }

    private static long number(Map<String, String> words, String key, long absent, long min, long max) {
        var value = words.remove(key);
        if (value == null) return absent;
        if (value.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) return number;
        }
        throw new IllegalArgumentException(key + " is " + min + " to " + max + ", got '" + value + "'");
    }

    /** Whether it is the second word; the first is the default. */
    private static boolean either(Map<String, String> words, String key, String first, String second) {
        var value = words.remove(key);
        if (value == null || value.equals(first)) return false;
        if (value.equals(second)) return true;
        throw new IllegalArgumentException(key + " is " + first + " or " + second + ", got '" + value + "'");
    }
}
