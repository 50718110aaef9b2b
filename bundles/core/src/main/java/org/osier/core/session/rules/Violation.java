package org.osier.core.session.rules;

/** The other side broke the rules of the wire; its link closes with PROTOCOL. Carries no stack: strangers cause it. */
public final class Violation extends Exception {
    private static final long serialVersionUID = 1;

    /** @param what which rule, for people */
    public Violation(String what) {
        super(what, null, false, false);
    }
}
