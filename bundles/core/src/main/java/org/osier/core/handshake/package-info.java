/** From two strangers on a connection to two proved nodes with keys: bytes in, bytes out (WIRE.md, section 2). */
@NullMarked
package org.osier.core.handshake;

import org.jspecify.annotations.NullMarked;
