/** Who this node is, and the care with which its home keeps that: the identity, the lock on the home, durable files. */
@NullMarked
package org.osier.core.identity;

import org.jspecify.annotations.NullMarked;
