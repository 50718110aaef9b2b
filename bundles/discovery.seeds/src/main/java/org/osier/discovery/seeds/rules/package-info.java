/** What is remembered and what is offered: without a file, a clock or a thread. */
@NullMarked
package org.osier.discovery.seeds.rules;

import org.jspecify.annotations.NullMarked;
