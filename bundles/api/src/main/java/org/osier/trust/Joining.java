package org.osier.trust;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/**
 * How nodes get into the cluster of this node, and this node into that of another. A service of core. Any thread; no method
 * blocks. Stages complete on a thread of the node: what hangs on them must not wait.
 */
@ProviderType
public interface Joining {
    /** Tickets that count at one time, at most. */
    int MAX_TICKETS = 16;

    /**
     * Makes a ticket: whoever has its text becomes a member, once, within 10 minutes. It is in memory only.
     *
     * @throws JoinException OSIER-102 if this node does not listen on tcp, OSIER-305 with {@value #MAX_TICKETS} tickets out
     */
    Invitation invite() throws JoinException;

    /**
     * Shows a PIN: whoever proves to know it, within 2 minutes and with five tries over all who try, becomes a member. Only
     * one PIN is shown at a time.
     *
     * @throws JoinException OSIER-305 if one is shown already, or ten were within the hour
     */
    Pin pair() throws JoinException;

    /**
     * As {@link #pair}, for this node alone. It is not let in by that: it must still prove to know the PIN.
     *
     * @throws JoinException as {@link #pair}
     */
    Pin accept(NodeId node) throws JoinException;

    /**
     * Who knocked without being let in, newest first: at most 256, each for an hour. A list of its own for each caller.
     */
    List<Knock> pending();

    /** Turns this node away for an hour, and takes it from {@link #pending}. @return whether it stood there */
    boolean reject(NodeId node);

    /** Which ways in are open to those who are no members. */
    Entrances entrances();

    /** Whether this node may leave its cluster for another: it made it, and nobody else was ever in it. */
    boolean mayJoin();

    /**
     * Joins by a ticket. The cluster of this node is left for that of the ticket.
     *
     * @param ticket as {@link #invite} gave it on another node
     * @param progress told of each step on a thread of the node
     * @return who let us in. Fails with {@link JoinException}: OSIER-121 the ticket is expired, used or no ticket, OSIER-133
     *     another node answers there, OSIER-131 this node cannot leave its cluster, or the code of the dial
     */
    CompletionStage<Joined> joinByTicket(String ticket, Consumer<JoinStep> progress);

    /**
     * Joins by a PIN that is shown on another node. One candidate, one try.
     *
     * @param address of that node
     * @param pin six digits
     * @return as above; OSIER-122: the PIN is another one, or somebody stands between the two
     */
    CompletionStage<Joined> joinByPin(URI address, String pin, Consumer<JoinStep> progress);

    /**
     * Knocks without a secret: lets this node in if the other one has opened itself to anybody, and is shown to its operator
     * otherwise. Whoever answers is believed.
     *
     * @param address of the other node
     * @return as above; OSIER-123: an operator has to decide
     */
    CompletionStage<Joined> joinOpen(URI address, Consumer<JoinStep> progress);
}
