package org.osier.core.joining.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osier.node.NodeId;

/**
 * What a PIN that is shown is good for: two minutes, five tries over all who come, one who gets in, ten PINs an hour. Of a
 * million PINs an attacker who always finds one shown guesses 50 an hour. One thread at a time.
 */
public final class PinBook {
    /** How long one counts. */
    public static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** Tries at one, over all sources. */
    public static final int MAX_TRIES = 5;

    /** PINs in an hour. */
    public static final int MAX_AN_HOUR = 10;

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** What becomes of the wish to show one. */
    public enum Opening {
        /** It is shown now. */
        SHOWN,
        /** Another one is. */
        ONE_IS,
        /** There were too many in the last hour. */
        TOO_MANY
    }

    private final Deque<Long> opened = new ArrayDeque<>(MAX_AN_HOUR); // in the last hour, oldest first
    private int number; // of the PIN that was shown last
    private boolean shown;
    private long until;
    private int tries;
    private int underWay; // tries of which nobody knows yet how they end
    private Optional<NodeId> only = Optional.empty();

    /** Shows one. @param only who may try it; empty: anybody */
    public Opening open(Optional<NodeId> only, long now) {
        if (shown(now)) return Opening.ONE_IS;
        while (!opened.isEmpty() && now - opened.peekFirst() >= HOUR_NANOS) opened.removeFirst();
        if (opened.size() >= MAX_AN_HOUR) return Opening.TOO_MANY;
        opened.addLast(now);
        number++;
        shown = true;
        until = now + LIFE_NANOS;
        tries = 0;
        underWay = 0;
        this.only = only;
        return Opening.SHOWN;
    }

    /** Tells the PIN that was shown last from all before. */
    public int number() {
        return number;
    }

    /** Whether one is shown. */
    public boolean shown(long now) {
        return shown && now - until < 0;
    }

    /** Whether there are tries left: the door is open. */
    public boolean open(long now) {
        return shown(now) && tries < MAX_TRIES;
    }

    /** Whether this node may begin to prove that it knows the PIN. */
    public boolean admits(NodeId who, long now) {
        return open(now) && only.map(who::equals).orElse(true);
    }

    /** Our second round is about to leave: with it the other end can test one guess. @return false: it must not leave */
    public boolean countTry(int number, long now) {
        if (number != this.number || !open(now)) return false;
        tries++;
        underWay++;
        return true;
    }

    /** A try that was counted came to nothing. @return whether it was the last one: the PIN is shown no more */
    public boolean failed(int number) {
        if (number != this.number || !shown) return false;
        underWay--;
        if (tries < MAX_TRIES || underWay > 0) return false;
        shown = false;
        return true;
    }

    /** Somebody proved to know it. @return whether it counts: it is used then, and shown no more */
    public boolean succeeded(int number, long now) {
        if (number != this.number || !shown(now)) return false;
        shown = false;
        return true;
    }

    /** It is shown no more. @return whether it was until now */
    public boolean close(int number) {
        if (number != this.number || !shown) return false;
        shown = false;
        return true;
    }
}
