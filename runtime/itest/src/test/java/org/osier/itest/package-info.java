/** Tests of the assembled distribution: what is shipped, in a real framework and as processes. */
@NullMarked
package org.osier.itest;

import org.jspecify.annotations.NullMarked;
