package org.osier.core.crypto;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;

/** Points of edwards25519 in plain, slow arithmetic, to forge what no library makes (RFC 8032, section 5.1). */
final class Edwards {
    record Point(BigInteger x, BigInteger y) {}

    static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger ORDER = TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    static final BigInteger D = fraction(BigInteger.valueOf(-121_665), BigInteger.valueOf(121_666));
    static final Point BASE = point(fraction(BigInteger.valueOf(4), BigInteger.valueOf(5)), 0);

    /** A point of order 8, found as the component of small order of the point with y = 3 or the next. */
    static final Point ORDER_8 = order8();

    private Edwards() {}

    static Point add(Point a, Point b) {
        var cross = D.multiply(a.x).multiply(b.x).multiply(a.y).multiply(b.y).mod(P);
        var x = a.x.multiply(b.y).add(a.y.multiply(b.x));
        var y = a.y.multiply(b.y).add(a.x.multiply(b.x));
        return new Point(fraction(x, ONE.add(cross)), fraction(y, ONE.subtract(cross)));
    }

    static Point multiply(BigInteger n, Point point) {
        var sum = new Point(ZERO, ONE);
        for (int bit = n.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            if (n.testBit(bit)) sum = add(sum, point);
        }
        return sum;
    }

    static byte[] encode(Point point) {
        return bytes(point.x.testBit(0) ? point.y.setBit(255) : point.y);
    }

    static Point decode(byte[] bytes) {
        var y = number(bytes);
        return point(y.clearBit(255), y.testBit(255) ? 1 : 0);
    }

    /** Little-endian. */
    static BigInteger number(byte[] bytes) {
        var n = ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) n = n.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
        return n;
    }

    /** Little-endian, 32 bytes. */
    static byte[] bytes(BigInteger n) {
        var bytes = new byte[32];
        for (int i = 0; i < 32; i++) bytes[i] = n.shiftRight(8 * i).byteValue();
        return bytes;
    }

    private static Point point(BigInteger y, int sign) {
        var square =
                fraction(y.multiply(y).subtract(ONE), D.multiply(y).multiply(y).add(ONE));
        var x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(square))
            x = x.multiply(TWO.modPow(P.subtract(ONE).shiftRight(2), P)).mod(P);
        if (!x.multiply(x).mod(P).equals(square)) throw new ArithmeticException("not on the curve");
        return new Point(x.testBit(0) == (sign == 1) ? x : P.subtract(x), y);
    }

    private static Point order8() {
        for (int y = 3; ; y++) {
            try {
                var small = multiply(ORDER, point(BigInteger.valueOf(y), 0));
                if (!multiply(BigInteger.valueOf(4), small).y.equals(ONE)) return small;
            } catch (ArithmeticException e) {
                continue; // half of all y belong to no point
            }
        }
    }

    private static BigInteger fraction(BigInteger above, BigInteger below) {
        return above.multiply(below.modInverse(P)).mod(P);
    }
}
