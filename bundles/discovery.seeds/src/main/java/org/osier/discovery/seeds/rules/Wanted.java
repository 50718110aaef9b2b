package org.osier.discovery.seeds.rules;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osier.discovery.Candidate;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Somebody who should stand as a candidate.
 *
 * @param candidate who and where
 * @param until when that ends; empty: when it is no longer wanted
 */
public record Wanted(Candidate candidate, Optional<Instant> until) {
    /**
     * Everybody who should stand now, by what tells him from others: first the seeds, then the remembered ones, then those
     * whom a rendezvous knows newer.
     */
    public static Map<Object, Wanted> all(List<URI> seeds, List<NodeRecord> remembered, List<MeetingBook.Met> met) {
        var all = new LinkedHashMap<Object, Wanted>();
        for (var seed : seeds) all.put(seed, new Wanted(Candidate.at(seed), Optional.empty()));
        var serials = new HashMap<NodeId, Long>();
        for (var record : remembered) {
            serials.put(record.id(), record.serial());
            put(all, record, record.expires());
        }
        for (var one : met)
            if (serials.getOrDefault(one.record().id(), -1L) < one.record().serial())
                put(all, one.record(), one.until());
        return all;
    }

    private static void put(Map<Object, Wanted> all, NodeRecord record, Instant until) {
        all.remove(record.id());
        if (record.addresses().isEmpty()) return; // nobody can dial it
        var candidate = Candidate.of(record.id(), record.bootId(), record.addresses());
        all.put(record.id(), new Wanted(candidate, Optional.of(until)));
    }

    /** As it is found now, which is before it ends. */
    public Candidate at(Instant now) {
        return until.map(end -> candidate.lasting(Duration.between(now, end))).orElse(candidate);
    }

    // By hand: the equals that the compiler makes for a record is linked in a way that keeps the class loader of the
    // record for ever (OpenJDK 17 and 25), and this bundle is replaced while the node runs. LeakTest finds it out.
    @Override
    public boolean equals(Object other) {
        return other instanceof Wanted w && candidate.equals(w.candidate) && until.equals(w.until);
    }

    @Override
    public int hashCode() {
        return candidate.hashCode();
    }
}
