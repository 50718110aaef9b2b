package org.osier.transport.emulator;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osier.testkit.TransportContract;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;
import org.osier.transport.emulator.rules.Impairments;
import org.osier.transport.tcp.EmbeddedTcp;

/** The contract of every transport, for an emulator around real TCP. */
abstract class OverTcp extends TransportContract {
    private static final int QUEUE_BYTES = 1 << 20;
    private static final int DATAGRAM_BYTES = 1_224;

    private record Stack(Transport tcp, WireLoop loop) {}

    private final Map<Transport, Stack> stacks = new HashMap<>();

    abstract Delivery delivery();

    abstract Impairments impairments();

    @Override
    protected Transport open() {
        var loop = new WireLoop();
        var setting = new Setting(loop.executor(), System::nanoTime, 1, impairments());
        var fixed = new Fixed(new Scheme("emu", "tcp"), delivery(), QUEUE_BYTES, DATAGRAM_BYTES);
        var tcp = EmbeddedTcp.open();
        var emulated = new EmulatedTransport(tcp, fixed, setting);
        stacks.put(emulated, new Stack(tcp, loop));
        return emulated;
    }

    /** As the component does. */
    @Override
    protected void stop(Transport transport) {
        var emulated = (EmulatedTransport) transport;
        emulated.close();
        emulated.awaitEnd();
        var stack = stacks.remove(transport);
        if (stack == null) return;
        stack.loop().stop();
        EmbeddedTcp.stop(stack.tcp());
    }

    @Override
    protected URI anyAddress() {
        return URI.create("emu+tcp://127.0.0.1:0");
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of(WireLoop.THREAD_NAME);
    }
}
