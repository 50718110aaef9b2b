package org.osier.core.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.jpake.JPAKEParticipant;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroup;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound1Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound2Payload;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * One end of one run of J-PAKE (RFC 8236) over the 3,072-bit group of NIST: both ends come to the same secret if both know
 * the PIN, and who does not know it learns whether one guess was right, no more. Rounds in order, each once. One thread at a
 * time; each step costs tens of milliseconds.
 */
public final class PinAgreement {
    private static final JPAKEPrimeOrderGroup GROUP = JPAKEPrimeOrderGroups.NIST_3072;
    private static final int ELEMENT_BYTES = 384;
    private static final int SCALAR_BYTES = 32;
    private static final int PROOF_BYTES = ELEMENT_BYTES + SCALAR_BYTES;

    /** {@code [384 g^x1][384 g^x2][proof of x1][proof of x2]}, a proof is {@code [384 g^v][32 r]}. */
    public static final int ROUND_1_BYTES = 2 * ELEMENT_BYTES + 2 * PROOF_BYTES;

    /** {@code [384 A][proof]}. */
    public static final int ROUND_2_BYTES = ELEMENT_BYTES + PROOF_BYTES;

    private final JPAKEParticipant participant;
    private final String other;

    /**
     * @param me names this end in its proofs, so that nobody can use them for another one
     * @param other names the other end
     */
    public PinAgreement(String me, String other, String pin, RandomGenerator random) {
        this.other = other;
        this.participant =
                new JPAKEParticipant(me, pin.toCharArray(), GROUP, SHA256Digest.newInstance(), new Chance(random));
    }

    /** What we say first. */
    public byte[] round1() {
        var round = participant.createRound1PayloadToSend();
        var out = ByteBuffer.allocate(ROUND_1_BYTES);
        put(out, round.getGx1(), ELEMENT_BYTES);
        put(out, round.getGx2(), ELEMENT_BYTES);
        putProof(out, round.getKnowledgeProofForX1());
        putProof(out, round.getKnowledgeProofForX2());
        return out.array();
    }

    /** What the other end said first. */
    public void takeRound1(byte[] bytes) throws BadProofException {
        var in = whole(bytes, ROUND_1_BYTES);
        var gx1 = element(in);
        var gx2 = element(in);
        var round = new JPAKERound1Payload(other, gx1, gx2, proof(in), proof(in));
        try {
            participant.validateRound1PayloadReceived(round);
        } catch (CryptoException e) {
            throw new BadProofException();
        }
    }

    /** What we say second, after both first rounds. */
    public byte[] round2() {
        var round = participant.createRound2PayloadToSend();
        var out = ByteBuffer.allocate(ROUND_2_BYTES);
        put(out, round.getA(), ELEMENT_BYTES);
        putProof(out, round.getKnowledgeProofForX2s());
        return out.array();
    }

    /** What the other end said second. */
    public void takeRound2(byte[] bytes) throws BadProofException {
        var in = whole(bytes, ROUND_2_BYTES);
        try {
            participant.validateRound2PayloadReceived(new JPAKERound2Payload(other, element(in), proof(in)));
        } catch (CryptoException e) {
            throw new BadProofException();
        }
    }

    /** The secret, after all rounds: the same on both ends if both used one PIN, else unrelated. 384 bytes. */
    public byte[] secret() {
        var out = ByteBuffer.allocate(ELEMENT_BYTES);
        put(out, participant.calculateKeyingMaterial(), ELEMENT_BYTES);
        return out.array();
    }

    private static ByteBuffer whole(byte[] bytes, int length) throws BadProofException {
        if (bytes.length != length) throw new BadProofException();
        return ByteBuffer.wrap(bytes);
    }

    /** From 1 to p - 1; whether it lies in the group is checked with its proof. */
    private static BigInteger element(ByteBuffer in) throws BadProofException {
        var element = take(in, ELEMENT_BYTES);
        if (element.signum() == 0 || element.compareTo(GROUP.getP()) >= 0) throw new BadProofException();
        return element;
    }

    private static BigInteger[] proof(ByteBuffer in) throws BadProofException {
        var commitment = element(in);
        var response = take(in, SCALAR_BYTES);
        if (response.compareTo(GROUP.getQ()) >= 0) throw new BadProofException();
        return new BigInteger[] {commitment, response};
    }

    private static BigInteger take(ByteBuffer in, int length) {
        var bytes = new byte[length];
        in.get(bytes);
        return new BigInteger(1, bytes);
    }

    private static void putProof(ByteBuffer out, BigInteger[] proof) {
        put(out, proof[0], ELEMENT_BYTES);
        put(out, proof[1], SCALAR_BYTES);
    }

    private static void put(ByteBuffer out, BigInteger number, int length) {
        var bytes = number.toByteArray(); // one zero more if the first bit is set
        int from = Math.max(0, bytes.length - length);
        out.put(new byte[length - (bytes.length - from)]).put(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** The node's source of chance in the form that the library takes. */
    private static final class Chance extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient RandomGenerator random;

        Chance(RandomGenerator random) {
            super(null, null); // seeds nothing
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
