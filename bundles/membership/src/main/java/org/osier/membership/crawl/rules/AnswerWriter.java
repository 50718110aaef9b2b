package org.osier.membership.crawl.rules;

import java.nio.ByteBuffer;
import org.osier.node.NodeId;

/** Answers to bytes (WIRE.md, section 11). */
final class AnswerWriter {
    private AnswerWriter() {}

    static ByteBuffer write(Answer answer) {
        if (answer instanceof Answer.Page page) return page(page);
        if (answer instanceof Answer.Later later) {
            long ms =
                    Math.max(0, Math.min(AnswerForm.MAX_PAUSE_MS, later.pause().toMillis()));
            return head(4, AnswerForm.LATER).putShort((short) ms).flip();
        }
        if (answer instanceof Answer.NotUnderstood)
            return head(2, AnswerForm.NOT_UNDERSTOOD).flip();
        throw new AssertionError(answer); // sealed: every case is above
    }

    private static ByteBuffer page(Answer.Page page) {
        int size = AnswerForm.PAGE_HEAD + (page.next().isPresent() ? NodeId.BYTES : 0);
        for (var entry : page.entries())
            size += AnswerForm.ENTRY_HEAD + entry.record().remaining();
        var out = head(size, AnswerForm.PAGE).put((byte) page.entries().size());
        for (var entry : page.entries()) {
            out.put((byte) (entry.linked() ? AnswerForm.LINKED : AnswerForm.KNOWN));
            out.putShort((short) entry.record().remaining()).put(entry.record().duplicate());
        }
        page.next().ifPresent(next -> next.write(out));
        return out.flip();
    }

    private static ByteBuffer head(int size, int kind) {
        return ByteBuffer.allocate(size).put((byte) AnswerForm.VERSION).put((byte) kind);
    }
}
