package org.osier.shell.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleEvent;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.log.LogLevel;
import org.osier.mesh.PeerListener.Change;
import org.osier.mesh.PeerState;
import org.osier.shell.FakeLog;
import org.osier.shell.FakeOsgi;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;

/** What happens, as lines. */
class EventsTest {
    private final List<String> lines = new ArrayList<>();
    private final Clock clock = Clock.fixed(FakeSelf.NOW, ZoneOffset.UTC);

    private void add(Event event) {
        lines.add(event.mark().sign() + " " + event.text());
    }

    @Test
    void changesOfAPeer() {
        var peers = new PeerEvents(clock, this::add);
        var up = FakePeer.alive(2, "beta", 7420);
        peers.on(Change.FOUND, up);
        peers.on(Change.UP, FakePeer.alive(2, "beta", 7422));
        peers.on(Change.STANDBY, up.standingBy("ws://127.0.0.1:7423"));
        peers.on(Change.STANDBY, up);
        peers.on(Change.RECORD, up);
        peers.on(Change.DOWN, FakePeer.in(PeerState.SUSPECT, 2, "beta", "connection reset by peer"));
        peers.on(Change.DOWN, FakePeer.in(PeerState.FAILED, 2, "beta", "no answer to 3 of 3 probes"));
        peers.on(Change.DOWN, FakePeer.in(PeerState.IDLE, 2, "beta", "more links than wished here"));
        peers.on(Change.UP, up);
        peers.on(Change.RESTARTED, up);
        assertThat(lines)
                .containsExactly(
                        "+ beta up via tcp 127.0.0.1:7420",
                        "~ beta now via tcp 127.0.0.1:7422 (link up)",
                        "~ beta ws 127.0.0.1:7423 stands by",
                        "~ beta nothing stands by any more",
                        "~ beta sent record 12 (9e671b1c)",
                        "- beta suspect (connection reset by peer)",
                        "- beta failed (no answer to 3 of 3 probes)",
                        "- beta idle (more links than wished here)",
                        "+ beta up via tcp 127.0.0.1:7420",
                        "~ beta restarted");
    }

    @Test
    void bundlesOfTheMeshAndWhatWasDropped() {
        var bundles = new BundleEvents(clock, this::add);
        var ours = FakeOsgi.bundle("org.osier.transport.tcp", "reference:file:/opt/osier/bundle/t.jar");
        var dropped = FakeOsgi.bundle("com.example.hello", "file:/opt/osier/deploy/hello.jar");
        var other = FakeOsgi.bundle("org.apache.felix.scr", "reference:file:/opt/osier/system/scr.jar");
        for (var bundle : List.of(ours, dropped, other)) {
            for (int type : new int[] {BundleEvent.INSTALLED, BundleEvent.RESOLVED, BundleEvent.STARTED}) {
                bundles.bundleChanged(new BundleEvent(type, bundle));
            }
        }
        for (int type : new int[] {BundleEvent.STOPPED, BundleEvent.UPDATED, BundleEvent.UNINSTALLED}) {
            bundles.bundleChanged(new BundleEvent(type, dropped));
        }
        assertThat(lines)
                .containsExactly(
                        "+ org.osier.transport.tcp 1.0.0 started",
                        "+ com.example.hello 1.0.0 started",
                        "- com.example.hello 1.0.0 stopped",
                        "~ com.example.hello 1.0.0 updated",
                        "- com.example.hello 1.0.0 removed");
    }

    @Test
    void listenersThatOpenCloseAndFail() {
        var listeners = new ListenerEvents(clock, this::add);
        var self = new FakeSelf();
        self.started = FakeSelf.NOW.minusSeconds(1);
        self.listening = List.of();
        self.notListening = List.of("tcp://127.0.0.1:7400: no transport for this scheme yet");
        listeners.look(self);
        self.listening = List.of(URI.create("tcp://127.0.0.1:7400"));
        self.notListening = List.of("tcp://127.0.0.1:80: OSIER-101 not permitted");
        for (int i = 0; i < 3; i++) listeners.look(self);
        self.listening = List.of();
        listeners.look(self);
        assertThat(lines)
                .containsExactly(
                        "+ tcp 127.0.0.1:7400 listening",
                        "! tcp://127.0.0.1:80 OSIER-101 not permitted",
                        "- tcp 127.0.0.1:7400 listens no more");
    }

    @Test
    void whereANodeListensSinceLongIsNoNews() {
        var listeners = new ListenerEvents(clock, this::add);
        var self = new FakeSelf();
        listeners.look(self);
        assertThat(lines).isEmpty();
        self.listening = List.of();
        listeners.look(self);
        assertThat(lines).containsExactly("- tcp 192.168.1.20:7400 listens no more");
    }

    @Test
    void ourConfigurationsAndNoOthers() {
        var configurations = new ConfigurationEvents(clock, this::add);
        var service = FakeOsgi.configurationAdmin();
        for (var pid : List.of("org.osier.core", "org.ops4j.pax.logging")) {
            configurations.configurationEvent(
                    new ConfigurationEvent(service, ConfigurationEvent.CM_UPDATED, null, pid));
            configurations.configurationEvent(
                    new ConfigurationEvent(service, ConfigurationEvent.CM_LOCATION_CHANGED, null, pid));
            configurations.configurationEvent(
                    new ConfigurationEvent(service, ConfigurationEvent.CM_DELETED, null, pid));
        }
        assertThat(lines)
                .containsExactly("~ org.osier.core configuration changed", "- org.osier.core configuration removed");
    }

    @Test
    void whatTheLogSaysWasRefused() {
        var ring = new Ring<LogLine>(10);
        var log = new FakeLog();
        new LogLines(ring, this::add, bundle -> true).listenTo(log);
        log.add(
                LogLevel.WARN,
                "org.osier.core",
                "OSIER-201 etc/org.osier.core.cfg: listen has no scheme; the last good stays");
        log.add(LogLevel.INFO, "org.osier.core", "OSIER-201 org.osier.core: only told");
        log.add(LogLevel.WARN, "org.osier.core", "tcp://127.0.0.1:7400: OSIER-101 the port is in use");
        log.add(LogLevel.WARN, "org.osier.x", "OSIER-203 deploy/evil.jar is refused: no whole jar (END header: none)");
        assertThat(lines)
                .containsExactly(
                        "! etc/org.osier.core.cfg refused: listen has no scheme; the last good stays (OSIER-201)",
                        "! deploy/evil.jar refused: no whole jar (END header: none) (OSIER-203)");
        assertThat(ring.fromOldest().poll().items()).hasSize(4);
    }
}
