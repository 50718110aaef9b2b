package org.osier.discovery.multicast;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration, checked.
 *
 * @param groups at most one of each family
 * @param interfaces by name; empty: all that will do
 * @param ttl hops of IPv4
 * @param interval between beacons
 */
record Settings(List<InetSocketAddress> groups, Set<String> interfaces, int ttl, Duration interval) {
    /** In force if the first configuration is refused: deaf and silent harms nobody. */
    static final Settings NOTHING = new Settings(List.of(), Set.of(), 1, Duration.ofSeconds(30));

    private static final int MAX_INTERFACES = 32;
    private static final Pattern GROUP = Pattern.compile("(?:([0-9.]+)|\\[([0-9a-fA-F:.]+)]):([0-9]{1,5})");

    /** A beacon counts for so many intervals: two may be lost. */
    Duration lasting() {
        return interval.multipliedBy(7).dividedBy(2);
    }

    /** @throws IllegalArgumentException that says what is wrong */
    static Settings of(MulticastConfig config) {
        var groups = words(config.groups()).map(Settings::group).toList();
        if (groups.stream().map(g -> g.getAddress().getClass()).distinct().count() != groups.size()) {
            throw new IllegalArgumentException(
                    "groups has at most one of IPv4 and one of IPv6, got " + config.groups());
        }
        var interfaces = words(config.interfaces()).collect(Collectors.toUnmodifiableSet());
        if (interfaces.size() > MAX_INTERFACES) {
            throw new IllegalArgumentException("interfaces has 0 to 32 names, got " + interfaces.size());
        }
        int ttl = between("ttl", config.ttl(), 255);
        int seconds = between("intervalSeconds", config.intervalSeconds(), 600);
        return new Settings(groups, interfaces, ttl, Duration.ofSeconds(seconds));
    }

    private static java.util.stream.Stream<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static InetSocketAddress group(String word) {
        var matcher = GROUP.matcher(word);
        if (matcher.matches()) {
            try {
                var literal = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                var address = InetAddress.getByName(literal); // a literal: nothing is looked up
                int port = Integer.parseInt(matcher.group(3));
                if (address.isMulticastAddress() && port > 0 && port <= 0xffff)
                    return new InetSocketAddress(address, port);
            } catch (UnknownHostException e) {
                // As below.
            }
        }
        throw new IllegalArgumentException(
                "groups are like 239.77.7.7:7403 and [ff02::6f73:6965]:7403, got '" + word + "'");
    }

    static boolean isIPv4(InetSocketAddress group) {
        return group.getAddress() instanceof Inet4Address;
    }

    private static int between(String key, int value, int max) {
        if (value < 1 || value > max) throw new IllegalArgumentException(key + " is 1 to " + max + ", got " + value);
        return value;
    }
}
