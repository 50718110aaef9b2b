package org.osier.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Senders that wait for room in one session, in the order in which they came. Under the lock of the session. */
final class RoomQueue {
    /** Who waits has a message in hand, so this is in truth a bound in messages. Our choice. */
    static final int MAX_WAITING = 1_024;

    private record Waiting(int stream, CompletableFuture<Void> there) {}

    private final List<Waiting> waiting = new ArrayList<>(0);

    /** @return null: too many wait already */
    @Nullable
    CompletableFuture<Void> add(int stream) {
        if (waiting.size() >= MAX_WAITING) return null;
        var there = new CompletableFuture<Void>();
        waiting.add(new Waiting(stream, there));
        return there;
    }

    /** Those that need not wait any longer; the caller tells them, under no lock. */
    List<CompletableFuture<Void>> take(IntPredicate hasRoom) {
        if (waiting.isEmpty()) return List.of();
        var taken = new ArrayList<CompletableFuture<Void>>();
        waiting.removeIf(one -> hasRoom.test(one.stream) && taken.add(one.there));
        return taken;
    }
}
