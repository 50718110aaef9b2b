/**
 * The session with one peer: order, windows, acknowledgements, resuming (WIRE.md, section 4); pure.
 *
 * <p>Over carriers that lose things also retransmission: its timeout is that of RFC 6298 with Karn's rule, losses are seen as
 * in RFC 9002 section 6.1, and the congestion window is CUBIC, RFC 9438. Not Reno, because a mesh has long and fast ways: at
 * 50 ms and 40 MB/s Reno needs more than a minute to come back from one loss, CUBIC about 10 s; and because most of the TCP
 * beside it is CUBIC, so that neither starves the other. Not BBR, because it has no RFC to hold it to.
 */
@NullMarked
package org.osier.core.session.rules;

import org.jspecify.annotations.NullMarked;
