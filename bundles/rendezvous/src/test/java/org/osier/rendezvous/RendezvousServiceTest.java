package org.osier.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.rendezvous.Tally.Counted;
import org.osier.rendezvous.rules.Shelf;
import org.osier.rendezvous.rules.SourceLimits;

/** What a client gets, what a stranger cannot do, and what is left after a restart. */
@Timeout(300)
class RendezvousServiceTest {
    private static final String TAG = Running.hex(7);

    @TempDir
    private Path home;

    private Running running;

    @AfterEach
    void nothingOfItIsLeft() throws InterruptedException {
        if (running != null) running.close();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().startsWith("osier-rendezvous")) continue;
            thread.join(2_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    private Running run() throws Exception {
        return running = Running.on(home);
    }

    private Running run(Shelf.Limits limits, SourceLimits.Rates rates, boolean proxied) throws Exception {
        return running = new Running(home, Running.settings(limits, rates, proxied));
    }

    private static byte[] sealed(int seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> entries(byte[] body) {
        var in = ByteBuffer.wrap(body);
        var entries = new ArrayList<byte[]>();
        for (int n = in.getShort(); n > 0; n--) {
            in.getLong();
            in.getLong();
            assertThat(in.getInt()).isBetween(0, 300);
            var sealed = new byte[in.getShort()];
            in.get(sealed);
            entries.add(sealed);
        }
        assertThat(in.hasRemaining()).isFalse();
        return entries;
    }

    @Test
    void whatIsLeftIsGivenToWhoKnowsTheTag() throws Exception {
        run();
        var first = sealed(1, 512);
        var second = sealed(2, 1_400);
        var answer = running.put(TAG, Running.hex(1), first);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head()).contains("Cache-Control: max-age=3600").doesNotContain("Server:", "Jetty");
        assertThat(running.put(TAG, Running.hex(2), second).status()).isEqualTo(204);

        assertThat(entries(running.get("/" + TAG).body())).containsExactly(second, first);
        assertThat(entries(running.get("/" + Running.hex(8)).body())).isEmpty();
        assertThat(new String(running.get("").body())).startsWith("Osier rendezvous");
    }

    @Test
    void itSaysWhereItListensAndWhatCame() throws Exception {
        run();
        running.put(TAG, Running.hex(1), sealed(1, 512));
        running.get("/nowhere");
        assertThat(running.service.subject()).isEqualTo("rendezvous");
        assertThat(running.service.fine())
                .containsExactly(
                        "http://127.0.0.1:" + running.port + "/rendezvous/1, records kept: 1",
                        "since its start put 1, senseless 1");
        assertThat(running.service.troubles()).isEmpty();
    }

    /** Goal: the operator sees why nobody can come, and it is over when it is. Method: another program has the port. */
    @Test
    void osier101APortInUseIsATroubleUntilItIsFree() throws Exception {
        RendezvousService service;
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var at = new Settings.Address("127.0.0.1", other.getLocalPort());
            var all = Running.settings(Running.LIMITS, Running.ANY_RATE, false);
            var settings = new Settings(Optional.of(at), false, all.shelf(), all.rates(), 64, 64, all.visit());
            service = new RendezvousService(settings, home, InstantSource.system(), Duration.ofMillis(50));
            await(() -> !service.troubles().isEmpty());
            assertThat(service.fine()).isEmpty();
            assertThat(service.troubles())
                    .containsExactly(
                            "OSIER-101 cannot listen at 127.0.0.1:" + at.port() + ": Address already in use;"
                                    + " tried again every 5 s   next: stop the other program, or choose another port in listen");
        }
        try {
            await(() -> service.troubles().isEmpty());
            assertThat(service.fine()).singleElement().asString().endsWith("/rendezvous/1, records kept: 0");
        } finally {
            service.close();
        }
    }

