package org.osier.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
    @TempDir
    private Path folder;

    @Test
    void onlyTheVersionChanges() throws IOException {
        var jar = jar(Map.of("Bundle-Version", "1.0.0.SNAPSHOT", "Bundle-SymbolicName", "a.b"));

        var other = Jars.withVersion(jar, "1.0.1.other", folder.resolve("other.jar"));

        assertThat(Jars.version(jar)).isEqualTo("1.0.0.SNAPSHOT");
        assertThat(Jars.version(other)).isEqualTo("1.0.1.other");
        try (var file = new JarFile(other.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
                    .isEqualTo("a.b");
            assertThat(file.getInputStream(file.getEntry("a/b.txt"))).hasContent("content");
            assertThat(file.stream()).hasSize(2);
        }
    }

    @Test
    void aJarThatIsNoBundleIsRefused() throws IOException {
        var jar = jar(Map.of());

        assertThatIOException().isThrownBy(() -> Jars.version(jar)).withMessageContaining("is no bundle");
        assertThatIOException()
                .isThrownBy(() -> Jars.withVersion(jar, "1.0.1", folder.resolve("other.jar")))
                .withMessageContaining("is no bundle");
    }

    private Path jar(Map<String, String> attributes) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        var jar = folder.resolve("some.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("a/b.txt"));
            out.write("content".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
