package org.osier.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first start, every state in which a crash can leave it, and whatever else can be found in its place. */
class IdentityStoreTest {
    @TempDir
    private Path home;

    private Path data;
    private Path directory;

    @BeforeEach
    void namePaths() {
        data = home.resolve("data");
        directory = data.resolve("identity");
    }

    @Test
    void firstStartMakesTheIdentityAndTheSecondFindsIt() throws IOException {
        var first = open(1);
        var second = open(2);

        assertThat(first.first()).isTrue();
        assertThat(second.first()).isFalse();
        assertThat(second.identity().id()).isEqualTo(first.identity().id());
        assertThat(second.identity().linkKey()).isEqualTo(first.identity().linkKey());
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        open(1);

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("ed25519.seed"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("x25519.key"))).isEqualTo("rw-------");
        assertThat(data)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("identity."));
    }

    /** Goal: a crash of the first start at any step starts again. Method: leave what each step leaves. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void crashInTheFirstStartLeavesAHomeThatStartsAgain(int step) throws IOException {
        var unfinished = data.resolve("identity.new");
        if (step >= 1) Files.createDirectories(data);
        if (step >= 2) Files.createDirectory(unfinished);
        if (step >= 3) Files.write(unfinished.resolve("ed25519.seed"), new byte[step == 3 ? 0 : step == 4 ? 7 : 32]);
        if (step >= 6) Files.write(unfinished.resolve("x25519.key"), new byte[32]);

        var started = open(1);

        assertThat(started.first()).isTrue();
        assertThat(open(2).identity().id()).isEqualTo(started.identity().id());
        assertThat(unfinished).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "identity, rwxr-x---",
        "identity, rwx-----x",
        "identity/ed25519.seed, rw-r-----",
        "identity/ed25519.seed, rw----r--",
        "identity/x25519.key, rw--w----"
    })
    void anyRightOfOthersIsTooOpen(String path, String mode) throws IOException {
        open(1);
        Files.setPosixFilePermissions(data.resolve(path), PosixFilePermissions.fromString(mode));

        assertUnreadable().withMessageContaining(mode).withMessageContaining("chmod");
    }

    @Test
    void readOnlyForTheOwnerIsFine() throws IOException {
        open(1);
        Files.setPosixFilePermissions(directory.resolve("x25519.key"), PosixFilePermissions.fromString("r--------"));

        assertThat(open(2).first()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519.seed", "x25519.key"})
    void missingKeyIsHalfWritten(String name) throws IOException {
        open(1);
        Files.delete(directory.resolve(name));

        assertUnreadable().withMessageContaining(name).withMessageContaining("no such file");
    }

    @ParameterizedTest
    @CsvSource({"ed25519.seed, 0", "ed25519.seed, 31", "x25519.key, 33", "x25519.key, 100000"})
    void wrongLengthIsHalfWritten(String name, int length) throws IOException {
        open(1);
        Files.write(directory.resolve(name), new byte[length]);

        assertUnreadable().withMessageContaining(name).withMessageContaining("expected 32");
    }

    @Test
    void keyOfZerosIsWhatAFileSystemLost() throws IOException {
        open(1);
        Files.write(directory.resolve("ed25519.seed"), new byte[32]);

        assertUnreadable().withMessageContaining("zeros");
    }

    @Test
    void emptyDirectoryIsHalfWritten() throws IOException {
        Files.createDirectories(data);
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertUnreadable().withMessageContaining("restore data/identity");
    }

    @Test
    void whatIsNoDirectoryIsUnreadable() throws IOException {
        Files.createDirectories(data);
        Files.createSymbolicLink(directory, home.resolve("nowhere"));
        assertUnreadable();

        Files.delete(directory);
        Files.write(directory, new byte[64]);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rw-------"));
        assertUnreadable();
    }

    @Test
    void keyThatIsADirectoryIsUnreadable() throws IOException {
        open(1);
        var key = directory.resolve("x25519.key");
        Files.delete(key);
        Files.createDirectory(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertUnreadable().withMessageContaining("x25519.key");
    }

    @Test
    void dataThatIsNoDirectoryIsSaidAndLeftAlone() throws IOException {
        Files.writeString(data, "a file where the directory belongs");

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> open(1))
                .withMessageContaining("OSIER-103")
                .extracting(HomeException::code)
                .isEqualTo(103);
        assertThat(home).isDirectoryNotContaining(file -> !file.equals(data));
    }

    @Test
    void newIdentityThatCannotBeStoredIsNotUsed() throws IOException {
        Files.createDirectories(data.resolve("identity.new").resolve("foreign").resolve("inner"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> open(1))
                .extracting(HomeException::code)
                .isEqualTo(106);
        assertThat(directory).doesNotExist();
    }

    /** Nothing of a bad identity is changed, and no message tells a key. */
    private ThrowableAssertAlternative<IdentityException> assertUnreadable() throws IOException {
        var before = snapshot();
        var thrown = assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> open(3));
        assertThat(snapshot()).isEqualTo(before);
        return thrown.withMessageStartingWith("OSIER-103 ").withMessageContaining("next: ");
    }

    private String snapshot() throws IOException {
        try (var files = Files.walk(data)) {
            var text = new StringBuilder();
            for (var file : files.sorted().toList()) {
                text.append(file).append(Files.isRegularFile(file) ? Arrays.toString(Files.readAllBytes(file)) : "");
            }
            return text.toString();
        }
    }

    private IdentityStore.Opened open(long seed) throws HomeException {
        return new IdentityStore(data).open(new Random(seed));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Goal: a crash of an import at any step leaves the one identity or the other. Method: leave what each step leaves. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void crashOfAReplacementLeavesOneOfTheTwo(int step) throws IOException {
        var before = open(1).identity();
        var after = Identity.generate(new Random(3));
        var elsewhere = new IdentityStore(home.resolve("elsewhere"));
        elsewhere.replace(after, Instant.EPOCH);
        var whole = home.resolve("elsewhere/identity");
        if (step == 0) Files.move(whole, data.resolve("identity.new"));
        if (step >= 1) Files.move(whole, data.resolve("identity.imported"));
        if (step >= 2) Files.move(directory, data.resolve("identity.before-0"));
        if (step >= 3) Files.move(data.resolve("identity.imported"), directory);

        var started = open(4);

        assertThat(started.first()).isFalse();
        assertThat(started.identity().id()).isEqualTo(step < 2 ? before.id() : after.id());
    }

    @Test
    void replacingKeepsWhatWasThereAndWorksTwice() throws IOException {
        var first = open(1).identity();
        var store = new IdentityStore(data);
        var second = Identity.generate(new Random(5));
        var third = Identity.generate(new Random(6));
        assertThat(store.replace(second, Instant.ofEpochSecond(7))).contains(data.resolve("identity.before-7"));
        assertThat(store.replace(third, Instant.ofEpochSecond(8))).contains(data.resolve("identity.before-8"));
        assertThat(open(2).identity().id()).isEqualTo(third.id());
        assertThat(data.resolve("identity.before-7/ed25519.seed")).hasBinaryContent(first.seed());
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("ed25519.seed"))).isEqualTo("rw-------");
    }
}
