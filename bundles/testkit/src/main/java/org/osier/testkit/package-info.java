/** What tests of Osier stand on: virtual time, a simulated network, the contracts of transports and discoveries. */
@NullMarked
package org.osier.testkit;

import org.jspecify.annotations.NullMarked;
