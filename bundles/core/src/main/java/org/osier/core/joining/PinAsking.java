package org.osier.core.joining;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.BadProofException;
import org.osier.core.joining.rules.PairFrames;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.node.Environment;
import org.osier.core.node.rules.Explained;
import org.osier.core.session.rules.Violation;
import org.osier.node.NodeId;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;

/** With a PIN: nothing is believed of who answers before it has proved to know it too. The loop's. */
final class PinAsking extends Asking {
    private static final int WRONG_PIN = 122;
    private static final int NO_WAY_IN = 123;

    private final Environment environment;
    private final NodeId self;
    private final String pin;
    private final Worker worker;
    private final PairFrames frames = new PairFrames(false);
    private @Nullable Proof proof;
    private @Nullable Confirmations expected;

    PinAsking(
            Environment environment,
            NodeId self,
            URI address,
            String pin,
            Entering entering,
            Consumer<JoinStep> progress) {
        super(address, entering, progress);
        this.environment = environment;
        this.self = self;
        this.pin = pin;
        this.worker = new Worker(environment);
    }

    @Override
    void begin(Link link) {
        var proof = Proof.ofJoiner(link, self, pin, environment.random());
        this.proof = proof;
        worker.run(proof::round1, ours -> send(link, PairFrames.ROUND_1, ours), () -> wrong(link));
    }

    @Override
    public void frame(Link link, int type, byte[] payload) {
        if (type != FrameType.PAIR) {
            super.frame(link, type, payload);
            return;
        }
        try {
            take(link, frames.take(payload), PairFrames.body(payload));
        } catch (Violation e) {
            broken(link, e);
        }
    }

    private void take(Link link, int kind, byte[] body) {
        var proof = this.proof;
        if (proof == null) throw new AssertionError("an answer before our question");
        switch (kind) {
            case PairFrames.ROUND_1 ->
                worker.run(() -> second(proof, body), ours -> send(link, PairFrames.ROUND_2, ours), () -> wrong(link));
            case PairFrames.ROUND_2 ->
                worker.run(
                        () -> proof.takeRound2(body), confirmations -> confirm(link, confirmations), () -> wrong(link));
            default -> {
                var expected = this.expected;
                if (expected != null && expected.isMember(body)) link.admit();
                else wrong(link);
            }
        }
    }

    private static byte[] second(Proof proof, byte[] theirs) throws BadProofException {
        proof.takeRound1(theirs);
        return proof.round2();
    }

    private void confirm(Link link, Confirmations confirmations) {
        expected = confirmations;
        send(link, PairFrames.CONFIRMATION, confirmations.joiner());
    }

    private void wrong(Link link) {
        fail(link, CloseReason.REFUSED, new JoinException(WRONG_PIN, "who answers does not know this PIN", hint()));
    }

    private void send(Link link, int kind, byte[] body) {
        if (link.send(FrameType.PAIR, PairFrames.write(kind, body))) frames.sent();
    }

    @Override
    void over() {
        worker.end();
    }

    @Override
    JoinException explained(Explained why) {
        var as = super.explained(why);
        return switch (why.code()) {
            case WRONG_PIN -> new JoinException(WRONG_PIN, as.getMessage(), hint());
            case NO_WAY_IN -> new JoinException(NO_WAY_IN, as.getMessage(), "show a PIN there first: osier:pair");
            default -> as;
        };
    }

    private static String hint() {
        return "look at the PIN and type it again while it is shown; each try counts there";
    }
}
