package org.osier.discovery.multicast;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import org.osier.trust.Entrances;
import org.osier.trust.Joining;

/** A node that shows a PIN, or not. */
final class FakeJoining {
    volatile Optional<Instant> until = Optional.empty();

    /** As the service of a node; nothing else of it is asked. */
    Joining service() {
        return (Joining) Proxy.newProxyInstance(
                FakeJoining.class.getClassLoader(), new Class<?>[] {Joining.class}, (self, method, arguments) -> {
                    if (method.getName().equals("entrances")) return new Entrances(0, until, false, 0);
                    throw new AssertionError(method + " is asked");
                });
    }
}
