package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A handler bundle of one class, made by the test: its builds differ in their version alone. */
final class RelayBundle {
    static final String NAME = "org.osier.itest.relay";

    private RelayBundle() {}

    /** Writes build {@code number} beside those of our own bundles. */
    static void make(String test, int number) throws IOException {
        Path file = Builds.file(test, NAME, number);
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest(number))) {
            var path = RelayActivator.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(path));
            try (var in = RelayActivator.class.getClassLoader().getResourceAsStream(path)) {
                in.transferTo(out);
            }
        }
    }

    private static Manifest manifest(int number) {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", NAME);
        attributes.putValue("Bundle-Version", Builds.version(number).toString());
        attributes.putValue("Bundle-Activator", RelayActivator.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework,org.osier.dispatch");
        return manifest;
    }
}
