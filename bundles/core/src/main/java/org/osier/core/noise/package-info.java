/** The Noise protocol framework, revision 34, with patterns as data and the hybrid forward secrecy extension. */
@NullMarked
package org.osier.core.noise;

import org.jspecify.annotations.NullMarked;
