/** What makes a chain of certificates the proof of a node's identity. No I/O. */
@NullMarked
package org.osier.core.tls.rules;

import org.jspecify.annotations.NullMarked;
