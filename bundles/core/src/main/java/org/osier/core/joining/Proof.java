package org.osier.core.joining;

import org.osier.core.crypto.BadProofException;
import org.osier.core.crypto.PinAgreement;
import org.osier.core.link.Link;
import org.osier.node.NodeId;

/** One end of a pairing: the agreement, and what is confirmed in the end. The worker's. */
final class Proof {
    private final Link link;
    private final NodeId member;
    private final NodeId joiner;
    private final PinAgreement agreement;

    private Proof(Link link, NodeId member, NodeId joiner, PinAgreement agreement) {
        this.link = link;
        this.member = member;
        this.joiner = joiner;
        this.agreement = agreement;
    }

    /** Of who lets in. */
    static Proof ofMember(Link link, NodeId self, String pin, java.util.random.RandomGenerator random) {
        var joiner = link.peer();
        return new Proof(link, self, joiner, new PinAgreement(member(self), joiner(joiner), pin, random));
    }

    /** Of who wants in. */
    static Proof ofJoiner(Link link, NodeId self, String pin, java.util.random.RandomGenerator random) {
        var member = link.peer();
        return new Proof(link, member, self, new PinAgreement(joiner(self), member(member), pin, random));
    }

    private static String member(NodeId id) {
        return "member " + id;
    }

    private static String joiner(NodeId id) {
        return "joiner " + id;
    }

    byte[] round1() {
        return agreement.round1();
    }

    /** Theirs fits with our own first round. */
    void takeRound1(byte[] theirs) throws BadProofException {
        agreement.takeRound1(theirs);
    }

    byte[] round2() {
        return agreement.round2();
    }

    Confirmations takeRound2(byte[] theirs) throws BadProofException {
        agreement.takeRound2(theirs);
        return Confirmations.of(link.proof().handshakeHash(), agreement.secret(), member, joiner);
    }
}
