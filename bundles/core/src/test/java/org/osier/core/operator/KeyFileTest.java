package org.osier.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.core.crypto.Argon2id;
import org.osier.core.crypto.Ed25519;
import org.osier.core.identity.HomeException;

/** An administrator's key in its file: for who has both, file and passphrase. */
class KeyFileTest {
    private static final String PASSPHRASE = "gr\u00fcner Weidenkorb";
    private static final byte[] MESSAGE = {1, 2, 3};

    /** One for all: it takes its time to make, and is only read. */
    @TempDir
    private static Path folder;

    private static Path file;

    private final OperatorKey key = OperatorKey.generate(new Random(1));

    @BeforeAll
    static void make() throws Exception {
        file = folder.resolve("a.key");
        var key = OperatorKey.generate(new Random(1));
        KeyFile.create(file, key, PASSPHRASE.toCharArray(), new byte[32], "larch-80", new Random(2));
    }

    private static String text() throws Exception {
        return Files.readString(file);
    }

    private static OperatorKey open(String text, String passphrase) throws HomeException {
        return KeyFile.open(text.getBytes(StandardCharsets.UTF_8), passphrase.toCharArray());
    }

    @Test
    void fileAndPassphraseAreTheKey() throws Exception {
        try (var again = open(text(), PASSPHRASE)) {
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
            assertThat(Ed25519.verify(key.publicKey(), MESSAGE, again.sign(MESSAGE)))
                    .isTrue();
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(text())
                .contains("\"schema\": \"osier.administrator/1\"", "larch-80")
                .doesNotContain(HexFormat.of().formatHex(key.seed()));
    }

    /** RFC 9106, section 5.3: the test vector of Argon2id has a secret and associated data, which we never have. */
    @Test
    void argon2IsThatOfTheReferenceImplementation() {
        // phc-winner-argon2, test.c: version 0x13, t = 2, m = 2^16, p = 1, "password", "somesalt", Argon2id
        var hash = new Argon2id(65_536, 2, 1)
                .key("password".toCharArray(), "somesalt".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }

    @Test
    void anotherPassphraseOrAChangedFileOpensNothing() throws Exception {
        assertRefused(text(), "gr\u00fcner Weidenkorb ", "the passphrase does not open");
        var sealed = text().indexOf("\"sealed\"") + 15;
        assertRefused(flipped(text(), sealed), PASSPHRASE, "the passphrase does not open");
        var cluster = text().indexOf("\"cluster\"") + 15;
        assertRefused(flipped(text(), cluster), PASSPHRASE, "the passphrase does not open");
        var publicKey = text().indexOf("\"key\"") + 12;
        assertRefused(flipped(text(), publicKey), PASSPHRASE, "the passphrase does not open");
        var salt = text().indexOf("\"salt\"") + 12;
        assertRefused(flipped(text(), salt), PASSPHRASE, "the passphrase does not open");
    }

    private static String flipped(String text, int at) {
        char other = text.charAt(at) == '0' ? '1' : '0';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /** Goal: a file cannot make the node work for hours or take all its memory. */
    @Test
    void whatIsNoKeyFileIsRefusedBeforeAnyWork() throws Exception {
        assertRefused(text().replace("65536", "2000000"), PASSPHRASE, "out of range: memory");
        assertRefused(text().replace("\"iterations\": 3", "\"iterations\": 65"), PASSPHRASE, "out of range");
        assertRefused(text().replace("\"iterations\": 3", "\"iterations\": -3"), PASSPHRASE, "is no number");
        assertRefused(text().replace("\"parallelism\": 4", "\"parallelism\": 17"), PASSPHRASE, "out of range");
        assertRefused(text().replace("argon2id-19", "pbkdf2"), PASSPHRASE, "\"kdf\"");
        assertRefused(text().replace("administrator/1", "administrator/2"), PASSPHRASE, "\"schema\"");
        assertRefused(text().replace("\"salt\"", "\"salz\""), PASSPHRASE, "\"salt\" is missing");
        assertRefused(text().replace("\"nonce\": \"", "\"nonce\": \"00"), PASSPHRASE, "24 hex digits");
        assertRefused(text().replace("{", "{\"kdf\":\"argon2id-19\","), PASSPHRASE, "twice");
        assertRefused("", PASSPHRASE, "not a JSON object");
        assertRefused(text() + "{}", PASSPHRASE, "");
        assertRefused(text() + " ".repeat(20_000), PASSPHRASE, "longer");
    }

    private static void assertRefused(String text, String passphrase, String why) {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> open(text, passphrase))
                .withMessageStartingWith("OSIER-103 ")
                .withMessageContaining(why)
                .withMessageNotContaining(passphrase);
    }

    @Test
    void aFileIsNeverReplacedAndAShortPassphraseClosesNothing() throws Exception {
        var before = text();
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() ->
                        KeyFile.create(file, key, PASSPHRASE.toCharArray(), new byte[32], "other", new Random(3)));
        assertThat(text()).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.create(
                        folder.resolve("b"), key, "seven77".toCharArray(), new byte[32], "other", new Random(3)));
    }

    @Test
    void aClosedKeySignsNothing() {
        key.close();
        assertThatIllegalStateException().isThrownBy(() -> key.sign(MESSAGE));
    }

    @Test
    void theRecoveryKeyIsItsWords() throws Exception {
        try (var again = RecoveryKey.read(RecoveryKey.words(key).toCharArray())) {
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
        }
    }
}
