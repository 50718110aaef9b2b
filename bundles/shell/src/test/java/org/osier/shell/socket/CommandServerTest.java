package org.osier.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.LogLevel;
import org.osier.shell.FakePeer;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;
import org.osier.shell.commands.Exit;
import org.osier.shell.news.Event;
import org.osier.shell.news.LogLine;
import org.osier.shell.screen.Out;

/** The socket over a real file in a temporary home, asked by a client of our own, good and bad. */
@Timeout(30)
class CommandServerTest {
    /** Long enough never to be met where it is not the point. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Sheet sheet = new Sheet();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean stopAsked = new AtomicBoolean();

    @TempDir
    Path home;

    private CommandServer server;
    private Path socket;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420));
        start(LONG);
    }

    private void start(Duration requestTimeout) throws IOException, InterruptedException {
        var file = new SocketFile(home);
        server = new CommandServer(file, this::run, requestTimeout);
        server.start();
        socket = file.path();
        Client.awaitAnswer(socket);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.stop();
    }

    /** The real commands, and three of the test's own. */
    private Lines.Outcome run(List<String> words, Out out) {
        if (words.equals(List.of("stop"))) return new Lines.Outcome(Exit.DONE, () -> stopAsked.set(true));
        if (words.equals(List.of("wait"))) {
            waiting.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new Lines.Outcome(Exit.DONE);
        }
        if (words.equals(List.of("flood"))) {
            for (int i = 0; i < 20_000; i++) out.line("x".repeat(100));
            return new Lines.Outcome(Exit.PARTIAL);
        }
        if (words.equals(List.of("ask"))) return ask(out);
        return new Lines.Outcome(sheet.runner().run(words, out));
    }

    private static Lines.Outcome ask(Out out) {
        try {
            out.line("before");
            var typed = out.ask("passphrase").map(String::new).orElse("nothing");
            var file = out.file("a.key").map(bytes -> bytes.length + " bytes").orElse("no file");
            out.line(typed + ", " + file);
            return new Lines.Outcome(Exit.DONE);
        } catch (InterruptedException e) {
            return new Lines.Outcome(Exit.FAILED);
        }
    }

    /** Goal: a question waits for its answer, and what was written before it is seen first. */
    @Test
    void aClientThatAnswersIsAsked() throws IOException {
        try (var client = new Client(socket)) {
            client.asksAndAnswers("ask");
            assertThat(client.next()).isEqualTo("before\n");
            assertThat(client.question()).isEqualTo("4 passphrase");
            client.write(new byte[] {1, 0, 3, 'a', (byte) 0xc3, (byte) 0xa4});
            assertThat(client.question()).isEqualTo("5 a.key");
            client.write(new byte[] {1, 0, 2, 7, 7});
            assertThat(client.result()).isEqualTo(new Client.Result("a\u00e4, 2 bytes\n", "", 0));
        }
    }

    @Test
    void aClientThatWillNotAnswerSaysSoAndOneThatCannotIsNotAsked() throws IOException {
        try (var client = new Client(socket)) {
            client.asksAndAnswers("ask");
            client.next();
            client.question();
            client.write(new byte[] {0});
            client.question();
            client.write(new byte[] {0});
            assertThat(client.result().out()).isEqualTo("nothing, no file\n");
        }
        assertThat(Client.call(socket, "ask").out()).isEqualTo("before\nnothing, no file\n");
    }

