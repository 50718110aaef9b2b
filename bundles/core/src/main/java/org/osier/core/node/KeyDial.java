package org.osier.core.node;

import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.node.rules.Explained;

/** We dial one who may have missed the last rotation, through the door of the epoch before. */
final class KeyDial implements Errand {
    private final Rotations rotations;
    private @Nullable KeyErrand errand; // once there is a link

    KeyDial(Rotations rotations) {
        this.rotations = rotations;
    }

    @Override
    public void proved(Link link) {
        errand = new KeyErrand(rotations, link);
        errand.proved(link);
    }

    @Override
    public void ready(Link link) {
        if (errand != null) errand.ready(link);
    }

    @Override
    public void frame(Link link, int type, byte[] payload) {
        if (errand != null) errand.frame(link, type, payload);
    }

    @Override
    public void ended(Explained why) {
        if (errand != null) errand.ended(why);
    }
}
