/** Carries messages over TCP, each behind its length: {@code [u16 length][message]}. */
@NullMarked
package org.osier.transport.tcp;

import org.jspecify.annotations.NullMarked;
