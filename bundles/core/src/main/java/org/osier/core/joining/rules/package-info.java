/** What decides who may come in: pure, time comes in as an argument. */
@NullMarked
package org.osier.core.joining.rules;

import org.jspecify.annotations.NullMarked;
