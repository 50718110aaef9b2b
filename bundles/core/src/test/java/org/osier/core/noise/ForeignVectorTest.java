package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.crypto.Vectors;
import org.osier.core.foreign.ForeignPrograms;

/**
 * The vectors of both hybrid patterns are made once more by other hands: dissononce for Noise, noble for ML-KEM. That of
 * XX was made independently of both before; that of IK is what this makes.
 */
@Timeout(120)
class ForeignVectorTest {
    @ParameterizedTest
    @CsvSource({"XX, noise-xxhfs-psk0.json", "IK, noise-ikhfs-psk0.json"})
    void otherHandsMakeTheSameBytes(String pattern, String file) throws Exception {
        var words = new ArrayList<>(List.of(pattern));
        words.addAll(ForeignPrograms.noble());
        try (var python = ForeignPrograms.python("vector.py", words.toArray(String[]::new))) {
            var made = JsonParser.parseString(python.end()).getAsJsonObject();
            var expected = Vectors.read(file);
            for (var member : made.keySet()) {
                if (member.equals("prologue") || member.equals("messages")) continue;
                assertThat(made.get(member)).as(member).isEqualTo(expected.get(member));
            }
            assertThat(made.get("prologue")).isEqualTo(expected.get("prologue"));
            assertThat(made.get("messages")).isEqualTo(expected.get("messages"));
        }
    }
}
