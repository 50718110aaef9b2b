/** Starts a node from the distribution, and talks to one that runs. A plain jar, no bundle. */
@NullMarked
package org.osier.launcher;

import org.jspecify.annotations.NullMarked;
