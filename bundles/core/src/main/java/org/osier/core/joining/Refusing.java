package org.osier.core.joining;

import org.osier.core.link.Link;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.Errand;
import org.osier.core.node.rules.Explained;

/** Somebody came for whom there is nothing here: told so, and that is all. */
record Refusing(Visits visits, Refusal refusal, String text) implements Errand {
    @Override
    public void proved(Link link) {
        visits.refuse(link, refusal, text);
    }

    @Override
    public void ready(Link link) {}

    @Override
    public void frame(Link link, int type, byte[] payload) {}

    @Override
    public void ended(Explained why) {}
}
