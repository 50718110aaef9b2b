package org.osier.admission;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a node that proved its identity may be a peer. Register it as a service: the highest
 * {@code service.ranking} is asked first, the first that admits or rejects decides; all pending means an operator must.
 */
@ConsumerType
@FunctionalInterface
public interface Admission {
    /**
     * Asked once per link, on a thread of the node: return at once, complete the stage later if need be.
     *
     * @return completes within 10 s; late or failed counts as pending
     */
    CompletionStage<Decision> decide(Hello hello);
}
