package org.osier.rendezvous;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.osier.rendezvous.rules.Source;

/** Whose request it is, as far as limits go. Any thread. */
final class Sources {
    /** So strict that nothing of it is ever looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|\\[?[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,40}]?");

    private final boolean proxied;

    Sources(boolean proxied) {
        this.proxied = proxied;
    }

    long of(Request request) {
        var remote = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!proxied) return of(remote);
        var forwarded = request.getHeaders().getLast(HttpHeader.X_FORWARDED_FOR);
        if (forwarded == null) return of(remote);
        // Only the last one was written by our own server; what stands before it anybody may claim.
        var last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        if (!LITERAL.matcher(last).matches()) return of(remote);
        try {
            return Source.of(InetAddress.getByName(last).getAddress()); // a literal: nothing is looked up
        } catch (UnknownHostException e) {
            return of(remote);
        }
    }

    static long of(SocketAddress remote) {
        return remote instanceof InetSocketAddress ip && ip.getAddress() != null
                ? Source.of(ip.getAddress().getAddress())
                : 0;
    }
}