    @Test
    void osier106ADiskThatTakesNothingIsATroubleUntilItDoes() throws Exception {
        run();
        Files.writeString(home.resolve("data"), "in the way of the folder");
        running.put(TAG, Running.hex(1), sealed(1, 512));
        await(() -> !running.service.troubles().isEmpty());
        assertThat(running.service.troubles())
                .containsExactly("OSIER-106 what it keeps cannot be written down, a restart loses it   next: make room,"
                        + " or give the rights to data/rendezvous back; the log says which");
        Files.delete(home.resolve("data"));
        await(() -> running.service.troubles().isEmpty());
    }

    @Test
    void osier106AFileThatCannotBeReadIsATrouble() throws Exception {
        Files.createDirectories(home.resolve("data/rendezvous/records"));
        run();
        await(() -> !running.service.troubles().isEmpty());
        assertThat(running.service.troubles()).singleElement().asString().startsWith("OSIER-106 ");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /rendezvous/1/x, 404",
        "GET /, 404",
        "DELETE /rendezvous/1/00000000000000000000000000000007, 405",
        "PUT /rendezvous/1/00000000000000000000000000000007, 405",
        "GET /rendezvous/1/%30, 404",
    })
    void whatIsNotHereIsTurnedAwayWithAStatusAndNothingMore(String line, int status) throws Exception {
        run();
        var answer = running.raw(Running.ascii(line + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(running.service.tally().of(Counted.SENSELESS)).isEqualTo(1);
    }

    @Test
    void bodiesAndHeadersHaveTheirBounds() throws Exception {
        run();
        var line = "PUT /rendezvous/1/" + TAG + "/" + Running.hex(1) + " HTTP/1.1\r\nHost: x\r\n";
        assertThat(running.put(TAG, Running.hex(1), new byte[1_401]).status()).isEqualTo(413);
        assertThat(running.put(TAG, Running.hex(1), new byte[0]).status()).isEqualTo(400);
        assertThat(running.raw(Running.ascii(line + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"))
                        .status())
                .isEqualTo(411);
        assertThat(running.raw(Running.ascii(line + "Content-Length: 999999999999\r\n\r\n"))
                        .status())
                .isEqualTo(413);
        assertThat(running.raw(Running.ascii(line + "X: " + "y".repeat(5_000) + "\r\n\r\n"))
                        .status())
                .isEqualTo(431);
        assertThat(running.raw(Running.ascii("nonsense\r\n\r\n")).status()).isEqualTo(400);
        assertThat(running.service.stock().size()).isZero();
    }

    /** Goal: who sends a byte now and then is cut off, and others are served meanwhile. Method: half a request, then wait. */
    @Test
    void whoStallsIsCutOffAndKeepsNobodyOut() throws Exception {
        run();
        try (var slow = running.connect();
                var mute = running.connect()) {
            slow.getOutputStream()
                    .write(Running.ascii("PUT /rendezvous/1/" + TAG + "/" + Running.hex(1)
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc"));
            assertThat(running.put(TAG, Running.hex(2), sealed(1, 300)).status())
                    .isEqualTo(204);
            long begun = System.nanoTime();
            Running.rest(slow);
            Running.rest(mute);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Running.VISIT.multipliedBy(3));
        }
        assertThat(running.service.stock().size()).isEqualTo(1);
    }

    /** Goal: nobody keeps others out by sitting. Method: as many connections as there may be, then an honest request. */
    @Test
    void anOldConnectionGoesForANewOne() throws Exception {
        run();
        var sitting = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 64; i++) sitting.add(running.connect());
            assertThat(running.put(TAG, Running.hex(2), sealed(1, 300)).status())
                    .isEqualTo(204);
            // Jetty lets connections in on several threads: the last one that sits may come in after the request.
            while (running.service.tally().of(Counted.CUT) == 0) Thread.onSpinWait();
            assertThat(running.service.tally().of(Counted.CUT)).isPositive();
        } finally {
            for (var one : sitting) one.close();
        }
    }

    @Test
    void aSourceWithTooManyConnectionsIsNotLetIn() throws Exception {
        var all = Running.settings(Running.LIMITS, Running.ANY_RATE, false);
        running = new Running(home, new Settings(all.listen(), false, all.shelf(), all.rates(), 64, 2, all.visit()));
        try (var one = running.connect();
                var two = running.connect();
                var three = running.connect()) {
            assertThat(three.getInputStream().read()).isNegative();
            assertThat(running.service.tally().of(Counted.NOT_LET_IN)).isEqualTo(1);
            for (var let : List.of(one, two)) {
                let.getOutputStream().write(Running.ascii("GET /rendezvous/1 HTTP/1.1\r\nHost: x\r\n\r\n"));
                assertThat(Running.rest(let).status()).isEqualTo(200);
            }
        }
    }

    // --- floods

    /** Goal: memory stays bounded and nobody else is displaced. Method: 10,000 puts of one source beside five of others. */
    @Test
    void tenThousandPutsStayWithinTheBounds() throws Exception {
        var limits = new Shelf.Limits(Duration.ofHours(1), 256, 64, 262_144);
        run(limits, Running.ANY_RATE, true);
        for (int i = 0; i < 5; i++)
            assertThat(running.put(TAG, Running.hex(i), sealed(i, 512), "X-Forwarded-For: 198.51.100." + i)
                            .status())
                    .isEqualTo(204);
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++)
            running.put(
                    Running.hex(1_000 + random.nextInt(200)),
                    Running.hex(random.nextInt(500)),
                    sealed(i, 512),
                    "X-Forwarded-For: 198.51.100.1, 203.0.113.9");

        assertThat(entries(running.get("/" + TAG).body())).as("of others").hasSize(5);
        assertThat(running.service.stock().size()).isLessThanOrEqualTo(262_144 / (512 + 1_025));
        assertThat(running.service.tally().of(Counted.DISPLACED)).isGreaterThan(5_000);
        assertThat(running.service.tally().of(Counted.PUT)).isEqualTo(10_005);
    }

    @Test
    void aSourceThatAsksTooMuchIsTurnedAwayAndOthersAreNot() throws Exception {
        run(Running.LIMITS, new SourceLimits.Rates(20, 1, 1_000_000), true);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            var answer = running.put(TAG, Running.hex(i), sealed(i, 300), "X-Forwarded-For: 203.0.113.9");
            if (answer.status() == 429) refused++;
        }
        assertThat(refused).isGreaterThan(400);
        assertThat(running.service.tally().of(Counted.TOO_MANY)).isEqualTo(refused);
        assertThat(running.put(TAG, Running.hex(1), sealed(1, 300), "X-Forwarded-For: 203.0.113.10")
                        .status())
                .isEqualTo(204);
    }

    // --- restarts

    @Test
    void whatWasLeftIsThereAfterARestart() throws Exception {
        run();
        for (int i = 0; i < 3; i++) running.put(TAG, Running.hex(i), sealed(i, 300));
        running.close();
        run();
        assertThat(entries(running.get("/" + TAG).body()))
                .containsExactly(sealed(2, 300), sealed(1, 300), sealed(0, 300));
    }

    /** Method: no stop; another one reads what is there. */
    @Test
    void aCrashCostsTheLastFewSecondsAtMost() throws Exception {
        run();
        running.put(TAG, Running.hex(1), sealed(1, 300));
        var file = home.resolve("data/rendezvous/records");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(file)) assertThat(System.nanoTime()).isLessThan(end);
        try (var other = Running.on(home)) {
            assertThat(entries(other.get("/" + TAG).body())).containsExactly(sealed(1, 300));
        }
    }

    @Test
    void aDamagedFileIsSetAsideAndTheServiceBeginsEmpty() throws Exception {
        var folder = Files.createDirectories(home.resolve("data/rendezvous"));
        Files.writeString(folder.resolve("records"), "damage");
        run();
        assertThat(entries(running.get("/" + TAG).body())).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("records.corrupt-");
        }
    }
}
