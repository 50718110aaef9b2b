package org.osier.core.mesh;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.PeerKeys;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.Reply;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** Messages of a node to itself: straight into its own inbox, signed and checked like any other. Any thread. */
final class LocalMessages {
    private final Messaging messaging;
    private final Requests requests;
    private final Supplier<? extends Self> self;

    LocalMessages(Messaging messaging, Requests requests, Supplier<? extends Self> self) {
        this.messaging = messaging;
        this.requests = requests;
        this.self = self;
    }

    CompletionStage<Void> send(Message message) throws MeshException {
        hand(message, null);
        return CompletableFuture.completedFuture(null);
    }

    CompletionStage<Packet> request(Message message, long deadlineMs) throws MeshException {
        var me = self.get();
        var request = requests.begin(messaging.newId(), me.id(), deadlineMs);
        if (request == null) throw new MeshException(Kind.OVERLOADED, "too many requests wait for their answer");
        try {
            hand(message, request);
        } catch (MeshException e) {
            requests.fail(request, e);
        }
        return request.answer();
    }

    private void hand(Message message, Requests.@Nullable Request request) throws MeshException {
        var keys = messaging.ownKeys();
        var inbox = messaging.inbox();
        if (inbox == null || keys == null) throw new MeshException(Kind.OVERLOADED, "no dispatcher at the moment");
        var packet = Packet.write(message.intent(), message.threat(), message.payload(), keys.outgoing());
        offer(inbox, new Local(message.stream(), packet.bytes(), keys, request));
    }

    private static void offer(Inbox inbox, Local envelope) throws MeshException {
        if (!inbox.accept(envelope, () -> {})) {
            throw new MeshException(Kind.OVERLOADED, "the dispatcher is full, try later");
        }
    }

    private final class Local implements Envelope {
        private final int stream;
        private final ByteBuffer packet;
        private final PeerKeys keys;
        private final Requests.@Nullable Request request;

        Local(int stream, byte[] packet, PeerKeys keys, Requests.@Nullable Request request) {
            this.stream = stream;
            this.packet = ByteBuffer.wrap(packet);
            this.keys = keys;
            this.request = request;
        }

        @Override
        public NodeId sender() {
            return self.get().id();
        }

        @Override
        public Peer from() {
            return new LocalPeer(self.get());
        }

        @Override
        public int stream() {
            return stream;
        }

        @Override
        public ByteBuffer packet() {
            return packet;
        }

        @Override
        public boolean answerWanted() {
            return request != null;
        }

        @Override
        public void answer(Packet question, Reply reply) {
            if (request == null || requests.end(request.id(), request.to()) == null) return;
            request.answer().complete(Packet.write(question.intent(), 0, reply.payload(), keys.outgoing()));
        }

        @Override
        public void refuse(int intent, Kind kind, String text) {
            if (request != null) requests.fail(request, new MeshException(kind, text));
        }
    }
}
