package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What addresses have in common that one hand can hold for little: the /24 of IPv4, the /48 of IPv6, else the host's name.
 * Pure: no name is looked up, whatever a rumour puts there.
 */
final class Prefix {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]+)(%.*)?]");
    /** Systems read an address into these: there are many ways to write one, and all count as one place. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|0[xX].*");

    private static final int IPV6_GROUPS = 8;

    private Prefix() {}

    static Set<String> of(Collection<URI> addresses) {
        return addresses.stream().map(Prefix::of).collect(Collectors.toUnmodifiableSet());
    }

    static String of(URI address) {
        var host = host(address);
        var ipv6 = IPV6.matcher(host);
        if (ipv6.matches()) return ipv6(ipv6.group(1));
        if (isIpv4(host)) return host.substring(0, host.lastIndexOf('.')) + ".0/24";
        if (NUMBERS.matcher(host).matches()) return "a number";
        var name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Of what is neither a name nor an address for a URI, too: a port makes no other place of it. */
    private static String host(URI address) {
        if (address.getHost() != null) return address.getHost();
        var authority = String.valueOf(address.getRawAuthority());
        return PORT.matcher(authority.substring(authority.indexOf('@') + 1)).replaceFirst("");
    }

    /** Written without zeros in front, else programs disagree about what it is. */
    private static boolean isIpv4(String host) {
        var parts = IPV4.matcher(host);
        if (!parts.matches()) return false;
        for (int i = 1; i <= 4; i++) {
            var part = parts.group(i);
            if (part.length() > 1 && part.startsWith("0") || Integer.parseInt(part) > 255) return false;
        }
        return true;
    }

    /** Of an address that is well-formed: a URI has seen to that. */
    private static String ipv6(String literal) {
        int gap = literal.indexOf("::");
        var head = groups(gap < 0 ? literal : literal.substring(0, gap));
        var tail = gap < 0 ? List.<Integer>of() : groups(literal.substring(gap + 2));
        var all = new ArrayList<>(head);
        while (all.size() + tail.size() < IPV6_GROUPS) all.add(0);
        all.addAll(tail);
        boolean mapped = all.subList(0, 5).stream().allMatch(group -> group == 0) && all.get(5) == 0xffff;
        if (mapped) return (all.get(6) >> 8) + "." + (all.get(6) & 0xff) + "." + (all.get(7) >> 8) + ".0/24";
        return String.format("%04x%04x%04x/48", all.get(0), all.get(1), all.get(2));
    }

    private static List<Integer> groups(String part) {
        var groups = new ArrayList<Integer>();
        for (var group : part.split(":")) {
            var ipv4 = IPV4.matcher(group);
            if (ipv4.matches()) {
                groups.add(Integer.parseInt(ipv4.group(1)) << 8 | Integer.parseInt(ipv4.group(2)));
                groups.add(Integer.parseInt(ipv4.group(3)) << 8 | Integer.parseInt(ipv4.group(4)));
            } else if (!group.isEmpty()) {
                groups.add(Integer.parseInt(group, 16));
            }
        }
        return groups;
    }
}
