/** Osier in a real Karaf. */
@NullMarked
package org.osier.features;

import org.jspecify.annotations.NullMarked;
