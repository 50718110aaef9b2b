/**
 * Whole nodes in virtual time, with everything that can happen to them, by chance. {@code Chaos} chooses what happens,
 * {@code Machine}s are what it happens to, {@code Ledger} and {@code Bounds} know what must be true all the same. See
 * TESTING.md of the bundle.
 */
@org.jspecify.annotations.NullMarked
package org.osier.core.node.simulation;
