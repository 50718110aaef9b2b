package org.osier.rendezvous.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.parts.file.DamagedException;
import org.osier.rendezvous.rules.Ask.Kind;

/** Methods and paths as anybody sends them, and files as a disk gives them back. */
class AskFuzzTest {
    private static final String TAG = "/rendezvous/1/00112233445566778899aabbccddeeff";

    static Stream<byte[]> lines() {
        return Stream.of("GET " + TAG, "PUT " + TAG + TAG.substring(13), "GET /rendezvous/1", "PUT " + TAG, "GET *", "")
                .map(line -> line.getBytes(ISO_8859_1));
    }

    @MethodSource("lines")
    @FuzzTest
    void line(byte[] bytes) {
        var line = new String(bytes, ISO_8859_1);
        int blank = line.indexOf(' ');
        var method = blank < 0 ? "GET" : line.substring(0, blank);
        var path = line.substring(blank + 1);
        var ask = Ask.of(method, path);
        if (ask.kind() == Kind.GET) assertThat(path).isEqualTo("/rendezvous/1/" + ask.tag());
        if (ask.kind() == Kind.PUT) assertThat(path).isEqualTo("/rendezvous/1/" + ask.tag() + "/" + ask.slot());
        if (ask.kind() == Kind.ABOUT) assertThat(path).isEqualTo("/rendezvous/1");
    }

    static Stream<byte[]> files() {
        var two = ShelfForm.write(java.util.List.of(
                new Kept(new Name(1, 2), new Name(3, 4), new byte[3], 5, 6),
                new Kept(new Name(1, 2), new Name(3, 5), new byte[] {1}, 5, 6)));
        return Stream.of(two, Arrays.copyOf(two, two.length - 1), Arrays.copyOf(two, 30), new byte[0]);
    }

    @MethodSource("files")
    @FuzzTest
    void file(byte[] bytes) {
        try {
            assertThat(ShelfForm.write(ShelfForm.read(bytes))).isEqualTo(bytes);
        } catch (DamagedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
