package org.osier.itest;

/** A line of output without what differs each time: ids, times, sizes, process numbers, names that were drawn, and blanks. */
final class Masked {
    private Masked() {}

    static String line(String line) {
        return line.replaceAll("\\bosier1-[a-z2-7]{26}\\b", "TICKET")
                .replaceAll("\\bosier1-[a-z2-7]{4}\\.\\.\\.", "TICKET...")
                .replaceAll("\\bPIN [0-9]{6}\\b", "PIN N")
                .replaceAll("\\b(192\\.0\\.2\\.[0-9]+):[0-9]{4,5}\\b", "$1:PORT") // whoever dialled: his has any
                .replaceAll("\\b[0-9a-f]{64}\\b", "ID")
                .replaceAll("\\b[0-9a-f]{16}\\b", "BOOT")
                .replaceAll("\\b(?=[0-9a-f]*[0-9])[0-9a-f]{8}\\b", "ID")
                .replaceAll("\\bgenesis [0-9a-f]{6}\\b", "genesis ID")
                .replaceAll("\\b[a-z]+-[0-9]{1,2}\\b", "CLUSTER")
                .replaceAll("\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[0-9.:+Z-]*", "WHEN")
                .replaceAll("\\b\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\b", "WHEN")
                .replaceAll("[0-9][0-9,.]*(/[0-9.]+)* (ns|us|µs|ms|s|min|h|d)( [0-9]+ (min|s|h))?\\b", "TIME")
                .replaceAll("\\bnow\\b", "TIME")
                .replaceAll("(failed TIME ago), last link .*", "$1") // that of the one who dialled has none
                .replaceAll(", (just TIME|TIME ago)(, \\d+ times in TIME)?", ", WHEN") // of a dial
                .replaceAll("[0-9][0-9,.]* (B|KB|MB|GB|KiB|MiB|GiB|bytes)\\b", "SIZE")
                .replaceAll("\\bprocess \\d+", "process PID")
                .replaceAll("\\bserial \\d+", "serial N")
                .replaceAll("\\bJava \\d+[0-9.]*", "Java N")
                .replaceAll("\\b\\d+ CPUs?\\b", "N CPUs")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
