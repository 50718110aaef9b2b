package org.osier.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osier.mesh.TransportStatus;
import org.osier.shell.commands.Carrier;
import org.osier.shell.commands.Carriers;

/** Bundles of transports that start and stop as a test tells them. */
public final class FakeCarriers implements Carriers {
    public final List<Carrier> all = new ArrayList<>();

    /** What start and stop say, empty: it works. */
    public String trouble = "";

    /** One service of these schemes, its id is that of the bundle. */
    public void add(long id, String name, String state, String... schemes) {
        var services = state.equals(Carrier.ACTIVE) ? Set.of(id) : Set.<Long>of();
        all.add(new Carrier(id, name, "1.0.0", state, List.of(schemes), services));
    }

    @Override
    public List<Carrier> all() {
        return List.copyOf(all);
    }

    @Override
    public void start(long bundleId) throws CarrierException {
        become(bundleId, Carrier.ACTIVE);
    }

    @Override
    public void stop(long bundleId) throws CarrierException {
        become(bundleId, Carrier.STOPPED);
    }

    private void become(long bundleId, String state) throws CarrierException {
        if (!trouble.isEmpty()) throw new CarrierException(trouble, new IllegalStateException());
        var old = all.stream().filter(c -> c.bundleId() == bundleId).findFirst().orElseThrow();
        all.remove(old);
        add(bundleId, old.name(), state, old.schemes().toArray(String[]::new));
    }

    /** What a node counts of a transport. */
    public record Status(long serviceId, List<String> schemes, boolean serving, int connections, int links)
            implements TransportStatus {
        @Override
        public boolean datagrams() {
            return false;
        }

        @Override
        public long dials() {
            return 1_234;
        }

        @Override
        public long dialsFailed() {
            return 5;
        }

        @Override
        public long accepted() {
            return 6;
        }

        @Override
        public long messagesIn() {
            return 1_234_567;
        }

        @Override
        public long bytesIn() {
            return 98_765_432;
        }

        @Override
        public long messagesOut() {
            return 12;
        }

        @Override
        public long bytesOut() {
            return 999;
        }
    }
}
