package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pattern against the rules of Noise 7.3 and 9.3, which a pattern must keep to be secure at all. */
class PatternTest {
    static Stream<Pattern> patterns() {
        return Stream.of(Pattern.XX_HFS_PSK0, Patterns.XX, Patterns.IK, Pattern.IK_HFS_PSK0);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void sidesTakeTurnsAndTheInitiatorBegins(Pattern pattern) {
        boolean initiator = true;
        for (var message : pattern.messages()) {
            assertThat(message.fromInitiator()).isEqualTo(initiator);
            initiator = !initiator;
        }
    }

    /** Rules 1 to 3 of section 7.3: keys are there before they are used, and nothing is done twice. */
    @ParameterizedTest
    @MethodSource("patterns")
    void keysAreSentOnceAndBeforeTheyAreUsed(Pattern pattern) {
        var sent = List.of(EnumSet.noneOf(Token.class), EnumSet.noneOf(Token.class));
        for (var known : pattern.before())
            add(sent.get(side(known)), known.tokens().get(0));
        var agreed = EnumSet.noneOf(Token.class);
        for (var message : pattern.messages()) {
            for (var token : message.tokens()) {
                var initiator = sent.get(0);
                var responder = sent.get(1);
                switch (token) {
                    case E, S, E1 -> add(sent.get(side(message)), token);
                    case EE ->
                        assertThat(initiator.contains(Token.E) && responder.contains(Token.E))
                                .isTrue();
                    case ES ->
                        assertThat(initiator.contains(Token.E) && responder.contains(Token.S))
                                .isTrue();
                    case SE ->
                        assertThat(initiator.contains(Token.S) && responder.contains(Token.E))
                                .isTrue();
                    case SS ->
                        assertThat(initiator.contains(Token.S) && responder.contains(Token.S))
                                .isTrue();
                    case EKEM1 ->
                        assertThat(sent.get(1 - side(message)).contains(Token.E1))
                                .isTrue();
                    case PSK -> {}
                }
                if (token != Token.E && token != Token.S && token != Token.E1) {
                    assertThat(agreed.add(token)).as("%s twice", token).isTrue();
                }
            }
        }
    }

    /** Rule 4 of section 7.3, and section 9.3: what is encrypted hangs on an ephemeral key of the one who encrypts. */
    @ParameterizedTest
    @MethodSource("patterns")
    void nothingIsEncryptedWithoutAnEphemeralKeyOfTheSender(Pattern pattern) {
        for (boolean initiator : new boolean[] {true, false}) {
            var done = EnumSet.noneOf(Token.class);
            boolean ephemeral = false;
            for (var message : pattern.messages()) {
                boolean ours = message.fromInitiator() == initiator;
                for (var token : message.tokens()) {
                    boolean encrypts = token == Token.S || token == Token.E1 || token == Token.EKEM1;
                    if (ours && encrypts && !done.isEmpty())
                        assertThat(ephemeral).isTrue();
                    if (ours && token == Token.E) ephemeral = true;
                    if (token != Token.E && token != Token.S) done.add(token);
                }
                if (!ours) continue;
                if (!done.isEmpty()) assertThat(ephemeral).isTrue();
                // "se" by the initiator, "es" by the responder use the static key of the sender.
                assertNeeds(done, initiator ? Token.SE : Token.ES, Token.EE);
                assertNeeds(done, Token.SS, initiator ? Token.ES : Token.SE);
            }
        }
    }

    private static void assertNeeds(Set<Token> done, Token agreement, Token first) {
        if (done.contains(agreement)) assertThat(done).contains(first);
    }

    private static int side(Pattern.Message message) {
        return message.fromInitiator() ? 0 : 1;
    }

    private static void add(Set<Token> sent, Token token) {
        assertThat(sent.add(token)).as("%s twice", token).isTrue();
    }
}
