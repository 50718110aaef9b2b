package org.osier.membership.crawl.rules;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Bytes to answers, strictly (WIRE.md, section 11). Records are not looked into here. */
final class AnswerReader {
    private final ByteBuffer in;
    private final Question question;

    private AnswerReader(ByteBuffer in, Question question) {
        this.in = in;
        this.question = question;
    }

    static Answer read(ByteBuffer in, Question question) throws BadMessageException {
        return new AnswerReader(in, question).answer();
    }

    private Answer answer() throws BadMessageException {
        int version = next("version");
        if (version != AnswerForm.VERSION) {
            throw new BadMessageException("version " + version + ", expected " + AnswerForm.VERSION);
        }
        int kind = next("kind");
        var answer = switch (kind) {
            case AnswerForm.PAGE -> page();
            case AnswerForm.LATER -> new Answer.Later(Duration.ofMillis(unsignedShort("pause")));
            case AnswerForm.NOT_UNDERSTOOD -> new Answer.NotUnderstood();
            default -> throw new BadMessageException("kind " + kind + ", expected 0 to 2");
        };
        if (in.hasRemaining()) throw new BadMessageException(in.remaining() + " bytes behind its end");
        return answer;
    }

    private Answer.Page page() throws BadMessageException {
        int count = next("number of entries");
        if (count > question.most()) {
            throw new BadMessageException(count + " entries, at most " + question.most() + " were asked for");
        }
        var entries = new ArrayList<Answer.Entry>(count);
        for (int i = 0; i < count; i++) entries.add(entry());
        if (!in.hasRemaining()) return new Answer.Page(entries, Optional.empty());
        if (in.remaining() != NodeId.BYTES) {
            throw new BadMessageException(in.remaining() + " bytes behind its entries, expected 0 or " + NodeId.BYTES);
        }
        var next = NodeId.read(in);
        if (entries.isEmpty()) throw new BadMessageException("it is empty, and says that there is more");
        if (next.compareTo(question.after()) <= 0) throw new BadMessageException("its next page is an earlier one");
        return new Answer.Page(entries, Optional.of(next));
    }

    private Answer.Entry entry() throws BadMessageException {
        int flag = next("flag of an entry");
        if (flag != AnswerForm.LINKED && flag != AnswerForm.KNOWN) {
            throw new BadMessageException("an entry with flag " + flag + ", expected 0 or 1");
        }
        int length = unsignedShort("length of a record");
        if (length < 1 || length > NodeRecord.MAX_BYTES) {
            throw new BadMessageException("a record of " + length + " bytes, expected 1 to " + NodeRecord.MAX_BYTES);
        }
        if (length > in.remaining()) throw new BadMessageException("a record is cut short");
        var record = in.slice(in.position(), length).asReadOnlyBuffer();
        in.position(in.position() + length);
        return new Answer.Entry(record, flag == AnswerForm.LINKED);
    }

    private int next(String what) throws BadMessageException {
        if (!in.hasRemaining()) throw new BadMessageException("it ends before its " + what);
        return in.get() & 0xff;
    }

    private int unsignedShort(String what) throws BadMessageException {
        if (in.remaining() < Short.BYTES) throw new BadMessageException("it ends before its " + what);
        return in.getShort() & 0xffff;
    }
}
