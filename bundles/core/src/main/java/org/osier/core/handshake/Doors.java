package org.osier.core.handshake;

import java.util.List;

/** The doors that a node keeps open. Asked for every knock, from any thread. */
@FunctionalInterface
public interface Doors {
    /**
     * The open doors of one number.
     *
     * @param number {@link Door#STRANGER}, {@link Door#MEMBER} or {@link Door#TICKET}
     * @return at most 1, 2 (this epoch's secret and the one before) and 16 of them; none: shut
     */
    List<Door> open(int number);
}
