package org.osier.membership.crawl.rules;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osier.node.NodeId;

/** What is answered (WIRE.md, section 11): only its form; {@link AnswerReader} and {@link AnswerWriter} do the bytes. */
public sealed interface Answer {
    /**
     * A page.
     *
     * @param entries in the order of their ids, at most {@link Question#MAX_ENTRIES}
     * @param next where the next question goes on; empty: this was all
     */
    record Page(List<Entry> entries, Optional<NodeId> next) implements Answer {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** Too many questions. @param pause when another one will be answered, 0 to 65,535 ms */
    record Later(Duration pause) implements Answer {}

    /** The question broke its form. */
    record NotUnderstood() implements Answer {}

    /**
     * Somebody, as he is told of.
     *
     * @param record the bytes of his record, 1 to 1,100, not looked into; not to be changed
     * @param linked whether who tells says that he is linked with him now
     */
    record Entry(ByteBuffer record, boolean linked) {
        /** The same bytes, a copy. */
        public byte[] bytes() {
            var copy = new byte[record.remaining()];
            record.duplicate().get(copy);
            return copy;
        }
    }

    /** As it travels. */
    default ByteBuffer bytes() {
        return AnswerWriter.write(this);
    }

    /**
     * Reads strictly.
     *
     * @param in all of it; its position is moved
     * @param question what it answers: it says how much may come, and from where on
     */
    static Answer read(ByteBuffer in, Question question) throws BadMessageException {
        return AnswerReader.read(in, question);
    }
}
