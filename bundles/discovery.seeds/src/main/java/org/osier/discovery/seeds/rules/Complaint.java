package org.osier.discovery.seeds.rules;

import static org.osier.health.Health.NEXT;

import java.net.URI;

/** What an operator reads of a rendezvous that does not do what it should, and what to do about it. */
final class Complaint {
    private Complaint() {}

    /** @param why begins with its code @param times in a row */
    static String failed(URI address, String why, int times) {
        int end = why.indexOf(' ');
        var code = why.substring(0, end);
        var often = times > 1 ? ", " + times + " times in a row" : "";
        return code + " rendezvous " + address + ": " + why.substring(end + 1) + often + NEXT + next(code);
    }

    private static String next(String code) {
        return switch (code) {
            case "OSIER-113" -> "see that it runs there, or correct rendezvous of org.osier.discovery.seeds.cfg";
            case "OSIER-114" -> "see whether a firewall drops it, or ask who runs it";
            default -> "check its address in rendezvous of org.osier.discovery.seeds.cfg, or ask who runs it";
        };
    }

    /** @param strange of {@code there} records */
    static String strange(URI address, int strange, int there) {
        return "OSIER-309 rendezvous " + address + ": " + strange + " of " + there
                + " records there are not what a member left, and do not count" + NEXT
                + (address.toString().startsWith("https:")
                        ? "ask who runs it; name another one beside it"
                        : "use https://, or anybody on the way can write there; name another one beside it");
    }
}
