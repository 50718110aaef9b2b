package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.mesh.PeerState;
import org.osier.shell.FakePeer;
import org.osier.shell.Sheet;

/** {@code --watch} of any command: two looks, one second apart. */
@Timeout(30)
class WatchTest {
    private static final String NOBODY = """
              NAME   ID        STATE  PATH  RTT  SEEN  NOTE
            * alpha  182ff9da  alive  -     -    now   you
            1 alive, 0 suspect
              next: osier invite   to add a node
            """;
    private static final String FOOTER = "  12:00:00, every 1 s   Ctrl-C ends\u001b[J";

    private final Sheet sheet = new Sheet();

    @BeforeEach
    void nobody() {
        sheet.mesh.peers.clear();
    }

    /** What happens between the first look and the second; then it ends. */
    private static Consumer<String> between(String sign, Runnable change) {
        var looks = new ArrayList<String>();
        return written -> {
            int seen = written.split(sign, -1).length - 1;
            if (seen == 1 && looks.isEmpty()) {
                looks.add(written);
                change.run();
            } else if (seen >= 2) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void onATerminalAScreenTakesThePlaceOfTheOneBefore() {
        sheet.follow(
                "peers --watch",
                true,
                between("\u001b\\[J", () -> sheet.mesh.peers.add(FakePeer.alive(2, "beta", 7420))));
        assertThat(sheet.out()).startsWith("\u001b[H" + NOBODY.replace("\n", "\u001b[K\n") + FOOTER + "\u001b[H");
        assertThat(sheet.out()).contains("  beta   9e671b1c  alive").endsWith(FOOTER);
    }

    @Test
    void whatHasNoRoomIsCountedInsteadOfScrolled() {
        for (int i = 2; i < 22; i++) sheet.mesh.peers.add(FakePeer.alive(i, "peer" + i, 7400 + i));
        sheet.follow("peers --watch", true, between("\u001b\\[J", () -> {}));
        var first = sheet.out().substring(0, sheet.out().indexOf("\u001b[J"));
        assertThat(first.lines()).as("of 8 rows").hasSize(8);
        assertThat(first).contains("... 18 more");
    }

    @Test
    void inAPipeScreensFollowEachOther() {
        sheet.follow("peers --watch 1", false, between("next:", () -> {}));
        assertThat(sheet.out()).isEqualTo(NOBODY + "\n" + NOBODY);
    }

    @Test
    void documentsAreOneInALine() {
        sheet.follow("peers --json --watch", true, between("schema", () -> {}));
        assertThat(sheet.out().lines())
                .hasSize(2)
                .allMatch(l -> JsonParser.parseString(l).isJsonObject());
    }

    @Test
    void aFailureOfTheFirstLookIsTheEnd() {
        assertThat(sheet.run("peer nobody --watch")).isEqualTo(Exit.FAILED);
        assertThat(sheet.run("peers --watch 0")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run("peers --watch 3601")).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run("ping beta --watch")).isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void aCoreThatIsReplacedMeanwhileIsWaitedFor() {
        sheet.mesh.peers.add(FakePeer.in(PeerState.FAILED, 4, "gamma", "no answer"));
        sheet.follow("peers --watch", true, between("\u001b\\[J", () -> sheet.up = false));
        assertThat(sheet.out())
                .contains("OSIER-305 the node's core is restarting.")
                .endsWith(FOOTER);
    }
}
