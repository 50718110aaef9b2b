/** The keys of the cluster, for bundles that outlive a node. */
@NullMarked
package org.osier.parts.keys;

import org.jspecify.annotations.NullMarked;
