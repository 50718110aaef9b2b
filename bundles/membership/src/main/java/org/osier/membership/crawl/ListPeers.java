package org.osier.membership.crawl;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;
import org.osier.dispatch.Reply;
import org.osier.dispatch.Request;
import org.osier.membership.crawl.rules.Allowance;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.BadMessageException;
import org.osier.membership.crawl.rules.Question;
import org.osier.node.NodeId;
import org.osier.ueps.Intents;

/**
 * Tells who asks whom this node knows (WIRE.md, section 11), as often as {@link Allowance} has it. What is refused is an
 * answer, too: a failure would be logged, and anybody could make it. Thread-safe.
 */
@Component(service = IntentHandler.class)
@Intent(value = Intents.LIST_PEERS, name = "list-peers")
public final class ListPeers implements IntentHandler {
    private final Neighbourhood neighbourhood;
    private final LongSupplier nanos;
    private final Allowance allowance = new Allowance(); // guarded by this

    /** @param neighbourhood whom we can tell of */
    @Activate
    public ListPeers(@Reference Neighbourhood neighbourhood) {
        this(neighbourhood, System::nanoTime);
    }

    ListPeers(Neighbourhood neighbourhood, LongSupplier nanos) {
        this.neighbourhood = neighbourhood;
        this.nanos = nanos;
    }

    @Override
    public Reply on(Request request) {
        return Reply.bytes(answer(request).bytes());
    }

    private Answer answer(Request request) {
        try {
            var question = Question.read(request.payload());
            var pause = pause(request.from().id());
            return pause.isZero() ? neighbourhood.page(question) : new Answer.Later(pause);
        } catch (BadMessageException e) {
            return new Answer.NotUnderstood();
        }
    }

    private synchronized Duration pause(NodeId asker) {
        return allowance.take(asker, nanos.getAsLong());
    }
}
