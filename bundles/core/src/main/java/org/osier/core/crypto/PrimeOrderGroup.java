package org.osier.core.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Whether a point of edwards25519 lies in the group of prime order, in less than half the time of a multiplication by that
 * order. The method is that of T. Pornin, "Point-Halving and Subgroup Membership in Twisted Edwards Curves" (2022): the curve
 * has 8 times as many points as the group, and the points of small order form a cycle, so a point lies in the group if and
 * only if it can be halved three times. Not in constant time: for public points only.
 *
 * <p>All of it happens on the Montgomery form, v^2 = u(u^2 + Au + 1) with A = 486,662 (RFC 7748, section 4.1). There the point
 * (u, v) can be halved if and only if u is a square, since (0, 0) is the only point of order 2. Let u = w^2, then
 * s = v/w is a root of u^2 + Au + 1. The half is the point (x, xr) with t = 2(u + s), r^2 = t + A, x = t/2 + wr; for one sign
 * of s there is no such r, for the other there is, as (2(u + s) + A)(2(u - s) + A) = A^2 - 4 is not a square. The halves of a
 * point differ by the point of order 2, which can be halved twice, so either half answers for both.
 */
final class PrimeOrderGroup {
    private static final int BYTES = 32;
    private static final int[] ONE = X25519Field.create();
    private static final int[] A = X25519Field.create();

    static {
        X25519Field.one(ONE);
        var a = new byte[BYTES];
        a[0] = 0x06; // 486,662 = 0x076d06, least byte first
        a[1] = 0x6d;
        a[2] = 0x07;
        X25519Field.decode255(a, A);
    }

    private PrimeOrderGroup() {}

    /** Whether these 32 bytes are the canonical encoding of a point of the group other than the neutral one. */
    static boolean contains(byte[] point) {
        if (!isCanonical(point)) return false;
        var y = X25519Field.create();
        X25519Field.decode255(point, y);
        var above = sum(ONE, y);
        var below = difference(ONE, y);
        if (isZero(above) || isZero(below)) return false; // of order 2, or neutral

        var w = X25519Field.create();
        if (!X25519Field.sqrtRatioVar(above, below, w)) return false; // u = (1 + y) / (1 - y) is no square
        var u = square(w);
        var s = X25519Field.create();
        if (!X25519Field.sqrtRatioVar(sum(product(u, sum(u, A)), ONE), ONE, s)) return false; // not on the curve

        for (int halvings = 1; halvings < 3; halvings++) {
            var r = X25519Field.create();
            var halfT = sum(u, s);
            if (!X25519Field.sqrtRatioVar(sum(sum(halfT, halfT), A), ONE, r)) {
                halfT = difference(u, s);
                if (!X25519Field.sqrtRatioVar(sum(sum(halfT, halfT), A), ONE, r)) throw new AssertionError("no half");
            }
            var wr = product(w, r);
            u = sum(halfT, wr);
            if (!X25519Field.sqrtRatioVar(u, ONE, w)) return false; // the half has no half
            s = product(w, r); // xr / w, as x = w^2
        }
        return true;
    }

    /** Whether y is below p = 2^255 - 19. The sign counts only where x is 0, at points that are refused anyway. */
    private static boolean isCanonical(byte[] point) {
        if ((point[BYTES - 1] & 0x7f) != 0x7f) return true;
        for (int i = BYTES - 2; i > 0; i--) if (point[i] != (byte) 0xff) return true;
        return (point[0] & 0xff) < 0xed;
    }

    private static boolean isZero(int[] number) {
        var copy = number.clone();
        X25519Field.normalize(copy);
        return X25519Field.isZeroVar(copy);
    }

    private static int[] sum(int[] a, int[] b) {
        var sum = X25519Field.create();
        X25519Field.add(a, b, sum);
        X25519Field.carry(sum);
        return sum;
    }

    private static int[] difference(int[] a, int[] b) {
        var difference = X25519Field.create();
        X25519Field.sub(a, b, difference);
        X25519Field.carry(difference);
        return difference;
    }

    private static int[] product(int[] a, int[] b) {
        var product = X25519Field.create();
        X25519Field.mul(a, b, product);
        return product;
    }

    private static int[] square(int[] a) {
        var square = X25519Field.create();
        X25519Field.sqr(a, square);
        return square;
    }
}
