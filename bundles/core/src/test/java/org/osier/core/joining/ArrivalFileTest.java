package org.osier.core.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.node.NodeId;
import org.osier.trust.Invited;

/** What a home remembers of how its node came into its cluster outlives the node, and never more than the cluster. */
class ArrivalFileTest {
    private static final Invited BY_SOMEBODY =
            new Invited(NodeId.ofKey(new byte[32]), Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path data;

    private ArrivalFile arrival() {
        return new ArrivalFile(data);
    }

    @Test
    void aHomeWithoutTheFileKnowsNothing() {
        assertThat(arrival().alone("a")).isFalse();
        assertThat(arrival().invited("a")).isEmpty();
    }

    @Test
    void whoMadeAClusterIsAloneInItUntilSomebodyComes() throws Exception {
        arrival().made("a");
        assertThat(arrival().alone("a")).isTrue();
        assertThat(arrival().alone("b")).isFalse();

        arrival().notAlone();
        assertThat(arrival().alone("a")).isFalse();
        arrival().notAlone();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whoWasInvitedIsNotAloneAndKnowsByWhom() throws Exception {
        arrival().made("a");
        arrival().invited("b", BY_SOMEBODY);
        arrival().notAlone();

        assertThat(arrival().invited("b")).contains(BY_SOMEBODY);
        assertThat(arrival().invited("a")).isEmpty();
        assertThat(arrival().alone("a")).isFalse();
        assertThat(arrival().alone("b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"schema\":\"osier.arrival/2\",\"cluster\":\"a\"}",
                "{\"schema\":\"osier.arrival/1\"}",
                "{\"schema\":\"osier.arrival/1\",\"cluster\":[]}",
                "{\"schema\":\"osier.arrival/1\",\"cluster\":\"a\",\"by\":\"zz\",\"at\":1}",
                "{\"schema\":\"osier.arrival/1\",\"cluster\":\"a\",\"by\":\"00\"}"
            })
    void aFileThatCannotBeReadCountsAsNone(String text) throws Exception {
        Files.writeString(data.resolve("arrival.json"), text);

        assertThat(arrival().alone("a")).isFalse();
        assertThat(arrival().invited("a")).isEmpty();
    }
}
