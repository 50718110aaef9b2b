package org.osier.core.check;

import java.util.Locale;

/** Amounts for people. */
final class Bytes {
    private static final long KIBI = 1_024;

    private Bytes() {}

    static String text(long bytes) {
        var units = new String[] {"KB", "MB", "GB", "TB"};
        double amount = bytes / (double) KIBI;
        int unit = 0;
        while (amount >= KIBI && unit < units.length - 1) {
            amount /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
    }
}
