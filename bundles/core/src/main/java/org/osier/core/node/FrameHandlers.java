package org.osier.core.node;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.rules.FrameType;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.FrameHandler.Carrier;
import org.osier.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who takes which type of frame; of several for one type the highest ranking serves. Any thread. */
public final class FrameHandlers {
    private static final Logger log = LoggerFactory.getLogger(FrameHandlers.class);

    private record Ranked(FrameHandler handler, int ranking, long order) {}

    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingInt(Ranked::ranking).reversed().thenComparingLong(Ranked::order);

    private final Map<Integer, TreeSet<Ranked>> all = new HashMap<>(); // guarded by this
    private final AtomicReferenceArray<@Nullable FrameHandler> serving = new AtomicReferenceArray<>(256);
    private final Faults faults;
    private long order;

    FrameHandlers(Faults faults) {
        this.faults = faults;
    }

    synchronized void add(FrameHandler handler, int ranking) {
        int type = handler.type();
        boolean allowed = handler.carriedBy() == Carrier.LINK
                ? FrameType.linkCarriesForOthers(type)
                : FrameType.sessionCarriesForOthers(type);
        if (!allowed) {
            log.warn(
                    "{}: frame type {} cannot be handled by others",
                    handler.getClass().getName(),
                    type);
            return;
        }
        all.computeIfAbsent(type, t -> new TreeSet<>(BEST_FIRST)).add(new Ranked(handler, ranking, order++));
        serving.set(type, all.get(type).first().handler());
    }

    synchronized void remove(FrameHandler handler) {
        all.forEach((type, handlers) -> {
            handlers.removeIf(r -> r.handler() == handler);
            serving.set(type, handlers.isEmpty() ? null : handlers.first().handler());
        });
    }

    /** @return false: nobody takes it */
    boolean onLink(NodeId from, int type, ByteBuffer payload) {
        return hand(from, type, Carrier.LINK, payload);
    }

    /** @return false: nobody takes it */
    public boolean onSession(NodeId from, int type, ByteBuffer payload) {
        return hand(from, type, Carrier.SESSION, payload);
    }

    private boolean hand(NodeId from, int type, Carrier carrier, ByteBuffer payload) {
        var handler = serving.get(type);
        if (handler == null || handler.carriedBy() != carrier) return false;
        try {
            handler.on(from, payload);
        } catch (RuntimeException e) {
            faults.warn(log, handler, "frame handler failed", e);
        }
        return true;
    }
}
