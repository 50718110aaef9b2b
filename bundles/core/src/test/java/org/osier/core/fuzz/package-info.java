/** What fuzz tests share; how to run them longer: TESTING.md. */
package org.osier.core.fuzz;
