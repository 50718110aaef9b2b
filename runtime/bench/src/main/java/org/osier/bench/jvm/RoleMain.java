package org.osier.bench.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.osier.core.crypto.WarmUp;

/**
 * Main of the JVMs of a bench: reads commands from its standard input, a line each, and writes for each the lines
 * {@code result NAME VALUE} and then {@code done}, or {@code failed REASON}. Ends with its input, that is with its parent.
 */
public final class RoleMain {
    private RoleMain() {}

    /** @param args the role, and the cluster file */
    public static void main(String[] args) throws Exception {
        var cluster = Path.of(args[1]);
        new WarmUp().run(); // as a node does, soon after its start
        int code = 0;
        try (var role = role(args[0], cluster)) {
            serve(role);
        } catch (IOException e) {
            code = 1; // the parent is gone: nobody reads
        }
        System.exit(code);
    }

    private static Role role(String name, Path cluster) throws Exception {
        return switch (name) {
            case "server" -> new Server(cluster);
            case "client" -> new Client(cluster);
            case "target" -> new Target(cluster);
            case "sender" -> new Sender(cluster);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void serve(Role role) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            try {
                role.answer(List.of(line.split(" ")))
                        .forEach((name, value) -> System.out.println("result " + name + " " + value));
                System.out.println("done");
            } catch (Exception e) {
                e.printStackTrace();
                System.out.println("failed " + e);
            }
            System.out.flush();
        }
    }
}
