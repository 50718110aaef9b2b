package org.osier.core.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.node.NodeRecord;

/** A discovery that finds what it is told to, and writes down how the node treats it. */
public class ListedSeeds implements Discovery {
    final List<String> calls = new ArrayList<>();
    final List<NodeRecord> told = new ArrayList<>();
    private final List<Candidate> listed = new ArrayList<>();
    private @Nullable Candidates candidates;

    public ListedSeeds(URI... addresses) {
        for (var address : addresses) listed.add(Candidate.at(address));
    }

    void find(Candidate candidate) {
        listed.add(candidate);
        tell(c -> c.found(candidate));
    }

    void withdraw(Candidate candidate) {
        listed.remove(candidate);
        tell(c -> c.withdrawn(candidate));
    }

    private void tell(Consumer<Candidates> what) {
        if (candidates != null) what.accept(candidates);
    }

    @Override
    public String name() {
        return "listed";
    }

    @Override
    public void start(NodeRecord self, Candidates candidates) {
        calls.add("start");
        told.add(self);
        this.candidates = candidates;
        listed.forEach(candidates::found);
    }

    @Override
    public void announce(NodeRecord self) {
        calls.add("announce");
        told.add(self);
    }

    /** Goes on finding afterwards, against the contract: the node must not listen. */
    @Override
    public void stop() {
        calls.add("stop");
    }
}
