package org.osier.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CfgFileTest {
    @TempDir
    private Path folder;

    @Test
    void keysHaveTheirValuesAndTheirLines() throws IOException {
        var file = read("# one = 0\none = ${x:-1}\n\ntwo:2\n  three = a,\\\n    b\n");

        assertThat(file.values(name -> null)).isEqualTo(Map.of("one", "1", "two", "2", "three", "a,b"));
        assertThat(file.place("one")).isEqualTo("etc/org.osier.x.cfg line 2");
        assertThat(file.place("two")).isEqualTo("etc/org.osier.x.cfg line 4");
        assertThat(file.place("three")).isEqualTo("etc/org.osier.x.cfg line 5");
        assertThat(file.place("four")).isEqualTo("etc/org.osier.x.cfg");
    }

    @Test
    void theLastLineOfAKeyCounts() throws IOException {
        var file = read("a = 1\na = 2\n");

        assertThat(file.values(name -> null)).isEqualTo(Map.of("a", "2"));
        assertThat(file.place("a")).endsWith("line 2");
    }

    @Test
    void whatIsNoSuchFileIsRefused() {
        assertThatThrownBy(() -> read("a = \\u12")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("a = " + "x".repeat(1 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void theNameSaysWhoseConfigurationItIs() {
        assertThat(CfgFile.pid(Path.of("etc/org.osier.core.cfg"))).isEqualTo("org.osier.core");
        assertThat(CfgFile.pid(Path.of("etc/org.osier.x-one.cfg"))).isEqualTo("org.osier.x");
        assertThat(CfgFile.isName(Path.of("etc/logback.xml"))).isFalse();
    }

    private CfgFile read(String text) throws IOException {
        return CfgFile.read(Files.writeString(folder.resolve("org.osier.x.cfg"), text));
    }
}
