package org.osier.core.joining;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.Errand;
import org.osier.core.node.rules.Explained;
import org.osier.core.session.rules.Violation;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;

/**
 * This node asks to be let into another cluster: one dial, one try, at a door that asks nothing more of it than the
 * handshake did. The loop's.
 */
class Asking implements Errand {
    private final URI address;
    private final Entering entering;
    private final Consumer<JoinStep> progress;
    private final CompletableFuture<Joined> result = new CompletableFuture<>();
    private @Nullable Link link;
    private boolean welcomed;

    Asking(URI address, Entering entering, Consumer<JoinStep> progress) {
        this.address = address;
        this.entering = entering;
        this.progress = progress;
    }

    /** Who let us in. */
    final CompletableFuture<Joined> result() {
        return result;
    }

    @Override
    public final void proved(Link link) {
        this.link = link;
        progress.accept(JoinStep.PROVED);
        begin(link);
    }

    /** The other end proved who it is. */
    void begin(Link link) {
        link.admit();
    }

    @Override
    public void ready(Link link) {}

    @Override
    public void frame(Link link, int type, byte[] payload) {
        try {
            if (type != FrameType.WELCOME) throw new Violation("a frame that nobody asked for");
            if (welcomed) throw new Violation("a second Welcome");
            welcomed = true;
            entering.enter(link, Welcome.read(payload), progress).whenComplete((joined, e) -> {
                if (e == null) {
                    result.complete(joined);
                    return;
                }
                var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
                result.completeExceptionally(cause);
                link.close(CloseReason.REFUSED, "it could not be stored");
            });
        } catch (Violation e) {
            broken(link, e);
        }
    }

    /** The other end broke the rules. */
    final void broken(Link link, Violation e) {
        fail(link, CloseReason.PROTOCOL, new JoinException(132, e.getMessage(), "update the older of the two nodes"));
    }

    /** It ends here, whatever the other end says to that. */
    final void fail(Link link, CloseReason reason, JoinException why) {
        result.completeExceptionally(why);
        link.close(reason, why.getMessage());
    }

    @Override
    public final void ended(Explained why) {
        over();
        if (!welcomed) result.completeExceptionally(explained(why));
    }

    /** The link is gone. */
    void over() {}

    /** In words of one who wants to join. */
    JoinException explained(Explained why) {
        return new JoinException(why.code(), address + ": " + why.cause(), why.hint());
    }
}
