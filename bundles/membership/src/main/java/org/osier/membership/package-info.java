/** Who is there: every member ends with the newest record of every other, and tells who asks. */
@NullMarked
package org.osier.membership;

import org.jspecify.annotations.NullMarked;
