package org.osier.core.mesh;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.envelope.DirectEnvelope;
import org.osier.core.envelope.ErrorReply;
import org.osier.core.envelope.MessageId;
import org.osier.core.envelope.MessageIds;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.Counter;
import org.osier.core.node.Counters;
import org.osier.core.node.Environment;
import org.osier.core.node.Faults;
import org.osier.core.node.FrameHandlers;
import org.osier.core.node.PeerEntry;
import org.osier.core.node.PeerKeys;
import org.osier.core.node.PeerTable;
import org.osier.core.session.Session;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.PacketAuth;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.ueps.BadPacketException;
import org.osier.ueps.Packet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between sessions and the floor above (rooms 1, 6 and 7 of the walk of a message): answers go to whoever asked,
 * everything else to the {@link Inbox}. While there is none, sessions hold what came. Any thread.
 */
public final class Messaging implements Session.Upper {
    private static final Logger log = LoggerFactory.getLogger(Messaging.class);

    private final Environment environment;
    private final Supplier<? extends Self> self;
    private final NodeId selfId;
    private final PeerTable table;
    private final Counters counters;
    private final FrameHandlers frameHandlers;
    private final Faults faults;
    private final MessageIds ids;
    private final Requests requests;
    private final List<Inbox> inboxes = new CopyOnWriteArrayList<>(); // two during an update: the newer serves
    private volatile @Nullable Inbox inbox;
    private volatile @Nullable PeerKeys ownKeys;
    private volatile Consumer<PeerEntry> needed = peer -> {};
    private volatile boolean refusing;

    public Messaging(
            Environment environment,
            Supplier<? extends Self> self,
            NodeId selfId,
            long bootId,
            PeerTable table,
            Counters counters,
            FrameHandlers frameHandlers,
            Faults faults) {
        this.environment = environment;
        this.self = self;
        this.selfId = selfId;
        this.table = table;
        this.counters = counters;
        this.frameHandlers = frameHandlers;
        this.faults = faults;
        this.ids = new MessageIds(environment.clock(), bootId);
        this.requests = new Requests(new Deadlines(environment));
    }

    // --- what the node needs

    /** Makes the session with a peer. */
    public Session session(PeerEntry peer, long myBoot, long peerBoot, boolean forgotten) {
        return new Session(this, environment, peer, myBoot, peerBoot, forgotten);
    }

    public void ownKeys(PeerKeys keys) {
        ownKeys = keys;
    }

    /** The dispatcher is there: what sessions held goes to it. */
    public void inbox(Inbox inbox) {
        inboxes.add(inbox);
        serve();
    }

    /** The dispatcher goes: what it has taken it finishes itself, what it had no room for goes to the next. */
    public void noInbox(Inbox inbox) {
        inboxes.remove(inbox);
        serve();
    }

    private void serve() {
        synchronized (inboxes) {
            inbox = inboxes.isEmpty() ? null : inboxes.get(inboxes.size() - 1);
        }
        if (inbox == null) return;
        for (var peer : table.all()) {
            var session = peer.session();
            if (session != null) session.releaseAll();
        }
    }

    /** From now on senders get OVERLOADED: the node restarts. */
    public void refuseNew() {
        refusing = true;
    }

    public void stop() {
        requests.failAll();
    }

    public Mesh mesh(
            Function<URI, CompletionStage<NodeId>> connect,
            Function<URI, CompletionStage<NodeId>> visit,
            Supplier<? extends CompletionStage<List<CandidateStatus>>> candidates) {
        return new MeshService(this, self, selfId, table, requests, connect, visit, candidates);
    }

    /** Who dials a peer that is idle when something is sent to it; called on the loop. */
    public void needed(Consumer<PeerEntry> needed) {
        this.needed = needed;
    }

    /** Those whose answers are waited for. */
    public Set<NodeId> asked() {
        return requests.asked();
    }

