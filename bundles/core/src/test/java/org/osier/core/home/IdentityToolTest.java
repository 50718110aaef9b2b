package org.osier.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.identity.HomeLock;
import org.osier.core.identity.Identity;
import org.osier.core.identity.IdentityFile;
import org.osier.core.identity.IdentityStore;
import org.osier.core.record.SerialStore;

/** What the operator types, where the passphrase goes, and what becomes of the home. */
class IdentityToolTest {
    private static final String PASSPHRASE = "correct horse battery";

    private static final byte[] COPY = IdentityFile.write(
            new IdentityFile.Contents(Identity.generate(new Random(1)), 1_893_456_000_000L),
            PASSPHRASE.toCharArray(),
            new SecureRandom());

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ArrayDeque<String> typed = new ArrayDeque<>();
    private final IdentityTool tool = new IdentityTool(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Passphrases(prompt -> typed.isEmpty() ? null : typed.remove().toCharArray()));

    private Path home;
    private Path copy;
    private Identity identity;

    @BeforeEach
    void aHome() throws IOException {
        home = directory.resolve("alpha");
        copy = directory.resolve("copy.json");
        identity = new IdentityStore(home.resolve("data")).open(new Random(1)).identity();
        SerialStore.open(home.resolve("data")).next(Instant.parse("2030-01-01T00:00:00Z"));
    }

