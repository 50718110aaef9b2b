package org.osier.admission;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a node that proved its identity may be a peer. Register it as a service: the highest
 * {@code service.ranking} is asked first, the first that admits or rejects decides; all pending means an operator must.
 *
 * <p>Core's own rules stand among them: who is revoked is turned away before anybody is asked; then come those of others,
 * 0 unless they say otherwise; then the allow list (-1000), the members and those with a ticket (-2000), and, where the
 * operator wants it, everybody (-3000). So one that does not know leaves things as they are without it. It may come and go
 * at any time: while it is away, what it would have said is not known.
 */
@ConsumerType
@FunctionalInterface
public interface Admission {
    /**
     * Asked once per link, on a thread of the node: return at once, complete the stage later if need be.
     *
     * @return completes within 5 s; late, failed, or gone meanwhile counts as pending
     */
    CompletionStage<Decision> decide(Hello hello);
}
