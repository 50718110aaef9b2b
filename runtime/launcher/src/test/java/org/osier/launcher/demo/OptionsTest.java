package org.osier.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void theFolderIsAbsolute() throws DemoException {
        var options = Options.parse("--home", "data/demo", "--keep");

        assertThat(options.folder()).isEqualTo(Path.of("data/demo").toAbsolutePath());
        assertThat(options.keep()).isTrue();
        assertThat(Options.parse("--home", "x").keep()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--keep", "--home", "--home a --home b", "--home a --fast", "--home a b"})
    void anythingElseIsWrongUse(String words) {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> Options.parse(words.isEmpty() ? new String[0] : words.split(" ")))
                .matches(e -> e.exitCode() == 2);
    }
}
