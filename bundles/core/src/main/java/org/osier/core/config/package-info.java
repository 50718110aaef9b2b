/** Configuration that cannot hurt: what metatype says of it, read once for the rules that judge it. */
@NullMarked
package org.osier.core.config;

import org.jspecify.annotations.NullMarked;
