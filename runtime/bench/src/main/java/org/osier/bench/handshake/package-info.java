/** Handshakes, beside the public-key work that they consist of. */
@NullMarked
package org.osier.bench.handshake;

import org.jspecify.annotations.NullMarked;
