/** What tests of Osier stand on: virtual time, a simulated network, the contract of every transport. */
@NullMarked
package org.osier.testkit;

import org.jspecify.annotations.NullMarked;
