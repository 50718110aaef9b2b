package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgsTest {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "test",
            "A test",
            List.of("PEER", "[TEXT]"),
            List.of(new Option("-n", "COUNT", ""), new Option("--timeout", "S", "")));

    private static Args parse(String... words) throws Failure {
        return Args.parse(SYNOPSIS, List.of(words));
    }

    @Test
    void optionsMayStandAnywhere() throws Failure {
        var args = parse("-n", "3", "beta", "--timeout=1.5", "hi there", "--json");
        assertThat(args.operand(0)).isEqualTo("beta");
        assertThat(args.optionalOperand(1)).contains("hi there");
        assertThat(args.number("-n", 1, 10, 7)).isEqualTo(3);
        assertThat(args.seconds("--timeout", Duration.ofHours(1), Duration.ZERO))
                .isEqualTo(Duration.ofMillis(1_500));
        assertThat(args.has("--json")).isTrue();
    }

    @Test
    void aValueThatMayBeLeftOutIsANumberOrNone() throws Failure {
        var watchable = SYNOPSIS.watchable();
        assertThat(Args.parse(watchable, List.of("beta", "--watch")).value("--watch"))
                .contains("");
        assertThat(Args.parse(watchable, List.of("--watch", "5", "beta")).value("--watch"))
                .contains("5");
        assertThat(Args.parse(watchable, List.of("--watch=7", "beta")).value("--watch"))
                .contains("7");
        var operand = Args.parse(watchable, List.of("--watch", "beta"));
        assertThat(operand.value("--watch")).contains("");
        assertThat(operand.operand(0)).isEqualTo("beta");
    }

    @Test
    void behindTwoHyphensEverythingIsText() throws Failure {
        assertThat(parse("beta", "--", "--json").optionalOperand(1)).contains("--json");
        assertThat(parse("beta", "-").optionalOperand(1)).contains("-");
        assertThat(parse("beta", "").optionalOperand(1)).contains("");
    }

    @Test
    void whatIsMissingHasItsDefault() throws Failure {
        var args = parse("beta");
        assertThat(args.optionalOperand(1)).isEmpty();
        assertThat(args.number("-n", 1, 10, 7)).isEqualTo(7);
    }

    @Test
    void wrongWordsAreNamed() {
        assertWrong("test needs PEER.");
        assertWrong("test has no option --tmeout.", "beta", "--tmeout", "3");
        assertWrong("test has no option -5.", "beta", "-5");
        assertWrong("--timeout needs S.", "beta", "--timeout");
        assertWrong("--json takes no value.", "beta", "--json=yes");
        assertWrong("-n stands there twice.", "-n", "1", "beta", "-n", "1");
        assertWrong("\"c\" is one word too many: put text with blanks in quotes.", "a", "b", "c");
    }

    private static void assertWrong(String message, String... words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.exit()).isEqualTo(Exit.WRONG_USE))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "x", "", "1e1", "99999999999", "1.0"})
    void aNumberOutOfRangeIsWrongUse(String number) {
        assertThatThrownBy(() -> parse("beta", "-n", number).number("-n", 1, 10, 7))
                .hasMessage("-n is a number from 1 to 10, got " + number + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3600.001", "-1", "1e9", "1e999999999", "", "NaN", "0.0001", "9999999999"})
    void secondsOutOfRangeAreWrongUse(String seconds) {
        assertThatThrownBy(() ->
                        parse("beta", "--timeout", seconds).seconds("--timeout", Duration.ofHours(1), Duration.ZERO))
                .hasMessage("--timeout is a number of seconds from 0.001 to 3600, got " + seconds + ".");
    }
}
