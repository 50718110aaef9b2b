package org.osier.core.cluster;

import com.google.gson.JsonObject;
import org.osier.core.crypto.Vectors;

/** The cluster of the Osier wire vectors, written independently from WIRE.md. */
public final class TestClusters {
    /** The vectors. */
    public static final JsonObject VECTOR = Vectors.read("osier.json").getAsJsonObject("cluster");

    private TestClusters() {}

    /** As its members know it. */
    public static Cluster willow() {
        try {
            return Cluster.of(
                    Genesis.parse(Vectors.hex(VECTOR, "genesis")),
                    VECTOR.get("epoch").getAsInt(),
                    Vectors.hex(VECTOR, "secret"));
        } catch (BadGenesisException e) {
            throw new AssertionError(e);
        }
    }
}
