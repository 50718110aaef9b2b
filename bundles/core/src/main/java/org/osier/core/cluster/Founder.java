package org.osier.core.cluster;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.osier.core.identity.HomeException;

/** Makes a new cluster: who has a say in it from its beginning. */
@FunctionalInterface
public interface Founder {
    /** Nobody: it cannot revoke or command, ever. */
    Founder WITHOUT_ADMINISTRATORS = (name, now, random) -> Cluster.begin(Genesis.create(name, now, random), random);

    /** @param random fit for keys */
    Cluster found(String name, Instant now, RandomGenerator random) throws HomeException;
}
