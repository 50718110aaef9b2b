package org.osier.core.joining;

import java.util.Optional;
import org.osier.trust.Invited;

/** For nodes that keep nothing. */
public final class ArrivalInMemory implements Arrival {
    private record Coming(String clusterId, Invited invited) {}

    private volatile String aloneIn;
    private volatile Optional<Coming> coming = Optional.empty();

    /** @param aloneIn the cluster that this node made for itself; empty: none */
    public ArrivalInMemory(String aloneIn) {
        this.aloneIn = aloneIn;
    }

    @Override
    public boolean alone(String clusterId) {
        return aloneIn.equals(clusterId);
    }

    @Override
    public void notAlone() {
        aloneIn = "";
    }

    @Override
    public Optional<Invited> invited(String clusterId) {
        return coming.filter(c -> c.clusterId().equals(clusterId)).map(Coming::invited);
    }

    @Override
    public void invited(String clusterId, Invited invited) {
        coming = Optional.of(new Coming(clusterId, invited));
    }
}
