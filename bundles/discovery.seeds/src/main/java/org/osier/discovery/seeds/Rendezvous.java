package org.osier.discovery.seeds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.discovery.seeds.rules.MeetingBook;
import org.osier.node.NodeRecord;

/** The visits of the services in the configuration, from a start of the discovery to its stop. Thread-safe. */
final class Rendezvous {
    private static final Duration STOP = Duration.ofMillis(300);

    private final Visits.Surroundings around;
    private Settings settings; // guarded by this
    private @Nullable NodeRecord self; // guarded by this; null: it does not run
    private volatile @Nullable Visits visits; // written under this

    Rendezvous(Visits.Surroundings around, Settings settings) {
        this.around = around;
        this.settings = settings;
    }

    synchronized void start(NodeRecord self) {
        this.self = self;
        begin();
    }

    synchronized void configure(Settings news) {
        boolean same = news.rendezvous().equals(settings.rendezvous())
                && news.rendezvousPause().equals(settings.rendezvousPause());
        settings = news;
        if (self != null && !same) begin();
    }

    private synchronized void begin() {
        end();
        if (self == null || settings.rendezvous().isEmpty()) return;
        var next = new Visits(around, settings.rendezvous(), settings.rendezvousPause(), self);
        visits = next;
        next.start();
    }

    private synchronized void end() {
        var last = visits;
        visits = null;
        if (last != null) last.end(STOP);
    }

    synchronized void announce(NodeRecord self) {
        if (this.self == null) return;
        this.self = self;
        var running = visits;
        if (running != null) running.announce(self);
    }

    synchronized void stop() {
        self = null;
        end();
    }

    /** Something is new. */
    void soon() {
        var running = visits;
        if (running != null) running.soon();
    }

    /** Who was met, for as long as that counts. */
    List<MeetingBook.Met> met(Instant now) {
        var running = visits;
        return running == null ? List.of() : running.met(now);
    }

    /** What services do not do just now. */
    List<String> troubles() {
        var running = visits;
        return running == null ? List.of() : running.troubles();
    }

    @Nullable
    Visits visits() {
        return visits;
    }

    void close() {
        stop();
        around.http().close();
    }
}
