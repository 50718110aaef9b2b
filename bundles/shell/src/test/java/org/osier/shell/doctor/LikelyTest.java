package org.osier.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.mesh.Attempt;
import org.osier.mesh.Attempt.Stage;
import org.osier.shell.FakeAttempt;

/** From dials to a sentence, row by row. */
class LikelyTest {
    /** @param dial {@code code} or {@code code stage} */
    private static Attempt attempt(String dial) {
        var words = dial.split(" ");
        var stage = words.length == 1 ? Stage.CONNECT : Stage.valueOf(words[1]);
        return FakeAttempt.failed(1, "tcp://a:1", stage, Integer.parseInt(words[0]), "c", "do " + words[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "113,                        113, the process is down",
        "113 + 114,                  113, the process is down",
        "114,                        114, 'the machine is down, or a firewall drops it'",
        "114 + 112,                  114, 'the machine is down, or a firewall drops it'",
        "112,                        112, 'the name or the address is wrong, or a network is missing'",
        "114 HANDSHAKE,              114, 'no Osier listens there, or one that hangs or is full'",
        "114 HANDSHAKE + 113,        114, 'no Osier listens there, or one that hangs or is full'",
        "114 ADMISSION,              114, it accepts and then hangs",
        "114 RESUME,                 114, it accepts and then hangs",
        "104 HANDSHAKE,              104, clocks differ",
        "131 HANDSHAKE,              131, not the same cluster",
        "131 HANDSHAKE + 113,        131, not the same cluster",
        "132 HANDSHAKE,              132, 'something else listens there, or an Osier of another version'",
        "133 HANDSHAKE,              133, another node has its address now",
        "133 HANDSHAKE + 113,        133, another node has its address now",
        "123 ADMISSION,              123, an admission rule or an operator keeps the two apart",
        "123 ADMISSION + 131 HANDSHAKE, 123, an admission rule or an operator keeps the two apart",
        "124 ADMISSION,              124, two nodes use one identity",
        "125 ADMISSION + 123 ADMISSION, 125, it was put out of the cluster",
        "121 HANDSHAKE,              121, the ticket was used or has expired",
        "305 HANDSHAKE,              305, 'it restarts, or has too much to do'",
        "305,                        305, 'it restarts, or has too much to do'",
        "101,                        101, this machine's system forbids it",
        "399,                        399, none of the usual ones"
    })
    void whatTellsMostDecides(String dials, int code, String text) {
        var attempts = Stream.of(dials.split(" \\+ ")).map(LikelyTest::attempt).toList();
        assertThat(Likely.of(attempts)).contains(new Likely(code, text, "do " + code));
    }

    @Test
    void whereNothingWasDialledNothingIsGuessed() {
        assertThat(Likely.of(List.of())).isEmpty();
    }
}
