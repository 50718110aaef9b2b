package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.crypto.HmacSha256;
import org.osier.core.noise.ScriptedRandom;

/** The keys of the three doors and their knocks. */
class DoorTest {
    static Stream<JsonObject> doors() {
        var all = OsierVectors.ALL.getAsJsonArray("doors");
        return StreamSupport.stream(all.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void doorsHaveTheKeysOfTheVectors(JsonObject vector) {
        var door = switch (vector.get("door").getAsInt()) {
            case Door.STRANGER -> Door.stranger();
            case Door.MEMBER -> OsierVectors.member();
            default -> Door.ticket(hex(vector, "ticket_secret"));
        };
        assertThat(door.number()).isEqualTo(vector.get("door").getAsInt());
        assertThat(door.psk()).isEqualTo(hex(vector, "psk"));
        var first16 = hex(vector, "preamble_first_16");
        assertThat(door.knock(first16)).isEqualTo(hex(vector, "knock"));
        // The knock key itself never leaves the door: the same key is what gives the same MAC of anything.
        var any = new byte[] {1, 2, 3};
        assertThat(door.knock(any)).isEqualTo(Arrays.copyOf(HmacSha256.of(hex(vector, "knock_key"), any), 8));

        var random = new ScriptedRandom().then(OsierVectors.CHANCE);
        var preamble = Preamble.write(Suite.AES_256_GCM, door, HandshakePattern.XX, OsierVectors.NOW_MS, random);
        assertThat(Arrays.copyOf(preamble.bytes(), 16)).isEqualTo(first16);
        assertThat(preamble.opens(door)).isTrue();
    }
}
