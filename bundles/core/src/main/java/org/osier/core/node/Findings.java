package org.osier.core.node;

import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;

/** Where one discovery puts what it finds; a class of its own, so that a discovery holds nothing else of the node. */
final class Findings implements Candidates {
    private final Discoveries all;
    private final RunningDiscovery source;

    Findings(Discoveries all, RunningDiscovery source) {
        this.all = all;
        this.source = source;
    }

    @Override
    public void found(Candidate candidate) {
        all.found(source, candidate);
    }

    @Override
    public void withdrawn(Candidate candidate) {
        all.withdrawn(source, candidate);
    }
}
