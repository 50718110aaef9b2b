package org.osier.features;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;

/**
 * A Karaf as it is unpacked, but for its ports, a user, and where it looks for artifacts. Pax Exam asks for
 * {@link #options} outside of it and runs the tests inside of it: what they know of the build travels as properties.
 */
final class Karaf {
    /** Below it, the build has put everything. */
    static final String TARGET = "osier.target";

    static final String DISTRIBUTION = "osier.dist";
    static final String VERSION = "osier.version";
    static final String SSH_PORT = "osier.test.ssh.port";
    static final String USER = "karaf";

    private Karaf() {}

    /** @param repository where artifacts are found that Karaf does not bring; empty: nowhere */
    static Option[] options(String repository, Option... more) throws IOException {
        var ports = freePorts(3);
        var options = new ArrayList<Option>();
        options.add(karafDistributionConfiguration()
                .frameworkUrl(target("karaf.tar.gz").toUri().toString())
                .karafVersion(System.getProperty("karaf.version"))
                .name("Karaf")
                .unpackDirectory(target("karaf").toFile())
                .useDeployFolder(false));
        options.add(keepRuntimeFolder());
        options.add(configureConsole().ignoreLocalConsole().startRemoteShell());
        var shell = "etc/org.apache.karaf.shell.cfg";
        options.add(editConfigurationFilePut(shell, "sshHost", "127.0.0.1"));
        options.add(editConfigurationFilePut(shell, "sshPort", ports.get(0)));
        var management = "etc/org.apache.karaf.management.cfg";
        options.add(editConfigurationFilePut(management, "rmiRegistryPort", ports.get(1)));
        options.add(editConfigurationFilePut(management, "rmiServerPort", ports.get(2)));
        options.add(editConfigurationFilePut("etc/users.properties", USER, USER + ",admin,manager,ssh"));
        var artifacts = "etc/org.ops4j.pax.url.mvn.cfg";
        options.add(editConfigurationFilePut(artifacts, "org.ops4j.pax.url.mvn.repositories", repository));
        options.add(editConfigurationFilePut(
                artifacts,
                "org.ops4j.pax.url.mvn.defaultRepositories",
                "${karaf.home.uri}system@id=system@snapshots, ${karaf.data.uri}kar@id=kar@multi@snapshots, "
                        + target("exam").toUri() + "@id=exam"));
        options.add(editConfigurationFilePut(
                artifacts,
                "org.ops4j.pax.url.mvn.localRepository",
                target("empty").toString()));
        options.add(systemProperty(SSH_PORT).value(ports.get(0)));
        for (var name : List.of(TARGET, DISTRIBUTION, VERSION))
            options.add(systemProperty(name).value(System.getProperty(name)));
        options.add(junitBundles());
        for (var library : List.of(Assertions.class, ByteBuddy.class)) options.add(bundle(location(library)));
        options.addAll(Arrays.asList(more));
        return options.toArray(Option[]::new);
    }

    /** A file below target/. */
    static Path target(String name) {
        return Path.of(System.getProperty(TARGET)).resolve(name);
    }

    /** In the Karaf that runs the test: a file of its folder. */
    static Path file(String name) {
        return Path.of(System.getProperty("karaf.base")).resolve(name);
    }

    private static List<String> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            return sockets.stream().map(s -> String.valueOf(s.getLocalPort())).toList();
        } finally {
            for (var socket : sockets) socket.close();
        }
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
