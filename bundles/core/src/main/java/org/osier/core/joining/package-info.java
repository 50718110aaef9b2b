/** How a node gets into a cluster: by a ticket, by a PIN, or through an open door (WIRE.md, sections 2 and 9). */
@NullMarked
package org.osier.core.joining;

import org.jspecify.annotations.NullMarked;
