package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.mesh.Attempt;

/** Goal: the last ones are kept, and memory is bounded whatever is dialled. */
class AttemptHistoryTest {
    private record Dialled(int number) implements Attempt {
        @Override
        public Instant at() {
            return Instant.EPOCH;
        }

        @Override
        public URI address() {
            return URI.create("tcp://a:1");
        }

        @Override
        public Stage stage() {
            return Stage.CONNECT;
        }

        @Override
        public int code() {
            return 113;
        }

        @Override
        public String cause() {
            return "";
        }

        @Override
        public String hint() {
            return "";
        }
    }

    private final AttemptHistory history = new AttemptHistory();

    private static List<Attempt> dialled(int from, int to) {
        return IntStream.rangeClosed(from, to).<Attempt>mapToObj(Dialled::new).toList();
    }

    @Test
    void theLastEightOfAJobAreKeptTheOldestFirst() {
        dialled(1, 20).forEach(a -> history.add("job", a));
        assertThat(history.all()).isEqualTo(dialled(13, 20));
    }

    @Test
    void ofManyJobsTheOneThatWasQuietLongestIsForgotten() {
        for (int i = 0; i < AttemptHistory.MAX_JOBS; i++) history.add("job " + i, new Dialled(i));
        history.add("job 0", new Dialled(1_000));
        history.add("one more", new Dialled(2_000));
        assertThat(history.take("job 1")).isEmpty();
        assertThat(history.take("job 0")).containsExactly(new Dialled(0), new Dialled(1_000));
        assertThat(history.all()).hasSize(AttemptHistory.MAX_JOBS - 1);
    }

    @Test
    void whatIsTakenIsGone() {
        history.add("job", new Dialled(1));
        assertThat(history.take("job")).containsExactly(new Dialled(1));
        assertThat(history.take("job")).isEmpty();
        assertThat(history.all()).isEmpty();
    }

    @Test
    void jobsStandTogetherInTheOrderOfTheirNames() {
        history.add("b", new Dialled(1));
        history.add("a", new Dialled(2));
        history.add("b", new Dialled(3));
        assertThat(history.all()).containsExactly(new Dialled(2), new Dialled(1), new Dialled(3));
    }

    @Test
    void twoHistoriesOfOneNodeBecomeOneOfTheSameBound() {
        assertThat(AttemptHistory.last(dialled(1, 5), dialled(6, 11))).isEqualTo(dialled(4, 11));
        assertThat(AttemptHistory.last(List.of(), List.of())).isEmpty();
    }
}
