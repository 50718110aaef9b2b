/** How much strangers and peers may make a bundle do. */
@NullMarked
package org.osier.parts.limits;

import org.jspecify.annotations.NullMarked;
