/** The cluster that a node belongs to: its genesis, its secret, and the file that carries both (WIRE.md, section 9). */
@NullMarked
package org.osier.core.cluster;

import org.jspecify.annotations.NullMarked;