    /** What nobody asked for means that the client does not wait, as ever. */
    @Test
    void anAnswerWithoutAQuestionEndsTheCommand() throws Exception {
        try (var client = new Client(socket)) {
            client.asksAndAnswers("wait");
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
            client.write(new byte[] {1, 0, 1, 'x'});
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatHangsUpOverAQuestionEndsTheCommand() throws Exception {
        try (var client = new Client(socket)) {
            client.asksAndAnswers("ask");
            client.next();
            client.question();
        }
        Client.awaitAnswer(socket);
    }

    @Test
    void aCommandAnswersWithItsScreenAndItsExitCode() throws IOException {
        var peers = Client.call(socket, "peers");
        assertThat(peers.exit()).isZero();
        assertThat(peers.out()).contains("* alpha").endsWith("next: osier peer beta   for all about one\n");
        assertThat(peers.err()).isEmpty();
    }

    @Test
    void aFailureGoesToTheErrorStream() throws IOException {
        var result = Client.call(socket, "request", "beta", "0x40", "hi there");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("OSIER-301 beta has no handler for intent 0x40.\n");
        assertThat(Client.call(socket, "prees").exit()).isEqualTo(2);
    }

    @Test
    void whileTheCoreIsAwayTheSocketSaysSo() throws IOException {
        sheet.up = false;
        var result = Client.call(socket, "peers");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).startsWith("OSIER-305 the node's core is restarting.\n");
    }

    @Test
    void aLongAnswerArrivesWhole() throws IOException {
        var result = Client.call(socket, "flood");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).hasSize(20_000 * 101);
    }

    @Test
    void thereMayBe64WordsOf65535Bytes() throws IOException {
        var words = new ArrayList<>(List.of("send", "beta", "64"));
        while (words.size() < WireRequest.MAX_WORDS) words.add("x".repeat(65_535));
        assertThat(Client.call(socket, words.toArray(String[]::new)).exit()).isEqualTo(2);
    }

