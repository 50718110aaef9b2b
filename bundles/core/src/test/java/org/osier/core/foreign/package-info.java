/** Programs of others that speak what we speak: brought in where they can be had, and loudly missed elsewhere. */
package org.osier.core.foreign;
