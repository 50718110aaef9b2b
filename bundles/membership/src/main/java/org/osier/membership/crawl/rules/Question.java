package org.osier.membership.crawl.rules;

import java.nio.ByteBuffer;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.node.NodeId;

/**
 * What is asked for (WIRE.md, section 11).
 *
 * @param scope whom
 * @param most entries in the answer, 1 to {@value #MAX_ENTRIES}
 * @param after only those with a higher id
 */
public record Question(Scope scope, int most, NodeId after) {
    /** Entries of a page: 70 kB at most, which no link cuts into more than three frames. */
    public static final int MAX_ENTRIES = 64;

    /** Nobody has this id: a key for it is not to be found. */
    public static final NodeId BEGINNING = NodeId.of(new byte[NodeId.BYTES]);

    private static final int VERSION = 1;
    private static final int BYTES = 3 + NodeId.BYTES;

    public Question {
        if (most < 1 || most > MAX_ENTRIES)
            throw new IllegalArgumentException("a page has 1 to " + MAX_ENTRIES + " entries, got " + most);
    }

    /** As it travels. */
    public ByteBuffer bytes() {
        var out = ByteBuffer.allocate(BYTES);
        out.put((byte) VERSION).put((byte) (scope.ordinal() + 1)).put((byte) most);
        after.write(out);
        return out.flip();
    }

    /** @param in all of it; its position is moved */
    public static Question read(ByteBuffer in) throws BadMessageException {
        if (in.remaining() != BYTES) {
            throw new BadMessageException("a question has " + BYTES + " bytes, got " + in.remaining());
        }
        int version = in.get() & 0xff;
        if (version != VERSION) throw new BadMessageException("version " + version + ", expected " + VERSION);
        int scope = in.get() & 0xff;
        if (scope < 1 || scope > Scope.values().length) throw new BadMessageException("scope " + scope);
        int most = in.get() & 0xff;
        if (most < 1 || most > MAX_ENTRIES) {
            throw new BadMessageException("1 to " + MAX_ENTRIES + " entries can be asked for, got " + most);
        }
        return new Question(Scope.values()[scope - 1], most, NodeId.read(in));
    }
}
