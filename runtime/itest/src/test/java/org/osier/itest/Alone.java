package org.osier.itest;

/** A category of tests that need the machine for themselves: they load it, or say how fast something was. */
interface Alone {}
