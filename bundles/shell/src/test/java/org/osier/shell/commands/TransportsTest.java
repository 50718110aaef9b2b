package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.shell.FakeCarriers.Status;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

/** What transports shows, stops and starts: a node with tcp, and with ws that has stopped. */
class TransportsTest {
    private final Sheet sheet = new Sheet();

    @BeforeEach
    void twoTransports() {
        sheet.carriers.add(17, "org.osier.transport.tcp", Carrier.ACTIVE, "tcp");
        sheet.carriers.add(18, "org.osier.transport.websocket", Carrier.STOPPED, "ws", "wss");
        sheet.mesh.self.transports = List.of(new Status(17, List.of("tcp"), true, 3, 2));
    }

    @Test
    void eachIsShownWithItsBundleAndWhatItCarried() {
        assertThat(sheet.run("transports")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                  SCHEME  STATE    BUNDLE                               LISTENING
                  tcp     serving  org.osier.transport.tcp 1.0.0        192.168.1.20:7400
                  ws wss  stopped  org.osier.transport.websocket 1.0.0  -

                  SCHEME  LINKS  IN                  OUT         DIALS  FAILED  ACCEPTED
                  tcp     2 +1   1,234,567  98.8 MB  12   999 B  1,234  5       6
                  next: osier transports start ws   to have it back
                """);
    }

    @Test
    void theDocumentHasTheSame() {
        assertThat(sheet.run("transports --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.transports/1");
        var list = sheet.json().getAsJsonArray("transports");
        var tcp = list.get(0).getAsJsonObject();
        assertThat(tcp.get("state").getAsString()).isEqualTo("serving");
        assertThat(tcp.get("listening").getAsJsonArray().get(0).getAsString()).isEqualTo("tcp://192.168.1.20:7400");
        var carried = tcp.getAsJsonObject("carried");
        assertThat(carried.get("links").getAsInt()).isEqualTo(2);
        assertThat(carried.get("connections").getAsInt()).isEqualTo(3);
        assertThat(carried.get("bytesIn").getAsLong()).isEqualTo(98_765_432);
        assertThat(carried.get("delivery").getAsString()).isEqualTo("stream");
        var ws = list.get(1).getAsJsonObject();
        assertThat(ws.get("carried").isJsonNull()).isTrue();
        assertThat(ws.get("schemes").getAsJsonArray()).hasSize(2);
    }

    /** Goal: what has stopped can be found while the core is being replaced. */
    @Test
    void withoutACoreTheBundlesAreShown() {
        sheet.up = false;
        assertThat(sheet.run("transports")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).contains("tcp     waiting  org.osier.transport.tcp 1.0.0");
    }

    @Test
    void ofTwoForOneSchemeOneIsSpareAndListensNowhere() {
        sheet.carriers.add(19, "org.osier.transport.tcp", Carrier.ACTIVE, "tcp");
        sheet.mesh.self.transports =
                List.of(new Status(17, List.of("tcp"), true, 0, 0), new Status(19, List.of("tcp"), false, 0, 0));
        sheet.run("transports");
        assertThat(sheet.out())
                .contains("tcp     serving  org.osier.transport.tcp 1.0.0        192.168.1.20:7400\n")
                .contains("tcp     spare    org.osier.transport.tcp 1.0.0        -\n");
    }

    @Test
    void aNodeWithoutATransportSaysWhatThatMeans() {
        sheet.carriers.all.clear();
        sheet.run("transports");
        assertThat(sheet.out()).startsWith("this node has no transport: it can neither dial nor listen\n");
    }

    @Test
    void oneThatNobodyHangsOnIsStoppedAndStarted() {
        assertThat(sheet.run("transports stop tcp")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).isEqualTo("""
                stopped org.osier.transport.tcp 1.0.0, tcp
                  next: osier transports start tcp   to have it back
                """);
        assertThat(sheet.carriers.all).noneMatch(Carrier::isActive);
        assertThat(sheet.run("transports stop tcp")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).startsWith("tcp is stopped already\n");
        assertThat(sheet.run("transports start tcp")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).startsWith("started org.osier.transport.tcp 1.0.0, tcp\n");
        sheet.run("transports start tcp");
        assertThat(sheet.out()).startsWith("tcp runs already\n");
    }

    @Test
    void aBundleIsFoundByItsNameToo() {
        assertThat(sheet.run("transports start org.osier.transport.websocket")).isEqualTo(Exit.DONE);
        assertThat(sheet.out()).startsWith("started org.osier.transport.websocket 1.0.0, ws wss\n");
    }

    @Test
    void theOnlyWayIsNotStoppedUnlessOneInsists() {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        assertThat(sheet.run("transports stop tcp")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                tcp is the only way to 1 peer: nothing was stopped.
                  beta
                  messages for them would wait, for 10 minutes at most
                  next: osier transports stop tcp --force   to stop it all the same
                """);
        assertThat(sheet.carriers.all).anyMatch(Carrier::isActive);
        assertThat(sheet.run("transports stop tcp --force")).isEqualTo(Exit.DONE);
        assertThat(sheet.carriers.all).noneMatch(Carrier::isActive);
    }