    public Frames frames() {
        return new FramesService(table);
    }

    /** Checks packets of peers with the key of their handshake. */
    public PacketAuth packetAuth() {
        return (sender, packet) -> {
            var keys = keysOf(sender);
            return keys != null && packet.authentic(keys.incoming());
        };
    }

    private @Nullable PeerKeys keysOf(NodeId sender) {
        if (sender.equals(selfId)) return ownKeys;
        var peer = table.find(sender);
        return peer == null ? null : peer.keys();
    }

    // --- what the mesh needs

    boolean refusing() {
        return refusing;
    }

    MessageId newId() {
        return ids.next();
    }

    @Nullable
    PeerKeys ownKeys() {
        return ownKeys;
    }

    @Nullable
    Inbox inbox() {
        return inbox;
    }

    Peer view(PeerEntry peer) {
        return table.view(peer);
    }

    void sendAnswer(Session session, int stream, byte[] message) {
        if (!session.answer(stream, message)) counters.count(Counter.ANSWERS_REFUSED);
    }

    // --- what sessions bring

    @Override
    public void waits(PeerEntry peer) {
        if (peer.state() != PeerState.IDLE || !peer.wake()) return;
        environment.onLoop(() -> needed.accept(peer));
    }

    @Override
    public boolean deliver(Session session, PeerEntry peer, int stream, byte[] message, Runnable roomAgain) {
        if (message[0] != FrameType.MESSAGE) {
            var payload =
                    ByteBuffer.wrap(message, 1, message.length - 1).slice().asReadOnlyBuffer();
            if (!frameHandlers.onSession(peer.id(), message[0] & 0xff, payload))
                counters.count(Counter.MESSAGES_UNKNOWN);
            return true;
        }
        var envelope = DirectEnvelope.read(message, 1, message.length - 1);
        var keys = peer.keys();
        if (envelope == null || keys == null) {
            counters.count(Counter.ENVELOPES_REFUSED);
            return true;
        }
        var packet = ByteBuffer.wrap(message, envelope.packetOffset(), message.length - envelope.packetOffset());
        if (envelope.replyTo() != null) {
            answered(peer, keys, envelope, packet);
            return true;
        }
        var inbox = this.inbox;
        if (inbox == null) return false;
        if (envelope.answerWanted() && !session.takesRequests()) return false;
        var arrived =
                new ArrivedEnvelope(this, peer, session, keys, stream, envelope.id(), envelope.answerWanted(), packet);
        return offer(inbox, arrived, roomAgain);
    }

    /** An inbox that throws has taken the message: offering it again would only throw again, for ever. */
    private boolean offer(Inbox inbox, ArrivedEnvelope arrived, Runnable roomAgain) {
        try {
            return inbox.accept(arrived, roomAgain);
        } catch (RuntimeException e) {
            var lost = "the inbox failed, a message of " + arrived.sender().brief() + " is lost";
            faults.warn(log, inbox, lost, e);
            return true;
        }
    }

    /** Order of checks: form, HMAC (WIRE.md, section 6); then whose question it answers. */
    private void answered(PeerEntry peer, PeerKeys keys, DirectEnvelope envelope, ByteBuffer bytes) {
        var request = requests.end(envelope.replyTo(), peer.id());
        if (request == null) {
            counters.count(Counter.ANSWERS_UNEXPECTED);
            return;
        }
        try {
            var packet = Packet.read(bytes);
            if (!packet.authentic(keys.incoming())) {
                request.failed(new MeshException(Kind.NOT_AUTHENTIC, peer.name() + ": its answer is not authentic"));
            } else if (envelope.error()) {
                request.failed(ErrorReply.read(packet.payload()).toException(peer.name()));
            } else {
                request.answer().complete(packet);
            }
        } catch (BadPacketException e) {
            request.failed(new MeshException(Kind.BAD_PACKET, peer.name() + ": its answer, " + e.getMessage()));
        }
    }
}
