/**
 * What an operator keeps outside of every home: the key of an administrator, in a file that a passphrase closes, and the
 * words that stand for keys and secrets on paper.
 */
@NullMarked
package org.osier.core.operator;

import org.jspecify.annotations.NullMarked;
