/** The node: peer table, dials, listeners, admission, and the loop thread that owns them. */
@NullMarked
package org.osier.core.node;

import org.jspecify.annotations.NullMarked;
