package org.osier.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path HERE = Path.of("/somewhere");

    @Test
    void readsEveryOption() throws WrongUseException {
        var options = parse("--home h --name alpha --listen tcp://0.0.0.0:0,tcp://[::1]:7400 --seed tcp://b:7400"
                + " --cluster c.json --headless");

        assertThat(options.home()).isEqualTo(HERE.resolve("h"));
        assertThat(options.name()).contains("alpha");
        assertThat(options.listen()).containsExactly("tcp://0.0.0.0:0", "tcp://[::1]:7400");
        assertThat(options.seeds()).containsExactly("tcp://b:7400");
        assertThat(options.clusterFile()).contains(HERE.resolve("c.json"));
        assertThat(options.headless()).isTrue();
    }

    @Test
    void leavesToTheConfigurationWhatIsNotGiven() throws WrongUseException {
        var options = parse("--home=/h");

        assertThat(options.home()).isEqualTo(Path.of("/h"));
        assertThat(options.name()).isEmpty();
        assertThat(options.listen()).isEmpty();
        assertThat(options.seeds()).isEmpty();
        assertThat(options.clusterFile()).isEmpty();
        assertThat(options.headless()).isFalse();
    }

    @Test
    void normalisesTheHome() throws WrongUseException {
        assertThat(parse("--home ../h/./i").home()).isEqualTo(Path.of("/h/i"));
    }

    /** Goal: wrong use is refused with a message that names what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                | --home DIR is missing",
                "--home                          | --home needs a value",
                "--home --headless               | --home needs a value, not --headless",
                "--home=                         | --home needs a path",
                "--home a,b                      | a comma cannot be used",
                "--home h --home i               | --home is given twice",
                "--home h --headless=yes         | --headless takes no value",
                "--home h --verbose              | run has no option --verbose",
                "--home h alpha                  | run has no option alpha",
                "--home h --listen               | --listen needs a value",
                "--home h --listen 7400          | not an address like",
                "--home h --listen tcp://        | not an address like",
                "--home h --listen tcp://h       | the port is 0 to 65535",
                "--home h --listen tcp://h:65536 | the port is 0 to 65535",
                "--home h --listen tcp://h:1,    | not an address like",
                "--home h --seed tcp://h:0       | the port is 1 to 65535",
                "--home h --seed ,               | not an address like",
            })
    void refusesWrongUse(String arguments, String message) {
        var given = arguments == null ? "" : arguments;
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> parse(given))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a/b", "müller", "a\nb", "a.b"})
    void refusesNamesThatNoRecordMayCarry(String name) {
        assertThatExceptionOfType(WrongUseException.class).isThrownBy(() -> Names.check(name));
    }

    @Test
    void aNameHasAtMost64Characters() throws WrongUseException {
        assertThat(Names.check("x".repeat(64))).hasSize(64);
        assertThatExceptionOfType(WrongUseException.class).isThrownBy(() -> Names.check("x".repeat(65)));
    }

    private static Options parse(String arguments) throws WrongUseException {
        var words = arguments.isBlank() ? new String[0] : arguments.strip().split(" ");
        return Options.parse(Arrays.asList(words), HERE);
    }
}
