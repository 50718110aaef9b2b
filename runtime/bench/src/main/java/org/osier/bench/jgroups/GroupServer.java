package org.osier.bench.jgroups;

import java.nio.ByteBuffer;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.Receiver;

/**
 * Counts what comes. Answers a message of one byte with the count, and each of {@link #ASK_BYTES} with as many bytes: the
 * request that Osier is asked.
 */
public final class GroupServer implements Receiver, AutoCloseable {
    static final int ASK_BYTES = 65;
    static final int ANSWER_BYTES = 64;

    private final Member member;
    private final byte[] answer = new byte[ANSWER_BYTES];
    private long counted; // one sender, one thread at a time

    /** @param key 32 bytes as hex */
    public GroupServer(String key) throws Exception {
        member = new Member(key, List.of(), this);
    }

    /** Where it listens. */
    public int port() {
        return member.listening().getPort();
    }

    @Override
    public void receive(Message message) {
        int length = message.getLength();
        if (length == 1) {
            answer(
                    message.getSrc(),
                    ByteBuffer.allocate(Long.BYTES).putLong(counted).array());
        } else if (length == ASK_BYTES) {
            answer(message.getSrc(), answer);
        } else {
            counted++;
        }
    }

    private void answer(Address to, byte[] bytes) {
        try {
            member.channel().send(new BytesMessage(to, bytes));
        } catch (Exception e) {
            throw new IllegalStateException("the answer cannot be sent", e);
        }
    }

    @Override
    public void close() {
        member.close();
    }
}
