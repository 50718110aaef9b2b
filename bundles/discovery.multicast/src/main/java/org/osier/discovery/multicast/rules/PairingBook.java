package org.osier.discovery.multicast.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osier.discovery.PairingCall;
import org.osier.discovery.PairingCalls;

/** Who says that a PIN is shown. Anybody can say so: it is bounded, and soon forgotten. One thread at a time. */
public final class PairingBook {
    /** It is said every 2 s: two may be lost. */
    static final long LASTING_MS = 7_000;

    private static final int MAX_ADDRESSES = 8;

    private static final class Call {
        private final List<URI> addresses = new ArrayList<>(1);
        private long at;
    }

    private final Map<Long, Call> calls = new LinkedHashMap<>();

    /** @param source the host that it came from: an address there is the likeliest to be reached */
    public void on(PinBeacon beacon, String source, long nowMs) {
        forget(nowMs);
        var call = calls.get(beacon.id());
        if (call == null) {
            if (calls.size() >= PairingCalls.MAX) return;
            calls.put(beacon.id(), call = new Call());
        }
        call.at = nowMs;
        var address = beacon.address();
        if (call.addresses.contains(address) || call.addresses.size() >= MAX_ADDRESSES) return;
        call.addresses.add(source.equals(address.getHost()) ? 0 : call.addresses.size(), address);
    }

    /** Who says so now. @param own of ours, if we show one: not among them */
    public List<PairingCall> heard(long own, long nowMs) {
        forget(nowMs);
        return calls.entrySet().stream()
                .filter(one -> one.getKey() != own)
                .map(one -> new PairingCall(HexFormat.of().toHexDigits(one.getKey()), one.getValue().addresses))
                .toList();
    }

    private void forget(long nowMs) {
        calls.values().removeIf(call -> nowMs - call.at > LASTING_MS || nowMs < call.at);
    }
}
