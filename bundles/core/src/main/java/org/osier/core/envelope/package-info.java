/** Envelopes to bytes and back, exactly (WIRE.md, section 5): who to whom, which message, which answer. */
@NullMarked
package org.osier.core.envelope;

import org.jspecify.annotations.NullMarked;
