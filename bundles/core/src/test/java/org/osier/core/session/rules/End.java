package org.osier.core.session.rules;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One end of a session under test, with the other end's bytes made and read by hand from WIRE.md, section 4. */
final class End {
    static final long MY_BOOT = 0xa0a1a2a3a4a5a6a7L;
    static final long PEER_BOOT = 0xb0b1b2b3b4b5b6b7L;

    /** What a record over udp has room for: WIRE.md, section 1. */
    static final int DATAGRAM_BYTES = 1_199;

    /** A message with a name for tests. */
    static final class Parcel extends Outgoing {
        final byte[] bytes;

        Parcel(int stream, byte[] bytes) {
            super(stream, bytes);
            this.bytes = bytes;
        }
    }

    /** A segment as it was written. */
    record Seg(int flags, int stream, long offset, byte[] bytes) {
        int length() {
            return bytes.length;
        }

        long end() {
            return offset + bytes.length;
        }
    }

    /** An entry of an acknowledgement or a resume. */
    record Entry(int stream, long offset, long window) {
        long limit() {
            return offset + window;
        }
    }

    final SessionRules rules;
    long now = TimeUnit.HOURS.toNanos(1);

    End() {
        this(false);
    }

    End(boolean forgotten) {
        rules = new SessionRules(MY_BOOT, PEER_BOOT, forgotten);
    }

    /** A link over which we are ready from now on; the other end has not resumed. */
    @Nullable
    LinkState linkUp() {
        return linkUp(0);
    }

    /** @param datagramBytes what a record has room for, 0 if nothing is lost */
    @Nullable
    LinkState linkUp(int datagramBytes) {
        return rules.linkUp(datagramBytes, ++now);
    }

    void linkDown(LinkState link) {
        rules.linkDown(link, now);
    }

    /** A link over which the other end resumed. */
    LinkState open(Entry... resumed) throws Violation {
        var link = linkUp();
        control(link, resume(resumed));
        return link;
    }

    /** A datagram link over which the other end resumed. */
    LinkState openDatagrams(Entry... resumed) throws Violation {
        var link = linkUp(DATAGRAM_BYTES);
        control(link, resume(resumed));
        return link;
    }

    // --- what the other end sends

    static byte[] resume(Entry... entries) {
        return entries(greeting(3, PEER_BOOT, MY_BOOT), entries);
    }

    static byte[] greeting(int kind, long myBoot, long yourBoot) {
        return ByteBuffer.allocate(17)
                .put((byte) kind)
                .putLong(myBoot)
                .putLong(yourBoot)
                .array();
    }

    static byte[] acknowledge(Entry... entries) {
        return entries(new byte[] {1}, entries);
    }

    /** @param edges from, to, from, to ... */
    static byte[] selective(int stream, long... edges) {
        var all = ByteBuffer.allocate(2 + 8 * edges.length).put((byte) 4).put((byte) stream);
        for (long edge : edges) all.putLong(edge);
        return all.array();
    }

    private static byte[] entries(byte[] head, Entry... entries) {
        var all = ByteBuffer.allocate(head.length + 13 * entries.length).put(head);
        for (var e : entries) all.put((byte) e.stream).putLong(e.offset).putInt((int) e.window);
        return all.array();
    }

    void control(LinkState link, byte[] payload) throws Violation {
        rules.onControl(link, payload, 0, payload.length, now);
    }

    void acknowledged(LinkState link, int stream, long offset, long window) throws Violation {
        control(link, acknowledge(new Entry(stream, offset, window)));
    }

    void segment(LinkState link, int flags, int stream, long offset, byte[] bytes) throws Violation {
        var payload = ByteBuffer.allocate(10 + bytes.length)
                .put((byte) flags)
                .put((byte) stream)
                .putLong(offset)
                .put(bytes)
                .array();
        rules.onSegment(link, payload, 0, payload.length, now);
    }

    /** A segment whose every byte is its own offset, so that order shows. */
    void segment(LinkState link, int flags, int stream, long offset, int length) throws Violation {
        segment(link, flags, stream, offset, counted(offset, length));
    }

    /** @param length of a message on this stream, cut into segments of at most 60,000 bytes, from {@code offset} */
    void message(LinkState link, int stream, long offset, int length) throws Violation {
        for (int sent = 0; sent < length; ) {
            int part = Math.min(60_000, length - sent);
            int flags = (sent == 0 ? 1 : 0) | (sent + part == length ? 2 : 0);
            segment(link, flags, stream, offset + sent, part);
            sent += part;
        }
    }