    @Test
    void whoHasAnotherWayIsNoReasonToRefuse() {
        sheet.carriers.add(19, "org.osier.transport.websocket", Carrier.ACTIVE, "ws");
        sheet.mesh.self.transports =
                List.of(new Status(17, List.of("tcp"), true, 1, 1), new Status(19, List.of("ws"), true, 0, 0));
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        assertThat(sheet.run("transports stop tcp"))
                .as("its record says tcp only")
                .isEqualTo(Exit.FAILED);
        sheet.mesh.peers.clear();
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420).at(URI.create("ws://127.0.0.1:7421")));
        assertThat(sheet.run("transports stop tcp")).isEqualTo(Exit.DONE);
    }

    /** Goal: what is made of another transport is no way around it. */
    @Test
    void anEmulatorGoesWithWhatItWraps() {
        sheet.carriers.add(19, "org.osier.transport.emulator", Carrier.ACTIVE, "emu+tcp");
        sheet.mesh.self.transports =
                List.of(new Status(17, List.of("tcp"), true, 1, 1), new Status(19, List.of("emu+tcp"), true, 0, 0));
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420).at(URI.create("emu+tcp://127.0.0.1:7421")));
        assertThat(sheet.run("transports stop tcp")).isEqualTo(Exit.FAILED);
        assertThat(sheet.run("transports stop emu+tcp")).isEqualTo(Exit.DONE);
    }

    @Test
    void whatTheFrameworkCannotDoIsToldInItsWords() {
        sheet.carriers.trouble = "Unresolved constraint in bundle";
        assertThat(sheet.run("transports start ws")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).isEqualTo("""
                org.osier.transport.websocket 1.0.0 did not start.
                  Unresolved constraint in bundle
                  next: osier logs --level WARN   for more
                """);
    }

    @Test
    void wrongWordsSayWhichAreRight() {
        assertThat(sheet.run("transports stop udp")).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).contains("no bundle gives a transport for udp.", "known: tcp, ws, wss");
        assertThat(sheet.run("transports stop")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.err()).startsWith("stop needs the scheme of a transport, for example tcp.\n");
        assertThat(sheet.run("transports restart tcp")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run("transports stop tcp --watch")).isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void aStopInADocumentHasWhatIsLeft() {
        sheet.run("transports stop tcp --json");
        assertThat(sheet.json().get("schema").getAsString()).isEqualTo("osier.transports.stop/1");
        assertThat(sheet.json().getAsJsonArray("changed").get(0).getAsString()).isEqualTo("org.osier.transport.tcp");
        assertThat(sheet.json().getAsJsonArray("transports")).hasSize(2);
    }
}