    private int run(Object... words) {
        out.reset();
        err.reset();
        return tool.run(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private void exported() {
        typed.addAll(List.of(PASSPHRASE, PASSPHRASE));
        assertThat(run("export", home, copy)).as(said(err)).isZero();
    }

    /** As an export makes it: once for all tests, as Argon2id takes its time. */
    private void copied() throws IOException {
        Files.write(copy, COPY);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private Identity identityOf(Path home) throws IOException {
        return new IdentityStore(home.resolve("data")).find().orElseThrow();
    }

    @Test
    void aCopyMakesANewHomeTheSameNode() throws IOException {
        exported();
        assertThat(said(out)).contains("exported identity " + identity.id().brief(), "identity import " + copy);
        var fresh = directory.resolve("fresh");
        typed.add(PASSPHRASE);
        assertThat(run("import", fresh, copy)).as(said(err)).isZero();
        assertThat(said(out))
                .contains("imported identity " + identity.id().brief(), "OSIER-124", "run --cluster FILE")
                .doesNotContain("before");
        assertThat(identityOf(fresh).seed()).isEqualTo(identity.seed());
        assertThat(identityOf(fresh).linkPrivateKey()).isEqualTo(identity.linkPrivateKey());
    }

    /** Goal: no serial is used twice by a node that is brought back on a machine whose clock is behind. */
    @Test
    void serialsGoOnAboveThoseOfTheCopiedHome() throws IOException {
        copied();
        var fresh = directory.resolve("fresh");
        typed.add(PASSPHRASE);
        assertThat(run("import", fresh, copy)).isZero();
        assertThat(SerialStore.open(fresh.resolve("data")).last())
                .isGreaterThan(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void theCopyIsForItsOwnerAloneAndHoldsNoSecretInClear() throws IOException {
        exported();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        var hex = HexFormat.of();
        assertThat(Files.readString(copy))
                .startsWith("{\"schema\":\"osier.identity/1\",\"node\":\"" + identity.id() + "\",\"sealed\":\"")
                .doesNotContain(hex.formatHex(identity.seed()), hex.formatHex(identity.linkPrivateKey()), PASSPHRASE);
        assertThat(said(out) + said(err)).doesNotContain(PASSPHRASE, hex.formatHex(identity.seed()));
    }

    @Test
    void showRemindsUntilThereIsACopy() {
        assertThat(run("show", home)).isZero();
        assertThat(said(out)).contains(identity.id().toString(), "backed up  NO", "identity export FILE");
        exported();
        assertThat(run("show", home, "--json")).isZero();
        var json = JsonParser.parseString(said(out)).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("schema", "node", "key", "backedUp");
        assertThat(Instant.parse(json.get("backedUp").getAsString())).isBefore(Instant.now());
    }

    @Test
    void aWrongPassphraseChangesNothing() throws IOException {
        copied();
        var fresh = directory.resolve("fresh");
        typed.add(PASSPHRASE + "!");
        assertThat(run("import", fresh, copy)).isEqualTo(1);
        assertThat(said(err)).contains("OSIER-103", "the passphrase is wrong, or the file was changed", "next: ");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void anotherIdentityIsNeverReplacedSilentlyAndNeverThrownAway() throws IOException {
        copied();
        var other = directory.resolve("other");
        var there = new IdentityStore(other.resolve("data")).open(new Random(2)).identity();
        typed.add(PASSPHRASE);
        assertThat(run("import", other, copy)).isEqualTo(1);
        assertThat(said(err))
                .contains("OSIER-103", there.id().brief(), identity.id().brief(), "--replace");
        assertThat(identityOf(other).id()).isEqualTo(there.id());

        typed.add(PASSPHRASE);
        assertThat(run("import", other, copy, "--replace")).as(said(err)).isZero();
        assertThat(identityOf(other).id()).isEqualTo(identity.id());
        var before =
                said(out).lines().filter(l -> l.contains("kept in")).findFirst().orElseThrow();
        var kept = Path.of(before.substring(before.indexOf("kept in ") + 8));
        assertThat(kept.resolve("ed25519.seed")).hasBinaryContent(there.seed());
    }

    @Test
    void anIdentityThatCannotBeReadIsReplacedOnDemand() throws IOException {
        copied();
        Files.write(home.resolve("data/identity/ed25519.seed"), new byte[7]);
        typed.add(PASSPHRASE);
        assertThat(run("import", home, copy)).isEqualTo(1);
        assertThat(said(err)).contains("OSIER-103", "7 bytes");
        typed.add(PASSPHRASE);
        assertThat(run("import", home, copy, "--replace")).as(said(err)).isZero();
        assertThat(identityOf(home).id()).isEqualTo(identity.id());
    }

    @Test
    void theSameIdentityIsLeftAsItIs() throws IOException {
        copied();
        typed.add(PASSPHRASE);
        assertThat(run("import", home, copy, "--replace")).isZero();
        assertThat(said(out))
                .startsWith("nothing to do: this home is node " + identity.id().brief());
        try (var files = Files.list(home.resolve("data"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("identity.before"));
        }
    }

    @Test
    void osier105AHomeInWhichANodeRunsKeepsItsIdentity() throws IOException {
        copied();
        var other = directory.resolve("other");
        var there = new IdentityStore(other.resolve("data")).open(new Random(2)).identity();
        var lock = HomeLock.take(other.resolve("data"));
        typed.add(PASSPHRASE);
        assertThat(run("import", other, copy, "--replace")).isEqualTo(1);
        assertThat(said(err)).contains("OSIER-105", "stop that node");
        lock.close();
        assertThat(identityOf(other).id()).isEqualTo(there.id());
    }

    @Test
    void whatIsThereStaysAndNothingIsAsked() throws IOException {
        Files.writeString(copy, "mine");
        assertThat(run("export", home, copy)).isEqualTo(1);
        assertThat(copy).hasContent("mine");
        assertThat(said(err)).contains("is there already", "next: ");
        assertThat(run("export", directory.resolve("nowhere"), directory.resolve("x")))
                .isEqualTo(1);
        assertThat(said(err)).contains("OSIER-103", "is not there");
    }

    @Test
    void aPassphraseIsLongEnoughAndTypedTwiceTheSame() {
        typed.add("seven77");
        assertThat(run("export", home, copy)).isEqualTo(1);
        assertThat(said(err)).contains("at least 8 characters");
        typed.addAll(List.of(PASSPHRASE, PASSPHRASE + "."));
        assertThat(run("export", home, copy)).isEqualTo(1);
        assertThat(said(err)).contains("the two differ, nothing was written");
        assertThat(run("export", home, copy)).isEqualTo(1); // the end of the input
        assertThat(copy).doesNotExist();
    }

    @Test
    void withoutATerminalThePassphraseComesFromAFileOfItsOwners() throws IOException {
        var mute = new IdentityTool(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Passphrases(null));
        assertThat(mute.run("export", home.toString(), copy.toString())).isEqualTo(1);
        assertThat(said(err)).contains("no terminal", "--passphrase-file FILE");

        var secret = Files.writeString(directory.resolve("secret"), PASSPHRASE + "\r\nsomething else\n");
        String[] words = {"export", home.toString(), copy.toString(), "--passphrase-file", secret.toString()};
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(mute.run(words)).isEqualTo(1);
        assertThat(said(err)).contains("is open to others", "chmod 600");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(mute.run(words)).isZero();
        typed.add(PASSPHRASE);
        assertThat(run("import", directory.resolve("fresh"), copy)).isZero();
    }

    @Test
    void whatIsNoCopyIsRefused() throws IOException {
        for (var text : new String[] {"", "{}", "[1]", "{\"schema\":\"osier.identity/2\"}", "\0", "x".repeat(20_000)}) {
            Files.writeString(copy, text);
            typed.add(PASSPHRASE);
            assertThat(run("import", directory.resolve("fresh"), copy)).as(text).isEqualTo(1);
            assertThat(said(err)).startsWith("OSIER-103 ").contains("next: ");
        }
        assertThat(run("import", directory.resolve("fresh"), directory.resolve("none")))
                .isEqualTo(1);
    }

    @Test
    void wrongUseIsSaid() {
        Object[][] uses = {
            {},
            {"show"},
            {"make", home},
            {"show", home, "x"},
            {"show", home, "--replace"},
            {"show", home, "--passphrase-file", "x"},
            {"export", home},
            {"export", home, copy, copy},
            {"export", home, copy, "--replace"},
            {"export", home, copy, "--json"},
            {"export", home, copy, "--passphrase", PASSPHRASE},
            {"export", home, copy, "--passphrase-file"},
            {"export", home, ""},
            {"export", home, "a\0b"},
            {"import", home}
        };
        for (var use : uses) {
            assertThat(run(use)).as(Arrays.toString(use)).isEqualTo(2);
            assertThat(said(err)).contains("next: bin/osier --help");
        }
        assertThat(copy).doesNotExist();
    }
}
