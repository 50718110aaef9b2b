/** What the node decides: pure. */
@NullMarked
package org.osier.core.node.rules;

import org.jspecify.annotations.NullMarked;
