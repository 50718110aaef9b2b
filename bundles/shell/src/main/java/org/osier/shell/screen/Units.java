package org.osier.shell.screen;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Numbers, times and addresses as people read them. */
public final class Units {
    private Units() {}

    /** {@code 10,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 byte}, {@code 2 links}: the number with its noun. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 512 B}, {@code 1.2 kB}, {@code 34.5 MB}, {@code 2.1 GB}: powers of 1,000. */
    public static String bytes(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        double value = bytes / 1e3;
        var units = new String[] {"kB", "MB", "GB", "TB"};
        int unit = 0;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** {@code 0.6 ms}: short, for tables. */
    public static String roundTrip(Duration time) {
        double ms = millis(time);
        return String.format(Locale.ROOT, ms < 100 ? "%.1f ms" : "%.0f ms", ms);
    }

    /** {@code 0.61}: milliseconds to compare. */
    public static String exactMillis(double ms) {
        return String.format(Locale.ROOT, "%.2f", ms);
    }

    /** In milliseconds, with their fractions. */
    public static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** {@code 1.3 s}: one decimal. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /** {@code now}, {@code 3 s}, {@code 5 min}, {@code 2 h}, {@code 4 d}; a time to come counts as now. */
    public static String age(Duration age) {
        return age.toSeconds() < 1 ? "now" : coarse(age);
    }

    /** {@code 3 s}, {@code 5 min 12 s}, {@code 2 h 3 min}, {@code 4 d 1 h}. */
    public static String span(Duration time) {
        long s = Math.max(0, time.toSeconds());
        if (s < 60) return s + " s";
        if (s < 3_600) return s / 60 + " min " + s % 60 + " s";
        if (s < 86_400) return s / 3_600 + " h " + s % 3_600 / 60 + " min";
        return s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
    }

    private static String coarse(Duration time) {
        long s = time.toSeconds();
        if (s < 60) return s + " s";
        if (s < 3_600) return s / 60 + " min";
        if (s < 86_400) return s / 3_600 + " h";
        return s / 86_400 + " d";
    }

    /** {@code tcp 192.0.2.1:7400} for {@code tcp://192.0.2.1:7400}. */
    public static String address(URI address) {
        var rest = address.getSchemeSpecificPart();
        if (address.getScheme() == null) return rest;
        return address.getScheme() + " " + (rest.startsWith("//") ? rest.substring(2) : rest);
    }

    /** {@code 0x40}. */
    public static String intent(int intent) {
        return String.format(Locale.ROOT, "0x%02X", intent);
    }
}