    static byte[] counted(long offset, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (offset + i);
        return bytes;
    }

    // --- what this end does

    Parcel offer(int stream, int length) {
        var parcel = new Parcel(stream, counted(0, length));
        if (!rules.offer(parcel)) throw new AssertionError("full");
        return parcel;
    }

    List<Seg> write(LinkState link, int priority, int room) {
        var out = new byte[room];
        return segments(out, rules.writeFrames(link, priority, out, 0, room, now));
    }

    static List<Seg> segments(byte[] out, int end) {
        var found = new ArrayList<Seg>();
        var in = ByteBuffer.wrap(out, 0, end);
        while (in.hasRemaining()) {
            var payload = new byte[in.getInt() - 1];
            if (in.get() != 2) throw new AssertionError("not frame 0x02");
            in.get(payload);
            var s = ByteBuffer.wrap(payload);
            found.add(new Seg(s.get(), s.get(), s.getLong(), Arrays.copyOfRange(payload, 10, payload.length)));
        }
        return found;
    }

    /** Everything that can leave over {@code link} now. */
    List<Seg> writeAll(LinkState link) {
        var all = new ArrayList<Seg>();
        for (int priority = 3; priority <= 4; priority++) {
            for (var some = write(link, priority, 65_519); !some.isEmpty(); some = write(link, priority, 65_519)) {
                all.addAll(some);
            }
        }
        return all;
    }

    /** One datagram of segments; empty if nothing may leave now. */
    List<Seg> datagram(LinkState link) {
        var out = new byte[DATAGRAM_BYTES];
        int end = rules.writeFrames(link, 3, out, 0, out.length, now);
        return segments(out, rules.writeFrames(link, 4, out, end, out.length, now));
    }

    /** All datagrams that may leave now. */
    List<List<Seg>> datagrams(LinkState link) {
        var all = new ArrayList<List<Seg>>();
        for (var some = datagram(link); !some.isEmpty(); some = datagram(link)) all.add(some);
        return all;
    }

    /** The blocks of the selective frames that are due: stream, from, to of each. */
    List<List<Long>> blocks(LinkState link) {
        var out = new byte[DATAGRAM_BYTES];
        int end = rules.writeAcknowledgements(link, out, 0, out.length, now, false);
        var found = new ArrayList<List<Long>>();
        var in = ByteBuffer.wrap(out, 0, end);
        while (in.hasRemaining()) {
            int frameEnd = in.position() + 4 + in.getInt();
            if (in.get() != 0x14) throw new AssertionError("not session control");
            if (in.get() == 4) {
                long stream = in.get();
                while (in.position() < frameEnd) found.add(List.of(stream, in.getLong(), in.getLong()));
            }
            in.position(frameEnd);
        }
        return found;
    }

    /** Time passes, and what it asks for is done. */
    void pass(long nanos) {
        now += nanos;
        rules.onTime(now);
    }

    /** The acknowledgements that are due; empty if none. */
    List<Entry> acks(LinkState link) {
        return acks(link, false);
    }

    List<Entry> acks(LinkState link, boolean force) {
        var out = new byte[300];
        int end = rules.writeAcknowledgements(link, out, 0, out.length, now, force);
        if (end == 0) return List.of();
        var in = ByteBuffer.wrap(out, 0, end);
        if (in.getInt() != end - 4 || in.get() != 0x14 || in.get() != 1) throw new AssertionError("no acknowledgement");
        return entries(in);
    }

    /** What a resume of this end says. */
    static List<Entry> resumed(LinkState link) {
        var in = ByteBuffer.wrap(link.greeting());
        if (in.get() != 3 || in.getLong() != MY_BOOT || in.getLong() != PEER_BOOT)
            throw new AssertionError("no resume");
        return entries(in);
    }

    private static List<Entry> entries(ByteBuffer in) {
        var found = new ArrayList<Entry>();
        while (in.hasRemaining()) found.add(new Entry(in.get(), in.getLong(), in.getInt() & 0xffff_ffffL));
        return found;
    }

    /** Hands over everything that there is. @return the lengths */
    List<Integer> handAll() {
        var lengths = new ArrayList<Integer>();
        for (var m = rules.poll(); m != null; m = rules.poll()) {
            lengths.add(m.message().length);
            rules.handed(m, now);
        }
        return lengths;
    }

    /** Messages that were completed since the last call. */
    List<Outgoing> completed() {
        var found = new ArrayList<Outgoing>();
        for (var m = rules.takeCompleted(); m != null; m = m.next()) found.add(m);
        return found;
    }
}
