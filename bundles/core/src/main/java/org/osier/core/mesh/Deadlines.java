package org.osier.core.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.Environment;

/**
 * Expires what waits too long, to the nearest {@value #SLOT_MS} ms: a timer wheel, because every request enters and most
 * leave it again at once, and a heap of timers would wake the loop for each. The loop turns it while it holds anything.
 * Locks itself, for a moment; what expires is told outside the lock.
 */
final class Deadlines {
    /** Something that waits. In one wheel at most once. */
    abstract static class Entry {
        private long due;
        private @Nullable Entry previous; // null: not in the wheel
        private @Nullable Entry next;

        /** The deadline has passed. On the loop. */
        abstract void expired();
    }

    /** The head of a circular list. */
    private static Entry emptySlot() {
        var slot = new Entry() {
            @Override
            void expired() {
                throw new AssertionError("the head of a list does not wait");
            }
        };
        link(slot, slot);
        return slot;
    }

    private static final int SLOTS = 512;
    private static final int SLOT_MS = 10;
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOT_MS);

    private final Environment environment;
    private final Entry[] slots = new Entry[SLOTS];
    private int size;
    private long turned; // everything due before this has been expired
    private boolean turning;

    Deadlines(Environment environment) {
        this.environment = environment;
        for (int i = 0; i < SLOTS; i++) slots[i] = emptySlot();
    }

    /** Calls {@link Entry#expired} when {@code nanos} have passed, unless it was removed before. Any thread. */
    void add(Entry entry, long nanos) {
        synchronized (this) {
            long now = environment.nanos().getAsLong();
            entry.due = now + nanos;
            var slot = slots[slotOf(entry.due)];
            link(last(slot), entry);
            link(entry, slot);
            size++;
            if (turning) return;
            turned = now;
            turning = true;
        }
        environment.loop().schedule(this::turn, SLOT_MS, TimeUnit.MILLISECONDS);
    }

    /** @return false: it has expired, or was never added */
    synchronized boolean remove(Entry entry) {
        if (entry.previous == null || entry.next == null) return false;
        link(entry.previous, entry.next);
        entry.previous = null;
        entry.next = null;
        size--;
        return true;
    }

    private void turn() {
        var late = new ArrayList<Entry>();
        boolean again;
        synchronized (this) {
            long now = environment.nanos().getAsLong();
            long slotsPassed = Math.min((now - turned) / SLOT_NANOS + 1, SLOTS);
            for (long i = 0; i < slotsPassed; i++) collect(slots[slotOf(turned + i * SLOT_NANOS)], now, late);
            turned = now;
            again = turning = size > 0;
        }
        if (again) environment.loop().schedule(this::turn, SLOT_MS, TimeUnit.MILLISECONDS);
        late.forEach(Entry::expired);
    }

    private void collect(Entry slot, long now, List<Entry> late) {
        var first = late.size();
        for (var entry = slot.next; entry != null && entry != slot; entry = entry.next) {
            if (now - entry.due >= 0) late.add(entry);
        }
        late.subList(first, late.size()).forEach(this::remove);
    }

    private static void link(Entry before, Entry after) {
        before.next = after;
        after.previous = before;
    }

    private static Entry last(Entry slot) {
        var last = slot.previous;
        if (last == null) throw new AssertionError("a circular list has a last entry");
        return last;
    }

    private static int slotOf(long due) {
        return (int) Math.floorMod(Math.floorDiv(due, SLOT_NANOS), (long) SLOTS);
    }
}
