package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node behind a web server that gives it a path of its own. */
@Tag("lengthy")
@Timeout(180)
class NginxIT {
    private static final String NOBODY = "ws://127.0.0.1:1/nobody";

    /**
     * Goal: a node is reached through nginx, below a path, and when nginx goes and comes back, nothing is lost. Method:
     * nginx of the system as a process of this test; the node behind it tells others the address of nginx alone.
     */
    @Test
    void nodesMeetThroughNginxBelowPathAndLoseNothingWhenItIsStartedAnew() throws Exception {
        var nginx = Program.installed("nginx");
        try (var nodes = new Nodes("nginx", Javas.current())) {
            nodes.withoutMulticast("alpha");
            var alpha = Pair.alpha(nodes, "ws://127.0.0.1:0/mesh");
            var behind = URI.create(Nodes.address(alpha)).getPort();
            int port = Ports.free();
            var configuration = configuration(nodes.folder(), port, behind);
            var outside = "ws://127.0.0.1:" + port + "/meshes/alpha/mesh";
            advertise(alpha, outside);
            var proxy = nginx.begin(nodes.folder().resolve("nginx.out"), "-c", configuration);
            try {
                var pair = Pair.with(nodes, alpha, "ws://127.0.0.1:0", outside);
                assertThat(pair.path().orElseThrow()).contains(outside);
                advertise(pair.beta(), NOBODY); // else alpha dials beta while nginx is away
                Until.so(
                        "beta is not to be dialled",
                        () -> pair.alpha().ask("peer", pair.betaId()).toString().contains(NOBODY));
                long links = pair.links();
                var flows = List.of(pair.toAlpha(1), pair.toBeta(2));
                for (var flow : flows) flow.begin();
                for (var flow : flows) Until.so("load", flow::isUnderWay);

                end(proxy);
                proxy = nginx.begin(nodes.folder().resolve("nginx.out"), "-c", configuration);
                Until.so(
                        "another link",
                        () -> pair.links() > links && pair.path().isPresent());
                assertThat(pair.path().orElseThrow()).contains(outside);

                for (var flow : flows) Until.so("end of " + flow, flow::isOver);
                for (var flow : flows) flow.assertComplete();
                comesBackSoon(pair, nodes.folder().resolve("access.log"));
                assertThat(pair.restarts()).isZero();
            } finally {
                end(proxy);
            }
        }
    }

    /** While nobody listens behind it, nginx answers itself: that is no reason to wait for long. */
    private static void comesBackSoon(Pair pair, Path log) throws Exception {
        var jar = Builds.WEBSOCKET + ".jar";
        Files.delete(pair.alpha().home().resolve("bundle").resolve(jar));
        Until.so("no link", () -> pair.path().isEmpty());
        Until.so("an attempt in vain", () -> Files.readString(log).contains("\" 502 "));
        HomeFiles.drop(Assembled.bundle(Builds.WEBSOCKET), pair.alpha().home(), "bundle", jar);
        Until.so("a link again", () -> pair.path().isPresent());
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** One process, which keeps all that it writes in {@code folder}. */
    private static Path configuration(Path folder, int port, int behind) throws IOException {
        var text = """
                daemon off;
                master_process off;
                pid FOLDER/nginx.pid;
                error_log FOLDER/nginx.log;
                events { worker_connections 64; }
                http {
                  access_log FOLDER/access.log;
                  client_body_temp_path FOLDER/nginx-body;
                  proxy_temp_path FOLDER/nginx-proxy;
                  fastcgi_temp_path FOLDER/nginx-fastcgi;
                  uwsgi_temp_path FOLDER/nginx-uwsgi;
                  scgi_temp_path FOLDER/nginx-scgi;
                  server {
                    listen 127.0.0.1:PORT;
                    location /meshes/alpha/ {
                      proxy_pass http://127.0.0.1:BEHIND/;
                      proxy_http_version 1.1;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection "upgrade";
                      proxy_read_timeout 75s;
                    }
                  }
                }
                """.replace("FOLDER", folder.toString())
                .replace("PORT", "" + port)
                .replace("BEHIND", "" + behind);
        return Files.writeString(folder.resolve("nginx.conf"), text);
    }

    /** Live within two seconds, and in its record by the next link at the latest. */
    private static void advertise(CommandLine node, String address) throws Exception {
        HomeFiles.edit(node.home(), "org.osier.core.cfg", "advertise =", "advertise = " + address);
    }
}
