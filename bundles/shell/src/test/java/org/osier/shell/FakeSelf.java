package org.osier.shell;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osier.mesh.Attempt;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.Self;
import org.osier.mesh.TransportStatus;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Role;
import org.osier.trust.Invited;

/** A node as a test wants it. */
public final class FakeSelf implements Self {
    /** Now, for everything that tells how long ago something was. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public String name = "alpha";
    public boolean firstStart;
    public List<URI> listening = List.of(URI.create("tcp://192.168.1.20:7400"));
    public List<String> notListening = List.of();
    public List<String> configurationProblems = List.of();
    public Instant started = NOW.minus(Duration.ofMinutes(123));
    public List<Attempt> attempts = List.of();
    public SortedMap<String, Long> counters = new TreeMap<>();
    public SortedMap<String, String> counterMeanings = new TreeMap<>();
    public Optional<String> identityElsewhere = Optional.empty();
    public List<TransportStatus> transports = List.of();
    public List<DiscoveryStatus> discoveries = List.of();

    /** A record whose keys are made of one byte and whose signature is zero. */
    public static NodeRecord record(int key, String name, URI... addresses) {
        return record(key, name, NOW.minus(Duration.ofHours(1)), Duration.ofDays(1), addresses);
    }

    /** The same of one that says who invited it. */
    public static NodeRecord invited(int key, String name, NodeId by, Instant at) {
        return signed(builder(key, name, NOW.minus(Duration.ofHours(1)), Duration.ofDays(1))
                .attributes(new TreeMap<>(Map.of(Invited.ATTRIBUTE, new Invited(by, at).text()))));
    }

    private static NodeRecord signed(NodeRecord.Builder record) {
        return record.sign(unsigned -> new byte[64]);
    }

    static NodeRecord record(int key, String name, Instant issued, Duration validity, URI... addresses) {
        return signed(builder(key, name, issued, validity).addresses(List.of(addresses)));
    }

    private static NodeRecord.Builder builder(int key, String name, Instant issued, Duration validity) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) key);
        return NodeRecord.builder()
                .keys(bytes, bytes)
                .serial(12)
                .bootId(0xb001)
                .issued(issued, validity)
                .name(name)
                .role(Role.DUAL)
                .addresses(List.of());
    }

    @Override
    public NodeId id() {
        return record().id();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NodeRecord record() {
        return record(1, name, listening.toArray(URI[]::new));
    }

    @Override
    public String clusterName() {
        return "willow-42";
    }

    @Override
    public String clusterId() {
        return "9b1e04".repeat(11).substring(0, 64);
    }

    @Override
    public int clusterEpoch() {
        return 1;
    }

    @Override
    public boolean firstStart() {
        return firstStart;
    }

    @Override
    public List<URI> listening() {
        return listening;
    }

    @Override
    public List<String> notListening() {
        return notListening;
    }

    @Override
    public List<String> configurationProblems() {
        return configurationProblems;
    }

    @Override
    public List<Attempt> attempts() {
        return attempts;
    }

    @Override
    public List<TransportStatus> transports() {
        return transports;
    }

    @Override
    public List<DiscoveryStatus> discoveries() {
        return discoveries;
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public SortedMap<String, String> counterMeanings() {
        return counterMeanings;
    }

    @Override
    public Optional<String> identityElsewhere() {
        return identityElsewhere;
    }

    @Override
    public SortedMap<String, Long> counters() {
        return counters;
    }
}
