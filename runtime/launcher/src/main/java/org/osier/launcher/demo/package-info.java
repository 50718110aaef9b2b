/** The demo: three nodes on this machine, started and driven as users do it, through {@code bin/osier}. */
@NullMarked
package org.osier.launcher.demo;

import org.jspecify.annotations.NullMarked;
