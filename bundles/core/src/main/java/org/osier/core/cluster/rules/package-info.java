/** What counts of the documents of a cluster. Pure: what is known, what came, and the time go in, a decision comes out. */
@NullMarked
package org.osier.core.cluster.rules;

import org.jspecify.annotations.NullMarked;
