/**
 * {@code osier check}: looks at what a start would meet, with the classes that the node itself judges by, and changes
 * nothing. Runs without a framework, from the jars of the distribution.
 */
@NullMarked
package org.osier.core.check;

import org.jspecify.annotations.NullMarked;
