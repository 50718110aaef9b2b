package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.mesh.Attempt.Stage;
import org.osier.transport.TransportException.Kind;

/** Goal: every way in which a dial can end has a code, words and a next step. */
class ExplainedTest {
    private static Arguments row(Stage stage, Ending ending, int code, String cause, String hint, Redial redial) {
        return Arguments.of(stage, ending, new Explained(code, cause, hint, redial));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row(
                        Stage.CONNECT,
                        new Ending.Carrier(Kind.REFUSED, "Connection refused"),
                        113,
                        "refused, nothing listens there",
                        "start the node, or check the port",
                        Redial.BACK_OFF),
                row(
                        Stage.CONNECT,
                        new Ending.Carrier(Kind.NO_ROUTE, "unknown host"),
                        112,
                        "no route to it (unknown host)",
                        "check the name, the address and the network",
                        Redial.BACK_OFF),
                row(
                        Stage.CONNECT,
                        new Ending.Late(5),
                        114,
                        "timeout after 5 s at stage 'connect'",
                        "check the address, the machine, and firewalls on the way",
                        Redial.BACK_OFF),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Late(10),
                        114,
                        "timeout after 10 s at stage 'handshake'",
                        "look whether the port is that of an Osier node",
                        Redial.BACK_OFF),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Silent(),
                        114,
                        "closed without a word at stage 'handshake'",
                        "look whether the port is that of an Osier node",
                        Redial.BACK_OFF),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Handshake(Reason.KNOCK_UNKNOWN, true),
                        131,
                        "the other side says, unproven: not the same cluster, or its secret has changed",
                        "give both nodes the same cluster file",
                        Redial.MINUTE),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Handshake(Reason.CLOCK, true),
                        104,
                        "the other side says, unproven: clocks are more than 10 minutes apart",
                        "set the clocks of both machines",
                        Redial.MINUTE),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Handshake(Reason.MALFORMED, false),
                        132,
                        "does not speak Osier version 1",
                        "look whether the port is that of an Osier node",
                        Redial.MINUTE),
                row(
                        Stage.HANDSHAKE,
                        new Ending.Handshake(Reason.WRONG_NODE, false),
                        133,
                        "not the node that was asked for",
                        "check the address: another node answers there now",
                        Redial.MINUTE),
                row(
                        Stage.ADMISSION,
                        new Ending.Refused(Refusal.RULE, true, "not on my list"),
                        123,
                        "it refused us: not on my list",
                        "ask its operator to admit this node",
                        Redial.LONG),
                row(
                        Stage.ADMISSION,
                        new Ending.Refused(Refusal.RULE, false, ""),
                        123,
                        "we refused it: not admitted",
                        "look at the admission rules here",
                        Redial.LONG),
                row(
                        Stage.ADMISSION,
                        new Ending.Undecided(true, "asks first"),
                        123,
                        "it waits for its operator (asks first)",
                        "ask its operator to admit this node",
                        Redial.MINUTE),
                row(
                        Stage.ADMISSION,
                        new Ending.Closed(CloseReason.TIMEOUT, false, ""),
                        114,
                        "timeout at stage 'admission'",
                        "look at the other node's log",
                        Redial.BACK_OFF),
                row(
                        Stage.RESUME,
                        new Ending.Closed(CloseReason.PROTOCOL, true, "a second resume"),
                        132,
                        "it closed: broken rules (a second resume)",
                        "update the older of the two nodes",
                        Redial.LONG),
                row(
                        Stage.ADMISSION,
                        new Ending.Closed(CloseReason.RESTARTING, true, ""),
                        305,
                        "it closed: restarting",
                        "nothing: it is tried again",
                        Redial.AT_ONCE),
                row(
                        Stage.CONNECT,
                        new Ending.NoPlace(),
                        305,
                        "no place for another connection here",
                        "raise maxConnections of org.osier.core",
                        Redial.SLOWLY));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatWasSeenBecomesACodeWordsAndANextStep(Stage stage, Ending ending, Explained explained) {
        assertThat(Explained.of(stage, ending)).isEqualTo(explained);
    }

    static List<Ending> everything() {
        var all = new ArrayList<Ending>(List.of(
                new Ending.Silent(),
                new Ending.Late(1),
                new Ending.Withdrawn(),
                new Ending.NoPlace(),
                new Ending.NoTransport(),
                new Ending.Undecided(false, "")));
        for (var kind : Kind.values()) all.add(new Ending.Carrier(kind, ""));
        for (var reason : Reason.values()) all.add(new Ending.Handshake(reason, false));
        for (var refusal : Refusal.values()) all.add(new Ending.Refused(refusal, true, ""));
        for (var reason : CloseReason.values()) all.add(new Ending.Closed(reason, true, ""));
        return all;
    }

    @ParameterizedTest
    @MethodSource("everything")
    void nothingIsLeftWithoutACodeAndANextStep(Ending ending) {
        for (var stage : Stage.values()) {
            var explained = Explained.of(stage, ending);
            assertThat(explained.code()).isBetween(101, 399);
            assertThat(explained.cause()).isNotBlank();
            assertThat(explained.hint()).isNotBlank();
        }
    }
}
