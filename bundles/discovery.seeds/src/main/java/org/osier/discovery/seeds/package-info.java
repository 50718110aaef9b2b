/** Finds nodes at the addresses of a list, and where peers of earlier times said that they are. */
@NullMarked
package org.osier.discovery.seeds;

import org.jspecify.annotations.NullMarked;
