package org.osier.core.node;

import org.osier.core.link.Link;
import org.osier.core.node.rules.Explained;

/**
 * What a link is for that never carries messages: it brings a node into a cluster, or the secret that it missed
 * (WIRE.md, section 2). Everything is called on the loop; the link has 10 s for all of it.
 */
public interface Errand {
    /** The other end proved who it is: {@link Link#admit} or {@link Link#refuse} it, now or later. */
    void proved(Link link);

    /** Both ends said Ready. */
    void ready(Link link);

    /** A frame of an errand came: Pair before Ready, Welcome or KeyUpdate after it. @param payload its own to keep */
    void frame(Link link, int type, byte[] payload);

    /** The last call: the link is gone, or the dial came to nothing. @param why as a dial would tell it */
    void ended(Explained why);
}
