/** What happens to a message on an emulated wire, and when it leaves it. Pure: chance and time come in. */
@NullMarked
package org.osier.transport.emulator.rules;

import org.jspecify.annotations.NullMarked;
