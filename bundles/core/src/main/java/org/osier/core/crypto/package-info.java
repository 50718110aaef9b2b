/** The primitives, thin over the JDK and Bouncy Castle's lightweight classes; no provider is ever registered. */
@NullMarked
package org.osier.core.crypto;

import org.jspecify.annotations.NullMarked;
