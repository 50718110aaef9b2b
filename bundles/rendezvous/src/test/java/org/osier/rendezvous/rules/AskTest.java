package org.osier.rendezvous.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.rendezvous.rules.Ask.Kind;

/** One text for each thing, and nothing else means anything. */
class AskTest {
    private static final String TAG = "00112233445566778899aabbccddeeff";
    private static final String SLOT = "ffffffffffffffff0000000000000001";

    @Test
    void aTagAndASlotAreRead() {
        var put = Ask.of("PUT", "/rendezvous/1/" + TAG + "/" + SLOT);
        assertThat(put.kind()).isEqualTo(Kind.PUT);
        assertThat(put.tag()).hasToString(TAG);
        assertThat(put.slot()).hasToString(SLOT).isEqualTo(new Name(-1, 1));
        var get = Ask.of("GET", "/rendezvous/1/" + TAG);
        assertThat(get.kind()).isEqualTo(Kind.GET);
        assertThat(get.tag()).isEqualTo(put.tag());
        assertThat(Ask.of("GET", "/rendezvous/1").kind()).isEqualTo(Kind.ABOUT);
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "DELETE, true", "POST, true", "HEAD, false", "PUT, false", "put, true"})
    void anythingElseCannotBeDoneThere(String method, boolean slot) {
        var ask = Ask.of(method, "/rendezvous/1/" + TAG + (slot ? "/" + SLOT : ""));
        assertThat(ask.kind()).isEqualTo(Kind.WRONG_METHOD);
        assertThat(ask.allowed()).isEqualTo(slot ? "PUT" : "GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "/",
                "/rendezvous",
                "/rendezvous/1/",
                "/rendezvous/2",
                "/rendezvous/10",
                "/rendezvous/1/x",
                "/rendezvous/1/" + TAG + "/",
                "/rendezvous/1/" + TAG + "/" + SLOT + "/",
                "/rendezvous/1//" + TAG,
                "/rendezvous/1/00112233445566778899AABBCCDDEEFF",
                "/rendezvous/1/+0112233445566778899aabbccddeeff",
                "/rendezvous/1/" + TAG + "0",
                "/rendezvous/1/" + TAG + "x" + SLOT,
                "/Rendezvous/1",
                "/rendezvous/1/../1/0011223344556677889900112233"
            })
    void otherPathsAreNowhere(String path) {
        assertThat(Ask.of("GET", path).kind()).isEqualTo(Kind.NOWHERE);
        assertThat(Ask.of("PUT", path).kind()).isEqualTo(Kind.NOWHERE);
        assertThat(Ask.of("GET", null).kind()).isEqualTo(Kind.NOWHERE);
    }
}
