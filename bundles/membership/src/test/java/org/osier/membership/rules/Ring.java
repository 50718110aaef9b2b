package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.osier.membership.rules.Output.Copied;
import org.osier.membership.rules.Output.Send;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A few members by hand: links as the test says, frames that arrive at once and in order, time that stands still. */
final class Ring {
    static final Duration PACE = Duration.ofSeconds(15);

    final SampleChecker checker = new SampleChecker();
    final List<Copied> copied = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    private final Map<NodeId, Synchroniser> members = new LinkedHashMap<>();
    private final Map<NodeId, Set<NodeId>> links = new HashMap<>();
    private final Deque<Runnable> arriving = new ArrayDeque<>();
    private long nanos = -5_000;
    private long millis = Sample.NOW.toEpochMilli();

    Moment now() {
        return new Moment(nanos, millis);
    }

    /** A member that knows itself alone. */
    Synchroniser member(long seed) {
        var record = Sample.record(seed, 1);
        var member = new Synchroniser(record.id(), checker, new Random(seed), PACE, now());
        member.own(record);
        members.put(record.id(), member);
        links.put(record.id(), new HashSet<>());
        return member;
    }

    static NodeId id(long seed) {
        return Sample.record(seed, 1).id();
    }

    /** Lets this member have the records, as if they were its own peers'. */
    void give(Synchroniser member, Collection<NodeRecord> records) {
        for (var record : records) member.peerRecord(record, now());
        quiet(member);
    }

    /** What it would say now is lost. */
    void quiet(Synchroniser member) {
        member.links(Set.of(), List.of(), now());
        pass(Duration.ofMillis(100));
        member.tick(now());
    }

    /** A link comes up; the first one made it. */
    void link(long dialler, long other) {
        links.get(id(dialler)).add(id(other));
        links.get(id(other)).add(id(dialler));
        act(id(other), members.get(id(other)).links(links.get(id(other)), List.of(), now()));
        act(id(dialler), members.get(id(dialler)).links(links.get(id(dialler)), List.of(id(other)), now()));
        deliver();
    }

    /** A frame from whoever the test plays. */
    void frame(NodeId from, Synchroniser to, byte[] frame) {
        act(idOf(to), to.frame(from, ByteBuffer.wrap(frame), now()));
        deliver();
    }

    /** As that, and what it answers to whom no member is. */
    List<byte[]> ask(NodeId from, Synchroniser to, byte[] frame) {
        int before = sent.size();
        frame(from, to, frame);
        return List.copyOf(sent.subList(before, sent.size()));
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        millis += time.toMillis();
    }

    /** So much time, in which everybody does what is due. */
    void run(Duration time) {
        long end = nanos + time.toNanos();
        while (true) {
            long due =
                    members.values().stream().mapToLong(Synchroniser::due).min().orElseThrow();
            if (due - end > 0) break;
            if (due - nanos > 0) pass(Duration.ofNanos(due - nanos));
            members.forEach((id, member) -> act(id, member.tick(now())));
            deliver();
        }
        pass(Duration.ofNanos(end - nanos));
    }

    void act(NodeId from, List<Output> outputs) {
        for (var output : outputs) {
            if (output instanceof Copied c) copied.add(c);
            if (output instanceof Send send) {
                sent.add(send.frame());
                var to = members.get(send.to());
                if (to == null) continue;
                arriving.add(() -> act(send.to(), to.frame(from, ByteBuffer.wrap(send.frame()), now())));
            }
        }
    }

    void deliver() {
        while (!arriving.isEmpty()) arriving.remove().run();
    }

    private NodeId idOf(Synchroniser member) {
        return members.entrySet().stream()
                .filter(e -> e.getValue() == member)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The frames of one kind among those that were sent. */
    List<byte[]> sent(int kind) {
        return sent.stream().filter(f -> f[0] == kind).toList();
    }

    /** So many members' first records, of seeds that no test uses otherwise. */
    static List<NodeRecord> others(int count) {
        var all = new ArrayList<NodeRecord>();
        for (int i = 0; i < count; i++) all.add(Sample.record(1_000_000 + i, 1));
        return all;
    }

    /** Records as one frame each. */
    static List<byte[]> pushes(boolean news, NodeRecord... records) {
        return SyncForm.pushes(
                news, Arrays.stream(records).map(NodeRecord::bytes).toList());
    }
}
