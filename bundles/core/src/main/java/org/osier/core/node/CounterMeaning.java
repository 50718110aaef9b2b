package org.osier.core.node;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each counter counts, in a few words for an operator who sees that it moved. */
final class CounterMeaning {
    private static final SortedMap<String, String> ALL = all();

    private CounterMeaning() {}

    /** By what the counter is called. */
    static SortedMap<String, String> byName() {
        return ALL;
    }

    private static SortedMap<String, String> all() {
        var all = new TreeMap<String, String>();
        for (var counter : Counter.values()) all.put(counter.text(), of(counter));
        return Collections.unmodifiableSortedMap(all);
    }

    static String of(Counter counter) {
        return switch (counter) {
            case CONNECTIONS_ACCEPTED -> "somebody connected";
            case CONNECTIONS_REFUSED -> "no place was free: maxConnections";
            case CONNECTIONS_EVICTED -> "gave their place to a newer one: unproved, or standing by";
            case CANDIDATES_SHED -> "a discovery found more nodes and addresses than are kept";
            case DIALS_FAILED -> "this node dialled, and no link came of it";
            case HANDSHAKES_DONE -> "both ends proved who they are";
            case HANDSHAKES_FAILED -> "garbage, forgeries, other versions, shut doors";
            case HANDSHAKES_TOO_SLOW -> "connected, and proved nothing in time: handshakeTimeoutMs";
            case HANDSHAKES_SHED -> "knew a secret and began too often: handshakesPerSecond";
            case CLOCKS_APART -> "of this cluster, but with a clock more than 10 minutes off";
            case KNOCKS_UNKNOWN -> "of another cluster, of this one with an old secret, or replayed";
            case LINKS_REFUSED -> "proved who they are, and were not let in";
            case LINKS_SURPLUS -> "peers parted with: more links than wished";
            case PINS_WRONG -> "another PIN than the one that is shown: after five it is shown no more";
            case LINK_VIOLATIONS -> "a member broke the rules of a link, which was closed";
            case QUOTA_EXCEEDED -> "a peer began more than it may: quotaPerSecond";
            case FORGERIES -> "records on datagram links that nobody with the key made";
            case FRAMES_SKIPPED -> "frames of a type that nobody here takes";
            case RECORDS_REFUSED -> "node records: malformed, expired, no member's or signed by another";
            case RECORDS_UNASKED -> "a peer told of others, and was not asked: not kept";
            case ENVELOPES_REFUSED -> "messages in an envelope that this node does not take";
            case ANSWERS_UNEXPECTED -> "answers to nothing that was asked, or too late";
            case ANSWERS_REFUSED -> "our answers that no session took: it had ended, or was full";
            case MESSAGES_UNKNOWN -> "messages of a type that nobody here takes";
            case PEERS_EVICTED -> "the table of peers was full, the one without a link for longest went";
            case ROTATIONS_REFUSED -> "a member sent a secret that no administrator turned over";
            case FAULTS_NOT_LOGGED -> "exceptions beyond the 5 lines a minute that the log has for them";
        };
    }
}
