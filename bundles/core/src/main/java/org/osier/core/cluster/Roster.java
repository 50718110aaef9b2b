package org.osier.core.cluster;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.osier.core.crypto.Sha256;
import org.osier.node.NodeId;

/** Ids of nodes, ascending, each once; as bytes they stand one behind the other (WIRE.md, section 9). Immutable. */
public final class Roster {
    /** As many as a node knows peers. Our choice. */
    public static final int MAX_NODES = 16_384;

    static final int MAX_BYTES = MAX_NODES * NodeId.BYTES;

    private static final Roster NOBODY = new Roster(List.of());

    private final List<NodeId> ids;

    private Roster(List<NodeId> ids) {
        this.ids = ids;
    }

    public static Roster nobody() {
        return NOBODY;
    }

    /** @throws IllegalArgumentException if there are too many */
    public static Roster of(Collection<NodeId> ids) {
        var sorted = new TreeSet<>(ids);
        if (sorted.size() > MAX_NODES) throw new IllegalArgumentException(sorted.size() + " nodes");
        return new Roster(List.copyOf(sorted));
    }

    /** Reads strictly. */
    public static Roster parse(byte[] bytes) throws BadDocumentException {
        if (bytes.length % NodeId.BYTES != 0 || bytes.length > MAX_BYTES) {
            throw new BadDocumentException("a roster of " + bytes.length + " bytes");
        }
        return new Roster(List.of(read(ByteBuffer.wrap(bytes), bytes.length / NodeId.BYTES)));
    }

    /** Reads so many ids, which must ascend. */
    static NodeId[] read(ByteBuffer in, int count) throws BadDocumentException {
        var ids = new NodeId[count];
        for (int i = 0; i < count; i++) {
            ids[i] = NodeId.read(in);
            if (i > 0 && ids[i - 1].compareTo(ids[i]) >= 0) throw new BadDocumentException("ids must ascend");
        }
        return ids;
    }

    /** Those of both; of the others only as many as there is room for. */
    public Roster and(Collection<NodeId> more) {
        var all = new TreeSet<>(ids);
        for (var id : more) if (all.size() < MAX_NODES) all.add(id);
        return all.size() == ids.size() ? this : new Roster(List.copyOf(all));
    }

    /** Those that are not among these. */
    public Roster without(Roster others) {
        return new Roster(ids.stream().filter(id -> !others.contains(id)).toList());
    }

    public boolean contains(NodeId id) {
        int from = 0;
        int to = ids.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = ids.get(middle).compareTo(id);
            if (order == 0) return true;
            if (order < 0) from = middle + 1;
            else to = middle - 1;
        }
        return false;
    }

    public List<NodeId> ids() {
        return ids;
    }

    public int size() {
        return ids.size();
    }

    /** As it travels. */
    public byte[] bytes() {
        var out = ByteBuffer.allocate(ids.size() * NodeId.BYTES);
        ids.forEach(id -> id.write(out));
        return out.array();
    }

    /** SHA-256 of {@link #bytes}. */
    byte[] hash() {
        return Sha256.of(bytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Roster roster && ids.equals(roster.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids.toArray());
    }

    @Override
    public String toString() {
        return size() + " nodes";
    }
}
