package org.osier.core.node;

import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.BadDocumentException;
import org.osier.core.cluster.KeyUpdateReader;
import org.osier.core.cluster.Rotation;
import org.osier.core.link.Link;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.rules.Explained;

/**
 * Brings a secret that was turned over to one end of a link or the other: to whom it was made for alone, or to one that was
 * meant for messages. Both ends send what they have; who gets it closes.
 */
final class KeyErrand implements Errand {
    private final Rotations rotations;
    private final Link link;
    private final KeyUpdateReader reader = new KeyUpdateReader();
    private @Nullable Rotation sent; // what the other end has of us: the same is never sent twice

    KeyErrand(Rotations rotations, Link link) {
        this.rotations = rotations;
        this.link = link;
    }

    @Override
    public void proved(Link link) {
        rotations.admit(link);
    }

    @Override
    public void ready(Link link) {
        send();
    }

    private void send() {
        var current = rotations.current();
        if (current.isEmpty() || current.get().equals(sent)) return;
        sent = current.get();
        rotations.send(link);
    }

    @Override
    public void frame(Link link, int type, byte[] payload) {
        if (type != FrameType.KEY_UPDATE) {
            rotations.refuse(link, String.format("frame 0x%02X where a KeyUpdate was due", type));
            return;
        }
        try {
            var update = reader.add(payload);
            rotations.unfinished(this, reader.kept() > 0);
            if (update.isPresent() && rotations.came(link, update.get())) send();
            if (update.isPresent()) rotations.done(link);
        } catch (BadDocumentException e) {
            rotations.refuse(link, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void ended(Explained why) {
        rotations.unfinished(this, false);
        if (sent != null && link.dialledByMe()) rotations.mayBeBack(link);
    }

    Link link() {
        return link;
    }
}
