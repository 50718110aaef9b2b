package org.osier.dispatcher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.PacketAuth;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/** What tests do with a dispatcher: make one, bind handlers as DS would, stop it. */
final class Dispatching implements AutoCloseable {
    static final Runnable NEVER_TOLD = () -> {
        throw new AssertionError("told of room without having been refused");
    };

    final Dispatcher dispatcher;
    private final Map<String, FakeStream> streams = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong(1);

    Dispatching(PacketAuth auth, Settings settings) {
        dispatcher = new Dispatcher(settings);
        dispatcher.bindAuth(auth);
    }

    /** Every packet is authentic, nothing is awaited. */
    static Dispatching lenient(int threads) {
        return new Dispatching((sender, packet) -> true, new Settings(threads, 1 << 20, Duration.ZERO));
    }

    /** Binds. @return takes it out again, as DS does when its bundle stops */
    Runnable bind(int intent, boolean blocking, IntentHandler handler) {
        return bind(handler, properties(intent, "", blocking, 0));
    }

    Runnable bind(IntentHandler handler, Map<String, Object> properties) {
        dispatcher.bindHandler(handler, properties);
        return () -> dispatcher.unbindHandler(handler, properties);
    }

    Map<String, Object> properties(int intent, String name, boolean blocking, int ranking) {
        return Map.of(
                "service.id", nextId.getAndIncrement(),
                "service.ranking", ranking,
                "osier.intent.value", intent,
                "osier.intent.name", name,
                "osier.intent.blocking", blocking);
    }

    /** As a session does it: what is not taken stays first in its stream, and is offered again when there is room. */
    FakeEnvelope send(FakeEnvelope envelope) {
        streams.computeIfAbsent(envelope.sender() + "/" + envelope.stream(), name -> new FakeStream(dispatcher))
                .send(envelope);
        return envelope;
    }

    /** Sends a request on stream 0 and gives the answer. */
    String ask(int intent, String text) {
        return send(FakeEnvelope.request(SamplePeer.named("alpha"), 0, intent, text))
                .answer();
    }

    static IntentHandler answering(String text) {
        return request -> Reply.text(text);
    }

    /** Messages that were sent and not taken. */
    int held() {
        return streams.values().stream().mapToInt(FakeStream::held).sum();
    }

    /** What its streams hold goes to another dispatcher, as when a new build of it comes. */
    void handOver(Dispatching to) {
        streams.values().forEach(stream -> stream.to(to.dispatcher));
    }

    @Override
    public void close() {
        dispatcher.stop();
    }
}
