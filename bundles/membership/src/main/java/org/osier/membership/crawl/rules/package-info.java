/** What is asked and answered, how much of it, and whom a crawl asks next: without threads, clocks or a network. */
@NullMarked
package org.osier.membership.crawl.rules;

import org.jspecify.annotations.NullMarked;
