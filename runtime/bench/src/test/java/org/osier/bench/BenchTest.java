package org.osier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    /**
     * Goal: the bench still works. Method: a hundredth of the work of those that need most of its parts, once; nothing is
     * said about speed.
     */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void benchesGiveAllTheirFigures(@TempDir Path folder) throws Exception {
        var file = folder.resolve("report.json");
        var args = new ArrayList<>(List.of("flows", "handshakes", "flood", "--runs", "1", "--quick"));
        args.addAll(List.of("--json", file.toString()));
        for (var option : Short.LIFE) args.addAll(List.of("--java-option", option));

        Bench.run(Options.parse(args, folder));

        var report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(report.getAsJsonArray("sections")).hasSize(3).allSatisfy(section -> {
            var rows = section.getAsJsonObject().getAsJsonArray("rows");
            assertThat(rows).isNotEmpty();
        });
    }

    @Test
    void wrongWordsAreToldToTheUser() {
        var here = Path.of(".");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--runs", "0"), here))
                .withMessageContaining("1 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--json"), here))
                .withMessageContaining("--json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--fast"), here))
                .withMessageContaining("--fast");
    }
}
