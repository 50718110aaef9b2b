/** Sends numbered messages through the mesh and checks that they arrive exactly once and in order. */
@NullMarked
package org.osier.examples.traffic;

import org.jspecify.annotations.NullMarked;
