package org.osier.core.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a ticket has one text, and no other text is a ticket (WIRE.md, section 9). */
class TicketTest {
    private static final String TEXT = "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:7400";

    @Test
    void aTicketSaysWhoInvitesAndWhere() {
        var ticket = Ticket.parse(TEXT);

        assertThat(ticket.inviter()).isEqualTo("7f3a9c21");
        assertThat(ticket.address()).isEqualTo(URI.create("tcp://192.168.1.20:7400"));
        assertThat(ticket.text()).isEqualTo(TEXT);
        assertThat(ticket.toString()).doesNotContain("y6qqss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp://192.0.2.1:7400", "tcp://example.org:1", "tcp://[2001:db8::1]:65535", "tcp://a-b.c:80"})
    void everyTicketIsReadAsItWasWritten(String address) {
        var random = new Random(7);
        for (int i = 0; i < 100; i++) {
            var secret = new byte[Ticket.SECRET_BYTES];
            random.nextBytes(secret);
            var ticket = Ticket.of(secret, "0123abcd", URI.create(address));
            assertThat(Ticket.parse(ticket.text())).isEqualTo(ticket);
            assertThat(Base32.read(ticket.secret())).isEqualTo(secret);
        }
    }

    /** RFC 4648, section 10, in lower case and without padding. */
    @Test
    void base32IsThatOfTheRfc() {
        assertThat(Base32.write("foobar".getBytes())).isEqualTo("mzxw6ytboi");
        assertThat(Base32.write("fooba".getBytes())).isEqualTo("mzxw6ytb");
        assertThat(Base32.write("f".getBytes())).isEqualTo("my");
        assertThat(Base32.read("mzxw6ytboi")).isEqualTo("foobar".getBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "osier1-",
                "osier2-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:7400",
                "OSIER1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:7400",
                "osier1-Y6QQSS7CLU4G7EFLCLGTJ32WPA-7f3a9c21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wp-7f3a9c21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpaa-7f3a9c21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpb-7f3a9c21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32w1a-7f3a9c21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7F3A9C21@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c2@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:0",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:07400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:65536",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:7400/",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@user@192.168.1.20:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@a b:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@2001:db8::1:7400",
                "osier1-y6qqss7clu4g7eflclgtj32wpa-7f3a9c21@192.168.1.20:7400 "
            })
    void whatIsNotQuiteATicketIsNone(String text) {
        assertThatThrownBy(() -> Ticket.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("y6qqss");
    }

    @Test
    void anythingAtAllIsReadOrRefused() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(TEXT);
            for (int n = random.nextInt(4); n >= 0; n--)
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            try {
                assertThat(Ticket.parse(text.toString()).text()).isEqualTo(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
