package org.osier.bench.jgroups;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.bench.flow.Flows;
import org.osier.bench.flow.MessageFlow;
import org.osier.bench.trip.Chain;
import org.osier.bench.trip.Trips;
import org.osier.core.node.Node;
import org.osier.node.NodeId;

/** Osier and JGroups in turn: messages one way, one sender, and a chain of requests. */
public final class Beside {
    private static final int TRIPS = 20_000;

    /** So many more messages we get than they, so that both are at it, and warm up, for about as long. */
    private static final int OUR_SHARE = 4;

    private final Node node;
    private final NodeId server;
    private final GroupClient group;
    private final int permille;

    /** @param permille how much of the usual work is done; 1,000: all of it */
    public Beside(Node node, NodeId server, GroupClient group, int permille) {
        this.node = node;
        this.server = server;
        this.group = group;
        this.permille = permille;
    }

    /** Messages per second, and nanoseconds, by name. */
    public Map<String, Long> run() throws Exception {
        var results = new LinkedHashMap<String, Long>();
        flow(results, "64B", 64, 400_000);
        flow(results, "1KiB", 1_024, 200_000);
        flow(results, "64KiB", 65_536, 10_000);
        trip(results);
        return results;
    }

    private void flow(Map<String, Long> results, String size, int bytes, int count) throws Exception {
        int slice = Math.max(1, count / Flows.SLICES * permille / 1_000);
        long theirs = 0;
        long ours = 0;
        var messages = new MessageFlow(node.mesh(), server, bytes);
        for (int round = -Flows.warmUp(permille); round < Flows.SLICES; round++) {
            long first = group.stream(bytes, slice);
            long second = messages.stream(OUR_SHARE * slice);
            if (round < 0) continue;
            theirs += first;
            ours += second;
        }
        results.put("jgroups.flow." + size, Flows.perSecond(slice, theirs));
        results.put("beside.flow." + size, Flows.perSecond(OUR_SHARE * slice, ours));
    }

    private void trip(Map<String, Long> results) throws Exception {
        int slice = Math.max(1, TRIPS / Flows.SLICES * permille / 1_000);
        var theirs = new long[slice * Flows.SLICES];
        var ours = new long[slice * Flows.SLICES];
        var chain = Chain.of(node.mesh(), server, GroupServer.ANSWER_BYTES);
        for (int round = -Flows.SLICES; round < Flows.SLICES; round++) {
            int from = Math.max(round, 0) * slice;
            group.chain(theirs, from, slice);
            chain.run(ours, from, slice);
        }
        Arrays.sort(theirs);
        Arrays.sort(ours);
        results.put("jgroups.trip", Trips.middle(theirs));
        results.put("beside.trip", Trips.middle(ours));
    }
}
