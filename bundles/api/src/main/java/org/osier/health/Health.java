package org.osier.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of a node that can say how it does. Any bundle may register it as a service, also where no node runs; {@code
 * osier doctor} shows all of them. Transports and discoveries need it not: the node says how they do.
 *
 * <p>Any thread, several at a time; each method returns at once. What is said is for people: one sentence for each thing,
 * without line breaks, few enough for a screen. What strangers can cause at will is no trouble; say how often it came.
 */
@ConsumerType
public interface Health {
    /** Stands between what is wrong and what to do about it. */
    String NEXT = "   next: ";

    /** Most sentences of each kind that are shown of one part. */
    int MAX = 16;

    /** What this is about, in a word, 1 to 16 lower-case letters, digits, {@code -} or {@code .}; always the same. */
    String subject();

    /** What is as it should be, and what there is to know; for example {@code http://127.0.0.1:7404, 12 records}. */
    default List<String> fine() {
        return List.of();
    }

    /**
     * What is wrong now, each with its code in front if it has one, and what to do behind {@link #NEXT}; for example {@code
     * OSIER-101 cannot listen at 127.0.0.1:7404   next: stop the other program}. Empty: nothing.
     */
    default List<String> troubles() {
        return List.of();
    }
}
