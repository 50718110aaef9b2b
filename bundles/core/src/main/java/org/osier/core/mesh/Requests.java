package org.osier.core.mesh;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osier.core.envelope.MessageId;
import org.osier.core.session.Token;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** Requests that wait for their answer, at most {@value #MAX_WAITING}. Any thread. */
final class Requests {
    static final int MAX_WAITING = 65_536;

    /** One of them. */
    final class Request extends Deadlines.Entry {
        private final MessageId id;
        private final NodeId to;
        private final long deadlineMs;
        private final CompletableFuture<Packet> answer = new CompletableFuture<>();

        private Request(MessageId id, NodeId to, long deadlineMs) {
            this.id = id;
            this.to = to;
            this.deadlineMs = deadlineMs;
        }

        MessageId id() {
            return id;
        }

        NodeId to() {
            return to;
        }

        CompletableFuture<Packet> answer() {
            return answer;
        }

        /** It has ended, badly. */
        void failed(MeshException why) {
            answer.completeExceptionally(why);
        }

        @Override
        void expired() {
            if (!waiting.remove(id, this)) return;
            answer.completeExceptionally(
                    new MeshException(Kind.NO_ANSWER, to.brief() + ": no answer within " + deadlineMs + " ms"));
        }
    }

    private final Map<MessageId, Request> waiting = new ConcurrentHashMap<>();
    private final Deadlines deadlines;

    Requests(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** @return null: too many wait already */
    @Nullable
    Request begin(MessageId id, NodeId to, long deadlineMs) {
        if (waiting.size() >= MAX_WAITING) return null;
        var request = new Request(id, to, deadlineMs);
        waiting.put(id, request);
        deadlines.add(request, deadlineMs * 1_000_000);
        return request;
    }

    /** The request that this is the answer to, if it waits and was sent to {@code from}; it waits no more. */
    @Nullable
    Request end(MessageId id, NodeId from) {
        var request = waiting.get(id);
        if (request == null || !request.to.equals(from) || !waiting.remove(id, request)) return null;
        deadlines.remove(request);
        return request;
    }

    /** Who is to answer something. */
    Set<NodeId> asked() {
        return waiting.values().stream().map(Request::to).collect(Collectors.toUnmodifiableSet());
    }

    /** The message that carries it: if it gets lost, there will be no answer. */
    Token token(Request request, int stream, byte[] message) {
        return new Token(stream, message) {
            @Override
            protected void acknowledged() {} // the answer says more

            @Override
            protected void failed(Kind kind, String why) {
                fail(request, new MeshException(kind, request.to.brief() + ": " + why));
            }
        };
    }

    /** Fails {@code sent} when the deadline passes before it is done. */
    CompletableFuture<Void> bounded(CompletableFuture<Void> sent, NodeId to, long deadlineMs) {
        if (sent.isDone()) return sent;
        var deadline = new Deadlines.Entry() {
            @Override
            void expired() {
                sent.completeExceptionally(new MeshException(
                        Kind.UNKNOWN_OUTCOME,
                        to.brief() + ": not taken within " + deadlineMs + " ms, it may still arrive"));
            }
        };
        deadlines.add(deadline, deadlineMs * 1_000_000);
        sent.whenComplete((nothing, e) -> deadlines.remove(deadline));
        return sent;
    }

    void fail(Request request, MeshException why) {
        if (!waiting.remove(request.id, request)) return;
        deadlines.remove(request);
        request.failed(why);
    }

    /** The node stops. */
    void failAll() {
        waiting.values().forEach(r -> fail(r, new MeshException(Kind.UNKNOWN_OUTCOME, "this node is stopping")));
    }
}
