package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strangers become members of one cluster, as users do it: processes, tickets, PINs. */
@Timeout(240)
class JoiningIT {
    private static final String LISTEN = "--listen";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final int FAILED = 1;

    private Nodes nodes;
    private CommandLine alpha;
    private String address;

    @BeforeEach
    void aNodeAlone() throws Exception {
        nodes = new Nodes("joining", Javas.current());
        alpha = nodes.start("alpha", LISTEN, ANY_PORT);
        address = URI.create(Nodes.address(alpha)).getAuthority();
    }

    @AfterEach
    void end() {
        nodes.close();
    }

    private static String cluster(CommandLine node) throws Exception {
        return node.ask("status").getAsJsonObject("cluster").get("id").getAsString();
    }

    private static void linked(CommandLine a, String b) throws Exception {
        Until.so("a link with " + b, () -> a.call("peers").text().matches("(?s).*" + b + " +[0-9a-f]{8} +alive.*"));
    }

    /** Goal: one line of text is all that a new machine needs, and it is good for one machine. */
    @Test
    void aTicketStartsAMemberOnce() throws Exception {
        var ticket = alpha.ask("invite").get("ticket").getAsString();
        assertThat(ticket).matches("osier1-[a-z2-7]{26}-[0-9a-f]{8}@127\\.0\\.0\\.1:[0-9]+");

        var beta = nodes.start("beta", LISTEN, ANY_PORT, "--join", ticket);

        assertThat(cluster(beta)).isEqualTo(cluster(alpha));
        linked(alpha, "beta");
        assertThat(alpha.call("peers").text()).contains("invited by alpha");
        var told = Files.readString(beta.home().resolve("data/log/console.log"));
        assertThat(told).contains("  dialling   tcp " + address, "  welcomed ").doesNotContain("OSIER-");

        var late = nodes.at("late");
        var refused = nodes.begin(late, LISTEN, ANY_PORT, "--join", ticket);
        assertThat(refused.code()).isEqualTo(FAILED);
        assertThat(refused.text())
                .contains("OSIER-121", "next: ask for a new ticket")
                .doesNotContain("\tat ");

        // Neither has cost the home anything: with another ticket it starts, and then without one.
        var again = alpha.ask("invite").get("ticket").getAsString();
        assertThat(nodes.begin(late, LISTEN, ANY_PORT, "--join", again).code()).isZero();
        assertThat(cluster(late)).isEqualTo(cluster(alpha));
        assertThat(beta.call("stop").code()).isZero();
        assertThat(nodes.begin(beta, LISTEN, ANY_PORT, "--join", ticket).code()).isZero();
        assertThat(cluster(beta)).isEqualTo(cluster(alpha));
        linked(alpha, "beta");
        assertThat(alpha.call("peers").text()).contains("invited by alpha");
    }

    /** Goal: six digits are all that a person carries from one screen to the other. */
    @Test
    void aPinMakesAStrangerAMember() throws Exception {
        var gamma = nodes.start("gamma", LISTEN, ANY_PORT);
        assertThat(cluster(gamma)).isNotEqualTo(cluster(alpha));
        assertThat(gamma.call("join", "--pin", "123456", address).text()).contains("OSIER-123");
        var screen = Files.createTempFile(nodes.folder(), "pair", ".out");

        var pair = alpha.begin(screen, "pair", "--json");
        Until.so(
                "a PIN", () -> lines(screen).size() == 1 && lines(screen).get(0).endsWith("}"));
        var pin = field(lines(screen).get(0), "pin");
        var wrong = gamma.call("join", "--pin", pin.equals("000000") ? "000001" : "000000", address);
        assertThat(wrong.code()).isEqualTo(FAILED);
        assertThat(wrong.text()).contains("OSIER-122");
        assertThat(alpha.ask("pending").getAsJsonArray("pending")).hasSize(1);
        var right = gamma.call("join", "--pin", pin, address);

        assertThat(right.code()).as(right.text()).isZero();
        assertThat(right.text()).contains("linked     as a member", "let in by alpha");
        assertThat(pair.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(pair.exitValue()).isZero();
        assertThat(field(lines(screen).get(1), "id"))
                .isEqualTo(gamma.ask("status").get("id").getAsString());
        assertThat(cluster(gamma)).isEqualTo(cluster(alpha));
        assertThat(alpha.ask("pending").getAsJsonArray("pending")).isEmpty();
        assertThat(gamma.call("join", "--pin", pin, address).text()).contains("OSIER-131");
        assertThat(Nodes.log(alpha) + Nodes.log(gamma)).doesNotContain("PIN " + pin);
    }

    private static List<String> lines(Path file) throws Exception {
        return Files.readAllLines(file);
    }

    private static String field(String json, String name) {
        return JsonParser.parseString(json).getAsJsonObject().get(name).getAsString();
    }
}