    @Test
    void tooManyWordsAreRefused() throws IOException {
        var words = new String[WireRequest.MAX_WORDS + 1];
        Arrays.fill(words, "");
        var result = Client.call(socket, words);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("65 words, at most 64\n");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        try (var client = new Client(socket)) {
            client.write(new byte[] {2});
            var result = client.result();
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).isEqualTo("protocol 2, this node speaks 1\n");
        }
    }

    /** Goal: no bytes whatever harm the server. Method: random ones behind a good first byte, then a good client. */
    @Test
    void garbageHarmsNobody() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 0) bytes[0] = 1;
            try (var client = new Client(socket)) {
                client.write(bytes);
            } catch (IOException e) {
                // It may close as soon as it has seen enough.
            }
        }
        assertThatCode(() -> Client.awaitAnswer(socket)).as("seed " + seed).doesNotThrowAnyException();
    }

    @Test
    void aWordThatIsNoTextClosesTheConnection() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 2, (byte) 0xff, (byte) 0xff});
        try (var client = new Client(socket)) {
            client.write(bytes.toByteArray());
            assertThat(client.isClosedByNode()).isTrue();
        }
    }

    @Test
    void halfARequestIsClosedWhenItsTimeIsOver() throws IOException, InterruptedException {
        server.stop();
        start(Duration.ofMillis(300));
        try (var client = new Client(socket)) {
            client.write(new byte[] {1, 0, 0, 100, 0, 0, 0, 3});
            assertThat(client.isClosedByNode()).isTrue();
        }
        Client.awaitAnswer(socket);
    }

    @Test
    void aClientThatGoesAwayInterruptsItsCommand() throws IOException, InterruptedException {
        try (var client = new Client(socket)) {
            client.ask("wait");
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatGoesAwayInTheMiddleOfItsAnswerHarmsNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var client = new Client(socket)) {
                client.ask("flood");
                assertThat(client.isClosedByNode()).isFalse(); // one byte has come
            }
        }
        Client.awaitAnswer(socket);
    }

    /** Goal: eight at most, the ninth is told. Method: 20 at once that say nothing, a good one, then room again. */
    @Test
    void twentyClientsAtOnceLeaveEightWithAPlace() throws IOException, InterruptedException {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 20; i++) clients.add(new Client(socket));
        var refused = Client.call(socket, "peers");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("OSIER-305 8 commands run already: try again.\n");
        for (var client : clients) client.close();
        Client.awaitAnswer(socket);
    }

    /** Goal: closing a terminal ends what goes on for ever. Method: hang up, all; count the threads of the socket. */
    @Test
    void clientsThatGoAwayLeaveNoThread() throws Exception {
        somethingToShow();
        awaitThreads(2);
        var clients = new ArrayList<Client>();
        for (var line : List.of("logs --follow", "events --follow", "peers --watch", "ping beta -n 1000")) {
            var client = new Client(socket);
            clients.add(client);
            client.ask(line.split(" "));
            assertThat(client.next()).as(line).contains("beta");
        }
        assertThat(threads())
                .as("acceptor, clock, and for each command itself and its watcher")
                .isEqualTo(2 + 4 * 2);
        for (var client : clients) client.close();
        awaitThreads(2);
    }

    private void somethingToShow() {
        sheet.log.add(new LogLine(FakeSelf.NOW, LogLevel.INFO, "core", "beta: link up"));
        sheet.events.add(new Event(FakeSelf.NOW, Event.Mark.CAME, Event.About.PEER, "beta", "up"));
        for (int i = 0; i < 1_000; i++) sheet.mesh.pings.add(CompletableFuture.completedStage(Duration.ofMillis(1)));
    }

    /** The acceptor and the clock are always there; those that serve end when they had nothing to do for a second. */
    private static void awaitThreads(int count) {
        for (long end = System.nanoTime() + LONG.toNanos(); threads() > count && System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
        assertThat(threads()).isLessThanOrEqualTo(count);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("osier-shell-socket"))
                .count();
    }

    /** Goal: who does not read costs no memory and stops nobody. Method: far more lines than buffers and ring hold. */
    @Test
    void aFollowerThatDoesNotReadLosesLinesAndIsToldSo() throws IOException, InterruptedException {
        somethingToShow();
        try (var client = new Client(socket)) {
            client.ask("logs", "--follow");
            assertThat(client.next()).contains("beta");
            sheet.log.add(new LogLine(FakeSelf.NOW, LogLevel.INFO, "core", "0 x"));
            assertThat(client.next()).contains("  INFO   core           0 x"); // it follows
            long start = System.nanoTime();
            for (int i = 1; i < 100_000; i++) {
                sheet.log.add(new LogLine(FakeSelf.NOW, LogLevel.INFO, "core", i + " " + "x".repeat(500)));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

            var read = new StringBuilder();
            while (read.indexOf("lines dropped") < 0 || read.indexOf(" 99999 x") < 0) read.append(client.next());
            assertThat(read).doesNotContain("  50000 x");

            // Once more, and it never reads again: a stop waits for nobody.
            for (int i = 0; i < 100_000; i++) {
                sheet.log.add(new LogLine(FakeSelf.NOW, LogLevel.INFO, "core", "y".repeat(500)));
            }
            start = System.nanoTime();
            server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            awaitThreads(0);
        }
    }

    @Test
    void whatFollowsAnAnswerRunsWhenTheClientHasIt() throws IOException {
        try (var client = new Client(socket)) {
            client.ask("stop");
            assertThat(client.result().exit()).isZero();
            assertThat(client.isClosedByNode()).isTrue();
        }
        assertStopAsked();
    }

    @Test
    void whatFollowsAnAnswerRunsAlthoughTheClientHungUpBeforeIt() throws IOException {
        try (var client = new Client(socket)) {
            client.ask("stop");
        }
        assertStopAsked();
    }

    private void assertStopAsked() {
        for (long end = System.nanoTime() + LONG.toNanos(); !stopAsked.get() && System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
        assertThat(stopAsked).isTrue();
    }

    /** Goal: nothing is left. Method: stop while a command waits and a client is silent; look for file and threads. */
    @Test
    void stopEndsEverythingWithinTwoSeconds() throws IOException, InterruptedException {
        try (var silent = new Client(socket);
                var busy = new Client(socket)) {
            busy.ask("wait");
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(silent.isClosedByNode()).isTrue();
            assertThat(socket).doesNotExist();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(t -> t.getName().startsWith("osier-shell-socket") && t.isAlive() && !isEnding(t));
        }
    }

    /** A pool has ended when its last thread has nothing to do, which is a moment before the thread is gone. */
    private static boolean isEnding(Thread thread) {
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return !thread.isAlive();
    }

    @Test
    void commandsOfSeveralClientsRunAtTheSameTime() throws Exception {
        try (var slow = new Client(socket)) {
            slow.ask("wait");
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Client.call(socket, "peers").exit()).isZero();
            var result = CompletableFuture.supplyAsync(() -> {
                try {
                    return slow.result().exit();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            goOn.countDown();
            assertThat(result.get(10, TimeUnit.SECONDS)).isZero();
        }
    }
}
