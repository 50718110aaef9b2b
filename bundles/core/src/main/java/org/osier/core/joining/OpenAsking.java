package org.osier.core.joining;

import java.net.URI;
import java.util.function.Consumer;
import org.osier.core.joining.rules.PairFrames;
import org.osier.core.link.Link;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.rules.Explained;
import org.osier.node.NodeId;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;

/** With nothing: whoever answers is believed, and lets us in or not. */
final class OpenAsking extends Asking {
    private static final int UNDECIDED = 123;

    private final NodeId self;
    private final URI address;

    OpenAsking(NodeId self, URI address, Entering entering, Consumer<JoinStep> progress) {
        super(address, entering, progress);
        this.self = self;
        this.address = address;
    }

    @Override
    void begin(Link link) {
        link.send(FrameType.PAIR, PairFrames.write(PairFrames.NO_PIN));
        link.admit();
    }

    @Override
    JoinException explained(Explained why) {
        if (why.code() != UNDECIDED) return super.explained(why);
        var hint = "there: osier:accept " + self.brief() + "   here: osier:join --pin " + address.getAuthority();
        return new JoinException(why.code(), address + ": " + why.cause(), hint);
    }
}
